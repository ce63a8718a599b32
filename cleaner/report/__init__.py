"""What a person reads: pages, and what a terminal prints."""
