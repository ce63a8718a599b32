"""What no one said and no one wrote: damage by encodings, engines and old files."""
