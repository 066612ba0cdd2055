"""What was read, for a terminal: part of `inspect`, apart so that only people pay for rich."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TextIO

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare.model import Article, Document, Passage, Quotation, Skipped
from compare.reports import plain_words
from compare.reports.look import Look
from compare.reports.overview import word_count
from compare.reports.paper import Paper
from compare.reports.plain_words import counted
from compare.reports.safe import clipped

#: Characters of a passage or quotation shown with -v; without, one line's worth.
LONGEST = 3000

#: How sources begin that are no places in the text.
TOLD_AS_IT_IS = ("guessed ", "named ", "given ")

#: The pieces of metadata, in the order in which people ask for them.
METADATA = ("outlet", "title", "published", "language", "url", "encoding", "sha256")

#: The columns of the table of passages before the words themselves.
_JUSTIFIED: tuple[Literal["left", "right"], ...] = ("right", "left", "right", "right")


def write(articles: Sequence[Article], skipped: Sequence[Skipped], out: TextIO, look: Look) -> None:
    """Write a section for each of *articles*, then what was skipped."""
    paper = Paper(out, look)
    for article in articles:
        paper.rule(plain_words.path(article.document))
        paper.line(_metadata(article.document))
        _write_notes(article.document, paper)
        paper.line()
        paper.line(_passages(article, paper))
        _write_quotations(article, paper)
        paper.line(Text(_closing(article), "bold"))
        paper.line()
    for item in skipped:
        parts = (clipped(item.path, 160), clipped(item.reason, 400))
        paper.line(Text("left out: " + ": ".join(part for part in parts if part)))


def _metadata(about: Document) -> Table:
    """Each piece with its value and where that came from."""
    origins = {origin.name: origin.source for origin in about.origins}
    table = Table.grid(padding=(0, 2))
    for name in METADATA:
        value = clipped(getattr(about, name), 200)
        source = clipped(origins.get(name, ""), 200)
        shown = Text(value) if value else Text("not known", "dim italic")
        table.add_row(Text(name, "dim"), shown, Text(_origin(source), "dim"))
    return table


def _origin(source: str) -> str:
    """*source* as it is told; "from guessed from its letters" would be no English."""
    return f"from {source}" if source and not source.startswith(TOLD_AS_IT_IS) else source


def _write_notes(about: Document, paper: Paper) -> None:
    for note in about.notes:
        paper.item("note", clipped(note, 400))


def _passages(article: Article, paper: Paper) -> Table:
    """Line, role, sentences, words and first words of every passage."""
    table = Table.grid(padding=(0, 2), expand=True)
    for justify in _JUSTIFIED:
        table.add_column(justify=justify, no_wrap=True, min_width=5)
    verbose = paper.look.verbose
    table.add_column(ratio=1, no_wrap=not verbose, overflow="fold" if verbose else "ellipsis")
    table.add_row(*(Text(head, "bold") for head in ("line", "role", "sent.", "words", "text")))
    for passage in article.passages:
        table.add_row(*_passage(article, passage, paper.look))
    return table


def _passage(article: Article, passage: Passage, look: Look) -> Iterator[Text]:
    text = passage.span.of(article.document.text)
    style = "dim" if passage.is_furniture else ""
    role = f"{passage.role} (furniture)" if passage.is_furniture else str(passage.role)
    speaker = f"{clipped(passage.speaker, 40)}: " if passage.speaker else ""
    yield Text(str(passage.line), style)
    yield Text(role, style)
    yield Text(str(len(passage.sentences)), style)
    yield Text(f"{word_count(article.document.text, passage.span):,}", style)
    shown = clipped(text, LONGEST if look.verbose else look.width)
    yield Text(style=style).append(speaker, "italic").append(shown)


def _write_quotations(article: Article, paper: Paper) -> None:
    found = [(passage, q) for passage in article.passages for q in passage.quotations]
    if found:
        paper.line()
        paper.line(Text().append("Quotations", "bold"))
    for passage, quotation in found:
        paper.line(Padding(_quotation(article, passage, quotation, paper.look), (0, 0, 0, 2)))


def _quotation(article: Article, passage: Passage, quotation: Quotation, look: Look) -> Text:
    words = clipped(quotation.span.of(article.document.text), LONGEST if look.verbose else 100)
    speaker = clipped(quotation.speaker, 60) or "speaker not known"
    cue = f", {clipped(quotation.cue, 30)}" if quotation.cue else ""
    runs_on = ", runs on from before" if quotation.continued else ""
    line = Text().append(f"{passage.line}  ", "dim").append(words)
    return line.append(f"  {quotation.kind}, {speaker}{cue}{runs_on}", "dim")


def _closing(article: Article) -> str:
    roles = Counter(p.role for p in article.passages if p.is_furniture)
    furniture = ", ".join(f"{count} {role}" for role, count in sorted(roles.items()))
    compared = len(article.passages) - roles.total()
    sentences = sum(len(p.sentences) for p in article.passages)
    quotations = sum(len(p.quotations) for p in article.passages)
    parts = (
        f"{counted(compared, 'passage')} compared",
        f"{roles.total()} furniture" + (f" ({furniture})" if furniture else ""),
        counted(sentences, "sentence"),
        counted(quotations, "quotation"),
    )
    return " · ".join(parts)
