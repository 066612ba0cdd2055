"""JSON lines: one document a line, read line by line and never as a whole.

A broken line is an error with its number; the other lines are kept.
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from compare.errors import InputError

_TEXTS = ("text", "body", "content")
_CHUNK = 1 << 20


class Line(NamedTuple):
    """One document of a file: number of its line, bytes, values, and the name of its text's key."""

    number: int
    data: bytes
    values: dict[str, object]
    text: str


def lines(
    stream: BinaryIO, path: str, *, max_bytes: int, encoding: str = "utf-8"
) -> Iterator[Line | InputError]:
    """The documents in *stream*, and an error for each line that is none; no blank lines."""
    number = 0
    while data := stream.readline(max_bytes + 1):
        number += 1
        if len(data) > max_bytes and not data.endswith(b"\n"):
            _skip_line(stream)
            reason = f"the line is longer than {size(max_bytes)}"
            yield InputError(f"{path}:{number}", reason, "Split it into articles")
        elif data.strip():
            yield _line(data, number, path, encoding)


def size(limit: int) -> str:
    """A number of bytes as people say it."""
    return f"{limit >> 20} MiB" if limit >> 20 else f"{limit} bytes"


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _line(data: bytes, number: int, path: str, encoding: str) -> Line | InputError:
    where = f"{path}:{number}"
    data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
    try:
        import json  # most inputs are single articles

        values = json.loads(data.decode(encoding))
    except UnicodeDecodeError as error:
        return InputError(
            where, f"byte {error.start} is not {encoding}", "Name its encoding with --encoding"
        )
    except (LookupError, ValueError, RecursionError) as error:
        return InputError(where, f"the line is not JSON: {_short(error)}")
    if not isinstance(values, dict):
        return InputError(where, "the line is not a JSON object")
    key = next((one for one in _TEXTS if isinstance(values.get(one), str)), "")
    if not key:
        return InputError(where, "the object has no text", f"Its key must be {', '.join(_TEXTS)}")
    return Line(number, data, values, str(values[key]))


def _short(error: Exception) -> str:
    return getattr(error, "msg", "") or str(error)[:80] or type(error).__name__


def shown(path: str, line: Line) -> str:
    """How the document is called: by its id, else by its line (`a.jsonl#12`)."""
    name = line.values.get("id")
    plain = str(name) if isinstance(name, (str, int)) and not isinstance(name, bool) else ""
    return f"{path}#{plain or line.number}"
