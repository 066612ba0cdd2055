"""The synopsis in the terminal: who is compared, an overview, a row for each statement.

Difference is marked by more than colour: without styling, words that only one cell has
stand between ‹ ›, and where two texts share little, the shared ones stand between _ _.
Article text is only ever a `rich.text.Text`, never markup, and passes `safe` first.

Imports rich, and so is imported only when a person reads.
"""

from typing import TextIO

from rich.text import Text

from compare.model import Article, Result
from compare.reports import plain_words
from compare.reports.look import Look
from compare.reports.overview import Overview, word_count
from compare.reports.paper import Paper
from compare.reports.plain_words import counted
from compare.reports.rows import Rows
from compare.reports.safe import clipped
from compare.reports.strips import Strips

#: Documents named one by one above the rows; the others are counted. `-v` names all.
NAMED_DOCUMENTS = 24

#: Characters shown of a passage that only one document has.
LONGEST_PASSAGE = 3000


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write the synopsis of *result*, *look.width* wide, row by row."""
    paper, overview = Paper(out, look), Overview(result)
    _write_documents(result, paper)
    if result.statements:
        Strips(overview, paper).write(_named(result, look))
        paper.line()
    if not look.statistics:
        Rows(result, overview, paper).write()
    _write_only_here(result, overview, paper)
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
    line.append(f"  {plain_words.path(about)}", "cyan")
    if about.published:
        line.append(f"  {clipped(about.published, 20)}")
    compared = counted(len(article.passages) - furniture, "passage")
    return line.append(f"  {compared}, {furniture} furniture", "dim")


def _write_others(result: Result, paper: Paper) -> None:
    if others := len(result.articles) - len(_named(result, paper.look)):
        paper.line(Text(f"and {counted(others, 'more document')} (-v names them)", "dim"))


def _write_only_here(result: Result, overview: Overview, paper: Paper) -> None:
    """What no other document reports: counted, and with -v in full."""
    if len(result.articles) < 2:
        return
    paper.rule("Only in one document")
    for article in _named(result, paper.look):
        about = article.document
        passages = overview.only_here(about.id)
        words = sum(word_count(about.text, passage.span) for passage in passages)
        counts = f"  {counted(len(passages), 'passage')}, {counted(words, 'word')}"
        paper.line(Text.assemble((overview.names[about.id], "bold"), counts))
        if paper.look.verbose:
            for passage in passages:
                words_shown = clipped(passage.span.of(about.text), LONGEST_PASSAGE)
                paper.item(f"{passage.line}", words_shown)
    _write_others(result, paper)
    paper.line()


def _write_skipped(result: Result, paper: Paper) -> None:
    if not result.skipped:
        return
    paper.rule("Left out")
    for skipped in result.skipped:
        parts = (clipped(skipped.path, 160), clipped(skipped.reason, 400))
        paper.line(Text(": ".join(part for part in parts if part)))
    paper.line()
