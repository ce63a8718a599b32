"""Filled pauses and discourse fillers."""
