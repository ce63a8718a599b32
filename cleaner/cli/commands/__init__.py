"""The commands, one file each: what is asked for, then what is done."""
