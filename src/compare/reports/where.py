"""Where a finding is, for programs outside: the file, lines and columns, and the URI.

Reports of findings share this. Nothing looks at the file system: a path is taken as the
user gave it.
"""

import re

from compare.frozen import dataclass
from compare.model import Finding, Location
from compare.patterns import pattern
from compare.reports.safe import clipped, plain

#: A path is never shown longer than this; hostile ones are.
PATH_CHARACTERS = 300

#: How much of a message is looked through for the names of places; they stand in front.
NAMED_WITHIN = 2000

#: A document inside a file of many is called `file#name`, after its id or line.
_INSIDE = pattern(r"(?P<file>.+?\.(?:jsonl|ndjson))\#(?P<inner>.*)", re.DOTALL | re.IGNORECASE)
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = pattern(r"[A-Za-z]:/")


@dataclass(frozen=True, slots=True)
class Spot:
    """A location in a file that exists: *inner* is the name of a document in a file of many.

    Lines and columns count from 1 and *end_column* is the one after the last. Where the
    whole document is meant, or lines of the file are not lines of the document, all four
    are 1 and *is_whole* is true.
    """

    file: str
    inner: str
    line: int
    column: int
    end_line: int
    end_column: int
    is_whole: bool


def spot(location: Location) -> Spot:
    """*location* as a place in a file.

    >>> spot(Location("a.jsonl#n7", 3, 1, 3, 9)).file
    'a.jsonl'
    """
    file, inner = parted(location.path)
    if inner or location.line < 1:
        return Spot(file, inner, 1, 1, 1, 1, is_whole=True)
    column = max(1, location.column)
    end_line = max(location.line, location.end_line)
    least = column if end_line == location.line else 1
    end_column = max(least, location.end_column)
    return Spot(file, "", location.line, column, end_line, end_column, is_whole=False)


def parted(path: str) -> tuple[str, str]:
    """The file that *path* is in, relative paths without a leading `./`, and the rest.

    >>> parted("./news/a.txt"), parted("b.jsonl#12")
    (('news/a.txt', ''), ('b.jsonl', '12'))
    """
    found = _INSIDE.fullmatch(path)
    file, inner = (found["file"], found["inner"]) if found else (path, "")
    while file.startswith("./"):
        file = file[2:].lstrip("/")
    return file or ".", inner


def in_words(location: Location) -> str:
    """`path:line:column` for people; only the path where the whole document is meant.

    >>> in_words(Location("a.txt", 3, 7, 3, 9)), in_words(Location("a.txt"))
    ('a.txt:3:7', 'a.txt')
    """
    path = clipped(location.path, PATH_CHARACTERS)
    if location.line < 1:
        return path
    return f"{path}:{location.line}" + (f":{location.column}" if location.column else "")


def short(location: Location, *, inside: str = "") -> str:
    """`path:line`, as messages name a place; only the path where a document is meant.

    *inside* is the document that is spoken of, which is not named again.

    >>> short(Location("a.txt", 3), inside="b.txt"), short(Location("b.txt", 3), inside="b.txt")
    ('a.txt:3', 'line 3')
    """
    if location.path == inside and location.line > 0:
        return f"line {location.line}"
    path = clipped(location.path, PATH_CHARACTERS)
    return f"{path}:{location.line}" if location.line > 0 else path


def unnamed(finding: Finding) -> tuple[Location, ...]:
    """The other places of *finding* that its message does not name already."""
    message = plain(finding.message[:NAMED_WITHIN])
    names = ((one, short(one, inside=finding.path)) for one in finding.related)
    return tuple(one for one, name in names if named(message, name) < 0)


def named(message: str, name: str) -> int:
    """Where *message* has *name*, or -1; `a.txt:1` does not stand in `a.txt:12`."""
    at = message.find(name)
    while at >= 0 and message[at + len(name) : at + len(name) + 1].isdigit():
        at = message.find(name, at + 1)
    return at


def is_outside(file: str) -> bool:
    """Whether *file* is not below the folder the program was started in."""
    return bool(file.startswith(("/", "../")) or _SCHEME.match(file) or _DRIVE.match(file))


def uri(file: str) -> str:
    """*file* as a URI, or as a URI reference when it is relative; always ASCII.

    Names that are not UTF-8 keep their bytes.

    >>> uri("news/a b.txt"), uri("/srv/ü.txt"), uri("https://example.org/?a=1")
    ('news/a%20b.txt', 'file:///srv/%C3%BC.txt', 'https://example.org/?a=1')
    """
    from urllib.parse import quote

    if _SCHEME.match(file):
        return quote(_bytes(file), safe=":/?#[]@!$&'()*+,;=%~")
    path = quote(_bytes(file), safe="/~")
    if _DRIVE.match(file):
        return f"file:///{file[:2]}{quote(_bytes(file[2:]), safe='/~')}"
    return f"file://{path}" if file.startswith("/") else path


def _bytes(name: str) -> bytes:
    try:
        # As Python decodes file names that are not UTF-8.
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "replace")
