"""The apparatus of a row in the terminal: facts first, then wording, a line a variant.

Part of `rows`. What is said here is `apparatus`'s; here it is laid out and, where the
wording would bury the facts, counted instead of shown.
"""

from collections.abc import Iterable, Mapping, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compare.model import DocumentId, Weight
from compare.reports.paper import FACT_STYLE, Paper
from compare.reports.safe import listed
from compare.reports.variants import Reading, Variant, left_out, shown


class Apparatus:
    """Writes the apparatus of rows."""

    def __init__(self, names: Mapping[DocumentId, str], paper: Paper) -> None:
        self._names = names
        self._paper = paper

    def write(self, variants: Sequence[Variant]) -> None:
        """Write the variants of a row; nothing when there are none."""
        seen = shown(variants, verbose=self._paper.look.verbose)
        if seen:
            self._paper.line(Padding(self._table(seen), (0, 0, 0, 1)))
        if rest := left_out(variants, seen):
            self._paper.line(Text(f"   {rest}", "dim"))

    def _table(self, variants: Iterable[Variant]) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_column(width=1)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for variant in variants:
            is_fact = variant.weight is Weight.FACT
            style = FACT_STYLE if is_fact else "dim"
            glyphs = self._paper.glyphs
            sign = glyphs.missing if variant.is_detail else glyphs.fact if is_fact else ""
            kind = Text(variant.kind.replace("-", " "), style)
            table.add_row(
                Text(sign, style), Text(f"{variant.number}", style), kind, self._readings(variant)
            )
        return table

    def _readings(self, variant: Variant) -> Text:
        parting = Text(f" {self._paper.glyphs.parting} ", "dim")
        text = parting.join(self._reading(reading) for reading in variant.readings)
        return text.append(f"  ({variant.note})", "italic") if variant.note else text

    def _reading(self, reading: Reading) -> Text:
        how = Text(f"{reading.how} " if reading.how else "")
        text = how.append(listed(self._names[id_] for id_ in reading.documents), "italic")
        return text.append(f" “{reading.words}”") if reading.words else text
