"""The synopsis in the terminal: who is compared, an overview, a row for each statement.

Difference is marked by more than colour: without styling, words that only one cell has
stand between ‹ ›, and where two texts share little, the shared ones stand between _ _.
Facts that differ carry the number under which the apparatus below the row tells who has what.
Article text is only ever a `rich.text.Text`, never markup, and passes `safe` first.

Imports rich, and so is imported only when a person reads.
"""

from collections.abc import Iterable
from itertools import islice
from typing import TextIO

from rich.table import Table
from rich.text import Text

from compare.model import Article, Result
from compare.pipeline import overlaps
from compare.reports import pairs, pairs_terminal, plain_words, quotes, quotes_terminal
from compare.reports.look import Look
from compare.reports.overview import Column, Overview, first_line, kinds_lines
from compare.reports.paper import Paper
from compare.reports.plain_words import counted
from compare.reports.rows import Rows
from compare.reports.safe import clipped
from compare.reports.strips import Strips

#: Documents named one by one above the rows; the others are counted. `-v` names all.
NAMED_DOCUMENTS = 24

#: Passages and rows listed for a document before the others are counted.
LISTED = 3

#: Characters shown of a passage that only one document has.
LONGEST_PASSAGE = 3000


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write the synopsis of *result*, *look.width* wide, row by row."""
    paper, overview = Paper(out, look), Overview(result, base=look.base)
    _write_documents(result, paper)
    if look.statistics:
        _write_statistics(overview, paper)
    else:
        if result.statements:
            Strips(overview, paper).write(_named(result, look))
            _write_figures(overview, paper)
            paper.line()
        Rows(result, overview, paper).write()
        quotes_terminal.write_section(overview, paper)
        _write_lists(overview, paper)
    _write_skipped(result, paper)
    paper.line(Text(overview.closing(), "bold"))


def _named(result: Result, look: Look) -> tuple[Article, ...]:
    return result.articles if look.verbose else result.articles[:NAMED_DOCUMENTS]


def _write_documents(result: Result, paper: Paper) -> None:
    for article in _named(result, paper.look):
        paper.line(_about(article))
        if article.document.title:
            title = clipped(article.document.title, max(20, paper.look.width - 4))
            paper.line(Text(f"  “{title}”"))
    _write_others(result, paper)
    paper.line()


def _about(article: Article) -> Text:
    """A document in a line: who, where, when, and how much of it was compared."""
    about = article.document
    furniture = sum(passage.is_furniture for passage in article.passages)
    line = Text().append(plain_words.outlet(about), "bold" if about.outlet else "italic")
    line.append(f"  {plain_words.path(about)}")
    if about.published:
        line.append(f"  {clipped(about.published, 20)}")
    compared = counted(len(article.passages) - furniture, "passage")
    return line.append(f"  {compared}, {furniture} furniture", "dim")


def _write_others(result: Result, paper: Paper) -> None:
    if others := len(result.articles) - len(_named(result, paper.look)):
        paper.line(Text(f"and {counted(others, 'more document')} (-v names them)", "dim"))


def _write_figures(overview: Overview, paper: Paper) -> None:
    """Counts by weight and kind, and who was first."""
    for weight, kinds in kinds_lines(overview):
        paper.item(weight, kinds)
    if said := first_line(overview):
        paper.item("first", said)


def _write_statistics(overview: Overview, paper: Paper) -> None:
    result = overview.result
    if len(result.articles) > 1 and overview.is_whole:
        many = len(result.articles) > pairs.MATRIX_DOCUMENTS
        table = pairs.Table(overview, () if many else pairs.ranked(overlaps(result)))
        pairs_terminal.write_matrix(table, paper)
        paper.line()
    _write_figures(overview, paper)
    if result.quotations:
        paper.item("quotations", quotes.counts(result.quotations))
    paper.line()


def _write_lists(overview: Overview, paper: Paper) -> None:
    """For each document what only it has, and what others have and it has not."""
    result = overview.result
    if len(result.articles) < 2:
        return
    paper.rule("Only here, missing here")
    if not overview.is_whole:
        paper.line(Text("Not told, because rows were selected.", "dim"))
    else:
        named = _named(result, paper.look)
        for column in dict.fromkeys(overview.column_of[each.document.id] for each in named):
            _write_only_here(column, overview, paper)
        _write_others(result, paper)
    paper.line()


def _write_only_here(column: Column, overview: Overview, paper: Paper) -> None:
    look, texts = paper.look, {id_: overview.documents[id_].text for id_ in column.documents}
    passages = overview.only_in(column)
    words = sum(overview.words_only_here[id_] for id_ in column.documents)
    counts = f"{counted(len(passages), 'passage')}, {counted(words, 'word')}"
    missing = overview.missing_here(column.id)
    if not (passages or missing):
        paper.line(Text.assemble((column.name, "bold"), "  nothing of either"))
        return
    paper.line(Text(column.name, "bold"))
    longest = LONGEST_PASSAGE if look.verbose else max(20, look.width - 12)
    lines = ((where, clipped(p.span.of(texts[id_]), longest)) for where, p, id_ in passages)
    _write_list(f"only here: {counts}", lines, len(passages), paper)
    labels = ((n, clipped(row.label, max(20, look.width - 12))) for n, row in missing)
    rows = f"{len(missing)} of {counted(len(overview.result.statements), 'row')}"
    _write_list(f"missing here: {rows}", labels, len(missing), paper)


def _write_list(title: str, lines: Iterable[tuple[object, str]], count: int, paper: Paper) -> None:
    """The first of *lines* under a title, and how many more there are; nothing for none."""
    if not count:
        return
    paper.line(Text(f"  {title}"))
    most = count if paper.look.verbose else LISTED
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", min_width=6, no_wrap=True)
    table.add_column(overflow="fold")
    for number, words in islice(lines, most):
        table.add_row(Text(f"{number}", "dim"), Text(words))
    paper.line(table)
    if count > most:
        paper.line(Text(f"        and {count - most} more (-v)", "dim"))


def _write_skipped(result: Result, paper: Paper) -> None:
    if not result.skipped:
        return
    paper.rule("Left out")
    for skipped in result.skipped:
        parts = (clipped(skipped.path, 160), clipped(skipped.reason, 400))
        paper.line(Text(": ".join(part for part in parts if part)))
    paper.line()
