"""The synopsis as GitHub's Markdown: a table of documents, then a table a statement.

Article text comes out as it went in: no character of it is markup, a link, a mention,
an issue or an emoji. Words that only one cell has are bold; where two texts share
little, the shared words are.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from compare.model import DocumentId, Result, Statement
from compare.reports import plain_words
from compare.reports.excerpts import Piece, Tone, excerpt
from compare.reports.look import Look
from compare.reports.marks import Marking, marks
from compare.reports.overview import Overview, word_count
from compare.reports.plain_words import certainty, counted, percent
from compare.reports.safe import clipped, listed

_MARKUP = re.compile(r"[\\`*_{}\[\]#!|<>~&$]")

#: What GitHub turns into something else after the Markdown is read, so that a backslash
#: is too late. An empty comment parts it.
_AUTOMATIC = re.compile(
    r"""
    (?<=@)   (?=\w)               # mentions, mail addresses
    | (?<=\#) (?=\d)              # issues by number
    | (?<=GH)  (?=-\d)
    | (?<=:)   (?=[\w+-]{1,40}:)  # emoji, :smile:
    | (?<=:)   (?=//)             # bare addresses
    | (?<=www) (?=\.)
    """,
    re.VERBOSE | re.IGNORECASE,
)

HEAD = ("Outlet", "File", "Title", "Published", "Rows", "Verbatim", "Rewrite", "Partial", "New")

_BOLD = frozenset({Tone.ONLY_HERE, Tone.SHARED})


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write the synopsis of *result*."""
    overview = Overview(result)
    out.write("# Synopsis\n\n")
    out.writelines(f"{line}\n" for line in _documents(result, overview))
    if not look.statistics:
        for number, statement in enumerate(result.statements, 1):
            out.writelines(f"{line}\n" for line in _row(number, statement, overview))
    out.writelines(f"{line}\n" for line in _only_here(result, overview, look))
    out.writelines(f"{line}\n" for line in _skipped(result))
    out.write(f"\n{escaped(overview.closing())}\n")


def escaped(text: str) -> str:
    r"""*text*, already sanitized, so that GitHub shows just these characters.

    >>> print(escaped("[sic] *x* | @desk"))
    \[sic\] \*x\* \| @<!-- -->desk
    """
    parts = _AUTOMATIC.split(text)
    return "<!-- -->".join(_MARKUP.sub(r"\\\g<0>", part) for part in parts)


def table_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are escaped already."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _documents(result: Result, overview: Overview) -> list[str]:
    head = ("Outlet", "File", "Title", "Published", "Rows", "Verbatim", "Rewrite", "Partial", "New")
    return table_lines(
        head, (_document(article.document.id, overview) for article in result.articles)
    )


def _document(id_: DocumentId, overview: Overview) -> tuple[str, ...]:
    about, covered = overview.documents[id_], overview.coverage[id_]
    parts = (covered.verbatim, covered.rewrite, covered.partial, covered.new)
    return (
        escaped(plain_words.outlet(about)),
        escaped(plain_words.path(about)),
        escaped(clipped(about.title, plain_words.NAME_CHARACTERS)),
        escaped(clipped(about.published, 20)),
        str(overview.reported(id_)),
        *(percent(covered.share(part)) for part in parts),
    )


def _row(number: int, statement: Statement, overview: Overview) -> list[str]:
    """A statement: heading, cells side by side, differences, and what is known of it."""
    marked = marks(statement, overview.links[statement.id], overview.documents)
    cells = dict.fromkeys(place.document for place in statement.members)
    bodies = [
        "<br>".join(
            _body(excerpt(overview.articles[id_], place, marked.get(place)))
            for place in statement.cell(id_)
        )
        for id_ in cells
    ]
    shared = any(found.meaning is Marking.SHARED for found in marked.values())
    return [
        "",
        f"## {number}. {escaped(clipped(statement.label, 120))}",
        "",
        *table_lines([_head(statement, id_, overview) for id_ in cells], [bodies]),
        "",
        *_differences(statement, overview),
        _foot(statement, overview) + (" Bold words are shared." if shared else ""),
    ]


def _head(statement: Statement, id_: DocumentId, overview: Overview) -> str:
    about = overview.documents[id_]
    lines = dict.fromkeys(str(place.line) for place in statement.cell(id_))
    place = escaped(f"{overview.files[id_]}:{listed(lines)}")
    return f"{escaped(plain_words.outlet(about))} {place}"


def _body(pieces: Iterable[Piece]) -> str:
    return "".join(
        f"<b>{escaped(piece.text)}</b>" if piece.tone in _BOLD else escaped(piece.text)
        for piece in pieces
    )


def _differences(statement: Statement, overview: Overview) -> list[str]:
    told = overview.differences(statement)
    lines = [
        f"- **{escaped(difference.kind)}**: {escaped(difference.words)}" for difference in told
    ]
    return [*lines, ""] if lines else []


def _foot(statement: Statement, overview: Overview) -> str:
    foot = f"{certainty(statement.probability)}, {overview.relation(statement)}"
    names = [overview.names[id_] for id_ in statement.missing]
    return f"{foot}; not reported by {escaped(listed(names))}." if names else f"{foot}."


def _only_here(result: Result, overview: Overview, look: Look) -> list[str]:
    if len(result.articles) < 2:
        return []
    lines = ["", "## Only in one document", ""]
    for article in result.articles:
        about, passages = article.document, overview.only_here(article.document.id)
        words = sum(word_count(about.text, passage.span) for passage in passages)
        name = escaped(overview.names[about.id])
        lines.append(
            f"- <b>{name}</b>: {counted(len(passages), 'passage')}, {counted(words, 'word')}"
        )
        if look.verbose:
            texts = ((p.line, clipped(p.span.of(about.text), 3000)) for p in passages)
            lines += [f"  - line {line}: {escaped(text)}" for line, text in texts]
    return lines


def _skipped(result: Result) -> list[str]:
    if not result.skipped:
        return []
    lines = (
        f"- <b>{escaped(clipped(item.path, 160))}</b>: {escaped(clipped(item.reason, 400))}"
        for item in result.skipped
    )
    return ["", "## Left out", "", *lines]
