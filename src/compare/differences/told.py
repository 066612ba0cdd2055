"""What earlier rules have said already, so that no word is reported twice.

A changed figure is a `number`, not a `synonym` as well; rules come in order, the ones
that know most first.
"""

from collections.abc import Iterable

from compare.frozen import dataclass
from compare.model import Difference, Span


@dataclass(frozen=True, slots=True)
class Told:
    """The spans that earlier differences cover, on each side."""

    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()

    def with_all(self, found: Iterable[Difference]) -> "Told":
        """What is told when *found* is told too."""
        found = tuple(found)
        return Told(
            self.a + tuple(each.a for each in found if len(each.a)),
            self.b + tuple(each.b for each in found if len(each.b)),
        )

    def has_a(self, span: Span) -> bool:
        """Whether any of *span* of a is told."""
        return any(span.overlap(told) for told in self.a)

    def has_b(self, span: Span) -> bool:
        """Whether any of *span* of b is told."""
        return any(span.overlap(told) for told in self.b)
