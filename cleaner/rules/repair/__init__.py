"""Self-corrections: the reparandum and the editing term go, the repair stays."""
