"""What the engine invented: phrases from its training, echoes of its prompt, loops."""
