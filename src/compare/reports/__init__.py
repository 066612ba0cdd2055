"""Reports: a finished `Result` in a form somebody or something can read.

A report decides nothing, drops nothing and compares nothing. Each is a module with
`write(result, out, *, look)`, loaded when its format is asked for. *out* takes text, or
bytes where the format is binary.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import IO, Any

from compare.errors import UsageError
from compare.frozen import dataclass
from compare.model import Result
from compare.options import Options
from compare.reports.look import Look

__all__ = ["FORMATS", "Format", "format_of", "load", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A report by name: the module that writes it, its suffixes, and what it is for.

    *binary* formats are written to files that take bytes; *repeats* says that it shows them,
    so that they need not be sought for the others.
    """

    module: str
    suffixes: tuple[str, ...]
    purpose: str
    binary: bool = False
    repeats: bool = False


FORMATS: Mapping[str, Format] = {
    "text": Format("terminal", (".txt", ".text"), "the synopsis, for reading in a terminal"),
    "concise": Format("concise", (), "one line a link: path:line:col: message"),
    "json": Format("json", (".json",), "everything, for programs; can be read again", repeats=True),
    "jsonl": Format("jsonl", (".jsonl", ".ndjson"), "one link a line, for streams"),
    "csv": Format("csv", (".csv",), "the links, for spreadsheets"),
    "markdown": Format("markdown", (".md", ".markdown"), "the synopsis, for a wiki or an issue"),
    "html": Format(
        "html", (".html", ".htm"), "the synopsis as one page, for any browser", repeats=True
    ),
    "docx": Format(
        "docx", (".docx",), "the synopsis, for a desk that edits in Word", binary=True, repeats=True
    ),
    "tei": Format("tei", (".xml", ".tei"), "the statements as a TEI apparatus, for scholars"),
}


def write(
    result: Result,
    options: Options,
    format: str,  # noqa: A002 - the option's name
    out: IO[Any],
    *,
    color: bool = False,
) -> None:
    """Write *result* to *out* in the format of that name; UsageError when unknown.

    *options* say how it is to look, not what is in it.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}\n  Known are: {', '.join(FORMATS)}")
    load(format).write(result, out, look=Look.of(options, color=color))


def load(format: str) -> ModuleType:  # noqa: A002 - the option's name
    """The module that writes the format of that name, which is imported now."""
    return import_module(f"compare.reports.{FORMATS[format].module}")


def format_of(path: str) -> str:
    """The format that the suffix of *path* stands for; UsageError when it stands for none.

    >>> format_of("story/report.MD")
    'markdown'
    """
    suffix = PurePath(path).suffix.lower()
    for name, known in FORMATS.items():
        if suffix in known.suffixes:
            return name
    suffixes = ", ".join(s for known in FORMATS.values() for s in known.suffixes)
    raise UsageError(
        f"cannot tell the format of {path} from its suffix\n"
        f"  Say it with --format, or use one of: {suffixes}"
    )
