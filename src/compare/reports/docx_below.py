"""What follows the table of a Word synopsis: differences in words, quotations, lists, sources.

Part of `docx`.
"""

from collections.abc import Sequence

from compare.model import Repeat, Result, Weight
from compare.reports import plain_words, quotes
from compare.reports.docx_page import Page
from compare.reports.look import Look
from compare.reports.overview import Column, Overview, row_foot, word_count
from compare.reports.plain_words import counted
from compare.reports.safe import clipped, listed
from compare.reports.variants import Variant, left_out, reading_in_words, shown

#: Passages, rows, quotations and repeats listed before the others are counted; `-v` lists all.
LISTED = 20

#: Characters shown of a passage that is listed, and of a row's name.
PASSAGE_CHARACTERS, LABEL_CHARACTERS = 400, 120


class Below:
    """Writes what one result has besides its rows."""

    def __init__(self, result: Result, overview: Overview, look: Look, page: Page) -> None:
        self._result = result
        self._overview = overview
        self._look = look
        self._page = page

    def findings(self) -> None:
        """Differences, quotations, what only one has, and what stands twice."""
        self._differences()
        self._quotations()
        self._lists()
        self._repeats()

    def sources(self) -> None:
        """What was left out, and every file with its sha256."""
        self._skipped()
        self._sources()

    def _differences(self) -> None:
        if not self._result.statements:
            return
        page, overview = self._page, self._overview
        page.heading("Differences")
        for number, statement in enumerate(self._result.statements, 1):
            label = clipped(statement.label, LABEL_CHARACTERS)
            page.jump(f"{number}. {label}", here=f"differences{number}", to=f"row{number}")
            variants = overview.variants(statement)
            seen = shown(variants, verbose=self._look.verbose)
            for variant in seen:
                page.item(*self._variant(variant))
            if rest := left_out(variants, seen):
                page.item(rest)
            page.item(f"{row_foot(statement, overview)}.")

    def _variant(self, variant: Variant) -> tuple[str, str]:
        kind = f"{variant.number}  {variant.kind.replace('-', ' ')}"
        kind += " (fact)" if variant.weight is Weight.FACT else ""
        names = self._overview.names
        readings = " · ".join(reading_in_words(r, names) for r in variant.readings)
        return f"{readings}{f' ({variant.note})' if variant.note else ''}", kind

    def _quotations(self) -> None:
        every = self._result.quotations
        if not every:
            return
        wanted = every if self._look.verbose else quotes.striking(every)
        told = quotes.Told(self._overview)
        rows = [quotes.row(told.line(each)) for each in wanted[: self._most(wanted)]]
        self._page.heading("Quotations")
        if rows:
            self._page.table(quotes.HEAD, rows, (35, 40, 70, 25, 62, 35))
        self._more(wanted)
        self._page.paragraph(f"{quotes.counts(every)}.")

    def _lists(self) -> None:
        """For each document what only it has, and what others have and it has not."""
        if len(self._result.articles) < 2:
            return
        self._page.heading("Only here, missing here")
        if not self._overview.is_whole:
            self._page.paragraph("Not told, because rows were selected.")
            return
        for column in self._overview.columns:
            self._only_here(column)

    def _only_here(self, column: Column) -> None:
        page, overview = self._page, self._overview
        texts = {id_: overview.documents[id_].text for id_ in column.documents}
        passages = overview.only_in(column)
        missing = overview.missing_here(column.id)
        words = sum(word_count(texts[id_], passage.span) for _, passage, id_ in passages)
        page.subheading(column.name)
        page.paragraph(
            f"Only here: {counted(len(passages), 'passage')}, {counted(words, 'word')}. Missing "
            f"here: {len(missing)} of {counted(len(self._result.statements), 'row')}."
        )
        line = "line " if len(texts) == 1 else ""
        for where, passage, id_ in passages[: self._most(passages)]:
            text = clipped(passage.span.of(texts[id_]), PASSAGE_CHARACTERS)
            page.item(text, f"only here, {line}{where}")
        self._more(passages)
        for number, row in missing[: self._most(missing)]:
            page.item(clipped(row.label, LABEL_CHARACTERS), f"missing here, row {number}")
        self._more(missing)

    def _repeats(self) -> None:
        every = self._result.repeats
        if every:
            self._page.heading("Repeated passages")
        for repeat in every[: self._most(every)]:
            self._page.item(self._repeat(repeat), self._places(repeat))
        self._more(every)

    def _repeat(self, repeat: Repeat) -> str:
        parts = (
            repeat.kind.value,
            counted(repeat.words, "word"),
            "standing text" if repeat.boilerplate else "",
            "a fact differs" if repeat.facts_differ else "",
        )
        words = clipped(self._result.text_of(repeat.places[0]), PASSAGE_CHARACTERS)
        return f"{', '.join(part for part in parts if part)}: {words}"

    def _places(self, repeat: Repeat) -> str:
        files = self._overview.files
        return listed((f"{files[p.document]}:{p.line}" for p in repeat.places), most=12)

    def _most(self, items: Sequence[object]) -> int:
        return len(items) if self._look.verbose else LISTED

    def _more(self, items: Sequence[object]) -> None:
        if (rest := len(items) - self._most(items)) > 0:
            self._page.item(f"and {rest:,} more (-v)")

    def _skipped(self) -> None:
        if self._result.skipped:
            self._page.heading("Left out")
        for item in self._result.skipped:
            parts = (clipped(item.path, 160), clipped(item.reason, 400))
            self._page.item(": ".join(part for part in parts if part))

    def _sources(self) -> None:
        self._page.heading("Sources")
        rows = (
            (
                plain_words.path(article.document),
                clipped(article.document.language, 20),
                clipped(article.document.encoding, 20),
                clipped(article.document.sha256, 64),
                listed(clipped(note, 200) for note in article.document.notes),
            )
            for article in self._result.articles
        )
        self._page.table(
            ("File", "Language", "Encoding", "sha256", "Notes"), rows, (50, 19, 18, 130, 50)
        )
