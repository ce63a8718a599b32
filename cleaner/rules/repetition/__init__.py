"""Stutters, partial words and phrases said twice."""
