"""A folder of recordings and transcripts becomes a folder of scripts: nothing is lost, nothing done twice."""
