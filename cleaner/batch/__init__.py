"""A folder of recordings and transcripts becomes a folder of scripts, safely: nothing is lost, nothing is done twice."""
