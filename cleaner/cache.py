"""Where what can be made again is kept: models, dictionaries."""
