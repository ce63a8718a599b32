"""Text made fit for one line of a terminal or a table."""


def visible(text: str) -> str:
    """The text with line ends as ⏎, and what cannot be seen or would act on a terminal as its code point."""
    return "".join("⏎" if char == "\n" else char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
