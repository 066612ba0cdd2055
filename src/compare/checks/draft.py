"""What a rule yields before its level, its lines and its fingerprint are known."""

from bisect import bisect_right

from compare.frozen import dataclass
from compare.model import Detail, Document, Location, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding of a rule. *wording* are the sides that its fingerprint is made of.

    A *location* of line 0 is the whole document.
    """

    location: Location
    message: str
    wording: tuple[str, ...]
    related: tuple[Location, ...] = ()
    details: tuple[Detail, ...] = ()


class Lines:
    """Line and column of any position of a document, both from 1, in code points."""

    def __init__(self, document: Document) -> None:
        self._path = document.path
        self._starts = [0]
        position = document.text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = document.text.find("\n", position + 1)

    def location(self, span: Span) -> Location:
        """Where *span* begins and ends."""
        return Location(self._path, *self._at(span.start), *self._at(span.end), span)

    def _at(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1
