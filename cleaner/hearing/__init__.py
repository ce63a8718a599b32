"""A recording becomes a transcript: sound, voice activity, engines."""
