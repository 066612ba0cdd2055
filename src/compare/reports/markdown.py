"""The synopsis as GitHub's Markdown: a table of documents, then a table a statement.

Article text comes out as it went in: no character of it is markup, a link, a mention,
an issue or an emoji. Words that only one cell has are bold; where two texts share
little, the shared words are.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from compare.model import DocumentId, Result, Statement, Weight
from compare.patterns import pattern
from compare.pipeline import overlaps
from compare.reports import pairs, plain_words, quotes
from compare.reports.excerpts import Piece, Tone, excerpt
from compare.reports.look import Look
from compare.reports.marks import Marking
from compare.reports.overview import Column, Overview, first_line, kinds_lines, row_foot, word_count
from compare.reports.plain_words import counted, percent
from compare.reports.safe import clipped, listed
from compare.reports.variants import Variant, left_out, reading_in_words, shown

_MARKUP = pattern(r"[\\`*_{}\[\]#!|<>~&$]")

#: What GitHub turns into something else after the Markdown is read, so that a backslash
#: is too late. An empty comment parts it.
_AUTOMATIC = pattern(
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

#: Passages and rows listed for a document before the others are counted.
LISTED = 3

_BOLD = frozenset({Tone.ONLY_HERE, Tone.SHARED, Tone.FACT})


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write the synopsis of *result*."""
    overview = Overview(result, base=look.base)
    out.write("# Synopsis\n\n")
    out.writelines(f"{line}\n" for line in _documents(result, overview))
    out.writelines(f"{line}\n" for line in _figures(overview))
    if look.statistics:
        out.writelines(f"{line}\n" for line in _statistics(overview))
    else:
        for number, statement in enumerate(result.statements, 1):
            out.writelines(f"{line}\n" for line in _row(number, statement, overview, look))
        out.writelines(f"{line}\n" for line in quotes.markdown_section(overview, look))
        out.writelines(f"{line}\n" for line in _lists(result, overview, look))
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
        *(percent(covered.share(part)) if overview.is_whole else "" for part in parts),
    )


def _figures(overview: Overview) -> list[str]:
    lines = [f"- {escaped(name)}: {escaped(told)}" for name, told in kinds_lines(overview)]
    if said := first_line(overview):
        lines.append(f"- first: {escaped(said)}")
    return ["", *lines] if lines else []


def _statistics(overview: Overview) -> list[str]:
    result = overview.result
    lines = [f"- quotations: {escaped(quotes.counts(result.quotations))}"]
    lines = lines if result.quotations else []
    many = len(result.articles) > pairs.MATRIX_DOCUMENTS or not overview.is_whole
    table = pairs.Table(overview, () if many else pairs.ranked(overlaps(result)))
    if not many and (matrix := table.matrix()):
        rows = [[escaped(clipped(text, 200)) for text in row] for row in matrix]
        lines += ["", pairs.CAPTION, "", *table_lines(rows[0], rows[1:])]
    return lines


def _row(number: int, statement: Statement, overview: Overview, look: Look) -> list[str]:
    """A statement: heading, cells side by side, differences, and what is known of it."""
    marked, notes = overview.marked(statement), overview.notes(statement)
    columns = overview.row_columns(statement)
    bodies = [
        "<br>".join(
            _body(excerpt(overview.articles[id_], place, marked.get(place), notes.get(id_, ())))
            for id_ in column.documents
            for place in statement.cell(id_)
        )
        for column in columns
    ]
    shared = any(found.meaning is Marking.SHARED for found in marked.values())
    foot = escaped(row_foot(statement, overview)) + "."
    return [
        "",
        f"## {number}. {escaped(clipped(statement.label, 120))}",
        "",
        *table_lines([_head(statement, column, overview) for column in columns], [bodies]),
        "",
        *_apparatus(overview.variants(statement), overview, look),
        f"{foot} Bold words are shared." if shared else foot,
    ]


def _head(statement: Statement, column: Column, overview: Overview) -> str:
    places = []
    for id_ in column.documents:
        if cell := statement.cell(id_):
            lines = dict.fromkeys(str(place.line) for place in cell)
            places.append(escaped(f"{overview.files[id_]}:{listed(lines)}"))
    outlet = escaped(plain_words.outlet(overview.documents[column.id]))
    return f"{outlet} {', '.join(places)}"


def _body(pieces: Iterable[Piece]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    words = escaped(piece.text) if piece.text else "‸"
    if piece.numbers:
        words += f"<sup>{','.join(map(str, piece.numbers))}</sup>"
    return f"<b>{words}</b>" if piece.tone in _BOLD else words


def _apparatus(variants: Sequence[Variant], overview: Overview, look: Look) -> list[str]:
    seen = shown(variants, verbose=look.verbose)
    lines = [_variant(variant, overview) for variant in seen]
    if rest := left_out(variants, seen):
        lines.append(f"- {rest}")
    return [*lines, ""] if lines else []


def _variant(variant: Variant, overview: Overview) -> str:
    kind = variant.kind.replace("-", " ")
    name = f"**{kind}**" if variant.weight is Weight.FACT else kind
    readings = " · ".join(reading_in_words(r, overview.names) for r in variant.readings)
    note = f" ({variant.note})" if variant.note else ""
    return f"- <sup>{variant.number}</sup> {name}: {escaped(readings + note)}"


def _lists(result: Result, overview: Overview, look: Look) -> list[str]:
    """For each document what only it has, and what others have and it has not."""
    if len(result.articles) < 2 or not overview.is_whole:
        return []
    lines = ["", "## Only here, missing here", ""]
    for column in overview.columns:
        lines += _only_here(column, overview, look)
    return lines


def _only_here(column: Column, overview: Overview, look: Look) -> list[str]:
    whole = {id_: overview.documents[id_].text for id_ in column.documents}
    passages = overview.only_in(column)
    words = sum(word_count(whole[id_], passage.span) for _, passage, id_ in passages)
    missing = overview.missing_here(column.id)
    counts = f"{counted(len(passages), 'passage')}, {counted(words, 'word')}"
    nothing = "" if passages or missing else ": nothing of either"
    lines = [
        f"- <b>{escaped(column.name)}</b>{nothing}",
        *([f"  - only here: {counts}"] if passages else []),
    ]
    longest = 3000 if look.verbose else 120
    texts = [(where, clipped(p.span.of(whole[id_]), longest)) for where, p, id_ in passages]
    named = "" if len(whole) > 1 else "line "
    lines += _listed([f"{named}{escaped(where)}: {escaped(text)}" for where, text in texts], look)
    if missing:
        lines.append(f"  - missing here: {len(missing)} of {len(overview.result.statements)}")
    labels = [f"{number}. {escaped(clipped(row.label, 120))}" for number, row in missing]
    return lines + _listed([label.replace(".", "\\.", 1) for label in labels], look)


def _listed(items: Sequence[str], look: Look) -> list[str]:
    most = len(items) if look.verbose else LISTED
    lines = [f"    - {item}" for item in items[:most]]
    return lines + ([f"    - and {len(items) - most} more"] if len(items) > most else [])


def _skipped(result: Result) -> list[str]:
    if not result.skipped:
        return []
    lines = (
        f"- <b>{escaped(clipped(item.path, 160))}</b>: {escaped(clipped(item.reason, 400))}"
        for item in result.skipped
    )
    return ["", "## Left out", "", *lines]
