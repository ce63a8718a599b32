"""Traditional characters to simplified ones, or the other way."""
