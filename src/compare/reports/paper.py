"""What the terminal reports write on: width, glyphs and styling in one place.

Knows rich and nothing of results. Each piece is rendered and written at once, so a long
report begins at once and is never whole in memory.
"""

from collections.abc import Iterable
from io import StringIO
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from compare.frozen import dataclass
from compare.model import Relation
from compare.reports.excerpts import Piece, Tone
from compare.reports.look import Look
from compare.reports.safe import encodable

#: Narrower than this nothing can be read, and wrapping takes for ever.
LEAST_WIDTH = 20

#: Nothing here is as high as the terminal; without any height rich asks for it all the time.
HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs of a report, for an output that has Unicode and for one that has not."""

    verbatim: str = "■"
    rewrite: str = "▣"
    partial: str = "▪"
    absent: str = "·"
    rule: str = "─"
    column: str = "│"
    only_here: tuple[str, str] = ("‹", "›")
    shared: tuple[str, str] = ("_", "_")
    edge: str = "¦"
    bar: str = "█"
    missing: str = "‸"
    fact: str = "≠"
    parting: str = "│"

    def of(self, relation: Relation) -> str:
        """The sign of a relation."""
        return {
            Relation.VERBATIM: self.verbatim,
            Relation.REWRITE: self.rewrite,
            Relation.PARTIAL: self.partial,
        }[relation]


ASCII = Glyphs("#", "=", "-", ".", "-", "|", ("<", ">"), ("_", "_"), "|", "#", "^", "!", "|")

#: The two tints of a report: what changes the facts, and what only the wording.
FACT_STYLE, WORDING_STYLE = "bold red", "underline yellow"

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_STYLES = {
    Tone.PLAIN: "",
    Tone.CONTEXT: "dim",
    Tone.ONLY_HERE: WORDING_STYLE,
    Tone.SHARED: "bold underline",
    Tone.FACT: FACT_STYLE,
    Tone.NOTE: "dim",
}


class Paper:
    """Where a report goes, line by line."""

    def __init__(self, out: TextIO, look: Look) -> None:
        self.look = look
        self.glyphs = Glyphs() if _has_unicode(out) else ASCII
        self._out = out
        self._page = StringIO()
        self._console = Console(
            file=self._page,
            width=max(LEAST_WIDTH, look.width),
            height=HEIGHT,
            force_terminal=look.color,
            color_system="standard" if look.color else None,
            no_color=not look.color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, *what: RenderableType) -> None:
        """Write a line (or more, wrapped) for each of *what*; an empty line for nothing."""
        self._console.print(*what, sep="\n")
        rendered = self._page.getvalue()
        self._page.seek(0)
        self._page.truncate()
        # Table cells are padded to their width; nobody wants that in a saved file.
        lines = (line.rstrip(" ") for line in rendered.split("\n"))
        self._out.write(encodable("\n".join(lines), getattr(self._out, "encoding", None)))

    def rule(self, title: str, flag: str = "") -> None:
        """Write *title* on a line that goes to the right edge, where a *flag* may stand."""
        rest = self.look.width - cell_len(title) - 4
        if flag:
            rest -= cell_len(flag) + 4
        line = Text().append(f"{self.glyphs.rule * 2} ", "dim")
        line.append(title, "bold").append(f" {self.glyphs.rule * max(0, rest)}", "dim")
        if flag:
            line.append(f" {flag} ", FACT_STYLE).append(self.glyphs.rule * 2, "dim")
        line.truncate(self.look.width, overflow="ellipsis")
        self.line(line)

    def item(self, label: str, text: str | Text) -> None:
        """Write *text* indented under a short *label*."""
        self.line(Padding(Text.assemble((f"{label}  ", "dim"), text), (0, 0, 0, 2)))

    def text(self, pieces: Iterable[Piece]) -> Text:
        """The pieces of a cell as rich text, with marks that survive without styling."""
        text, before = Text(), Tone.NOTE
        for piece in pieces:
            if not self.look.color:
                text.append(self._edge(before, piece.tone))
            opening, closing = self.marks(piece.tone)
            words = piece.text or self.glyphs.missing
            opening, closing = (opening, closing) if piece.text else ("", "")
            text.append(f"{opening}{words}{closing}", _STYLES[piece.tone])
            text.append(self.numbers(piece.numbers), _STYLES[piece.tone])
            before = piece.tone
        return text

    def numbers(self, numbers: Iterable[int]) -> str:
        """The numbers of variants as they stand behind words; nothing for none."""
        if self.glyphs is ASCII:
            listed = ",".join(map(str, numbers))
            return f"[{listed}]" if listed else ""
        return "·".join(map(str, numbers)).translate(_SUPERSCRIPTS)

    def _edge(self, before: Tone, tone: Tone) -> str:
        """Without styling, a broken bar stands where the linked words begin and end."""
        if Tone.NOTE in (before, tone) or Tone.CONTEXT not in (before, tone):
            return ""
        return f"{self.glyphs.edge} " if before is Tone.CONTEXT else f" {self.glyphs.edge}"

    def marks(self, tone: Tone) -> tuple[str, str]:
        """What stands around words of that tone when there is no styling."""
        if self.look.color:
            return "", ""
        only_here = self.glyphs.only_here
        marks = {Tone.FACT: only_here, Tone.ONLY_HERE: only_here, Tone.SHARED: self.glyphs.shared}
        return marks.get(tone, ("", ""))

    def legend(self) -> Text:
        """What the marks in the cells mean, as they look here."""
        shown = (
            [Piece(Tone.FACT, "fact", (1,)), Piece(Tone.PLAIN, " differs")],
            [Piece(Tone.FACT, "", (1,)), Piece(Tone.PLAIN, " missing")],
            [Piece(Tone.ONLY_HERE, "only here")],
            [Piece(Tone.SHARED, "shared, where little is")],
            [Piece(Tone.PLAIN, "linked"), Piece(Tone.CONTEXT, " context")],
        )
        return Text("   ").join([Text("").append("Marks", "bold"), *map(self.text, shown)])


def _has_unicode(out: TextIO) -> bool:
    encoding = getattr(out, "encoding", None)
    return not encoding or encoding.lower().startswith("utf")
