"""How texts and values come into a page of HTML, and what the page may do."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

SURROGATE = re.compile("[\ud800-\udfff]")
# These end a script element, or a line of JavaScript to old parsers; in JSON they stand in strings only.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


@cache
def asset(package: str, name: str) -> str:
    """A text file of a package."""
    return resources.files(package).joinpath(name).read_text("utf-8")


@cache
def template(package: str, name: str) -> Template:
    """A template of a package, compiled once: a batch draws thousands of pages with it. It escapes what it is given."""
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(asset(package, name))


def script(parts: Iterable[str]) -> str:
    """Parts of a script as one, whose names are nobody else's."""
    return "(() => {\n" + "\n".join(parts) + "})();\n"


def embeddable(value: object) -> str:
    """JSON that stays JSON inside a script element and in UTF-8, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def shown(text: str) -> str:
    """A text that can be written in UTF-8: halves of pairs are marked as lost."""
    return SURROGATE.sub("\ufffd", text)


def policy(css: str, js: str, media: str = "'none'") -> str:
    """What the page may do: run this script and this style, play from `media` if anything, and nothing else."""
    return (
        f"default-src 'none'; script-src {_hash(js)}; style-src {_hash(css)}; media-src {media}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"
