"""What a command does to the world, by the calls it makes to the system: whom it asks, and what it writes where."""

import ipaddress
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

WANTED = os.environ.get("CLEANER_STRACE_TESTS") == "1"

CALLS = "%network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_ASKS = re.compile(r"(?:connect|send\w+)\(.*")
_ADDRESS = re.compile(r'(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')
_NAMES = re.compile(r"port=htons\(53\)|sun_path=\"[^\"]*(?:resolve|avahi)", re.I)
_WRITES = re.compile(r"(?:open|openat|creat)\(.*(?:O_WRONLY|O_RDWR|O_CREAT|creat\().* = \d+<(?P<path>.+)>$")
_NAMED = re.compile(r"(?:mkdir|rename|link|symlink)\w*\(.* = 0$")
_PLACE = re.compile(r'(?:<(?P<folder>[^<>]*)>, )?"(?P<name>(?:[^"\\]|\\.)*)"')
_HARMLESS = ("/dev/null", "/dev/shm/", "/dev/tty", "/proc/")  # what is no file on a disk


@dataclass(frozen=True)
class Traced:
    """A command that has ended, with all its processes.

    Attributes:
        code: its exit code.
        told: its standard error.
        asked: calls that look up a name, or send or connect to another machine.
        written: files and folders that it made, opened for writing, or moved somewhere.
    """

    code: int
    told: str
    asked: tuple[str, ...]
    written: frozenset[Path]


def tracer() -> str:
    """Strace; where it does not work here the test is skipped, or fails where CLEANER_STRACE_TESTS=1 wants it."""
    found = shutil.which("strace")
    works = found and subprocess.run([found, "-f", "-o", os.devnull, "true"], capture_output=True).returncode == 0
    if found and works:
        return found
    message = "strace is not installed, or may not trace here: what commands ask and write is not looked at"
    if WANTED:
        pytest.fail(message)
    pytest.skip(message)


def traced(command: Sequence[str], environment: Mapping[str, str], folder: Path, logs: Path) -> Traced:
    """Run a command in a folder, with this environment and no other; a log a process goes to `logs`."""
    logs.mkdir()
    strace = [tracer(), "-ff", "-y", "-qq", "-s", "4096", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", f"{logs}/log"]
    done = subprocess.run([*strace, *command], env=environment, cwd=folder, capture_output=True, text=True)
    lines = [line for log in sorted(logs.iterdir()) for line in log.read_text("utf-8", "replace").splitlines()]
    return Traced(
        done.returncode,
        done.stderr,
        tuple(filter(_asks, lines)),
        frozenset(path for line in lines for path in _written(line, folder) if _is_file(path)),
    )


def _asks(line: str) -> bool:
    if not _ASKS.match(line):
        return False
    addresses = [ipaddress.ip_address(address.removeprefix("::ffff:")) for address in _ADDRESS.findall(line)]
    return bool(_NAMES.search(line)) or any(not address.is_loopback for address in addresses)


def _written(line: str, folder: Path) -> Iterator[Path]:
    if opened := _WRITES.match(line):
        yield Path(opened["path"].removesuffix("(deleted)").rstrip())
    elif _NAMED.match(line):
        *_, made = _PLACE.finditer(line)
        yield Path(os.path.normpath(Path(made["folder"] or folder, made["name"])))


def _is_file(path: Path) -> bool:
    return path.is_absolute() and not str(path).startswith(_HARMLESS)
