"""The program `cleaner`, and `python -m cleaner`: from here on Ctrl-C ends it with 130 and without a word."""

import signal
import sys


def main() -> None:
    """The entry point. Nothing is imported before it: that takes a moment, in which somebody may press Ctrl-C."""
    try:
        from cleaner.cli import main as run

        run()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would print what Python is at while it ends
        sys.exit(130)


if __name__ == "__main__":
    main()
