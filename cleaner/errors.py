"""What goes wrong and can be said in one line."""


class CleanerError(Exception):
    """A problem a person can do something about: the message is one line and says what to do.

    The commands print it and exit with 2; every other exception is a bug.
    """
