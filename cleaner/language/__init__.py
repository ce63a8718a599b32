"""What is true of Chinese, not of a text: letters, words, numerals, sounds, characters."""
