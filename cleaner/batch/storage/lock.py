"""A lock on an open file, gone with the process that has it, however that ends: the one place that knows the system."""

from cleaner.errors import CleanerError

try:
    import fcntl
except ImportError as error:  # nor could folders be forced to the disk there, on which whole results depend
    raise CleanerError("a batch needs Linux or macOS: on Windows run it in WSL, Windows' own Linux") from error


def lock(descriptor: int, *, shared: bool = False, wait: bool = False) -> bool | None:
    """Lock an open file or folder until it is closed.

    Args:
        descriptor: of it.
        shared: others may have it too, if they share it.
        wait: until it is to be had.

    Returns:
        Whether it is locked now; None where the disk gives no locks, as some of a network.
    """
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, how if wait else how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
