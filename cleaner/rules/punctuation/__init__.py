"""What the other stages left behind, and the marks a script needs."""
