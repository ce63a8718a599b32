"""Sentences and passages told twice."""
