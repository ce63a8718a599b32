"""Who does the work of a batch: processes of this machine, actors of a cluster."""
