"""What was read: metadata and where each came from, passages with their roles, quotations.

For the person who asks why something was, or was not, compared. Formats are `text` and
`json`.
"""

from collections.abc import Sequence
from typing import TextIO

from compare.errors import UsageError
from compare.model import Article, Skipped
from compare.reports.look import Look, width_of

FORMATS = ("text", "json")


def write(
    articles: Sequence[Article],
    out: TextIO,
    *,
    format: str = "text",  # noqa: A002 - the option's name
    width: int = 0,
    color: bool = False,
    skipped: Sequence[Skipped] = (),
    verbose: int = 0,
) -> None:
    """Write all that is known of *articles*; with *verbose*, passages in full."""
    if format == "json":
        _write_json(articles, skipped, out)
    elif format == "text":
        from compare.reports import inspect_terminal

        look = Look(width=width_of(width), color=color, verbose=verbose > 0)
        inspect_terminal.write(articles, skipped, out, look)
    else:
        raise UsageError(
            f"inspect cannot be written as {format}\n  It can be: {', '.join(FORMATS)}"
        )


def _write_json(articles: Sequence[Article], skipped: Sequence[Skipped], out: TextIO) -> None:
    from compare.reports.json import SCHEMA_VERSION, document, dumped, quotations

    sections = (
        ("documents", [document(article) for article in articles]),
        ("quotations", [q for article in articles for q in quotations(article)]),
        ("skipped", [{"path": s.path, "reason": s.reason} for s in skipped]),
    )
    out.write(f'{{"schema_version": {dumped(SCHEMA_VERSION)}')
    for name, items in sections:
        lines = ",".join(f"\n{dumped(item)}" for item in items)
        out.write(f',\n"{name}": [{lines}]')
    out.write("}\n")
