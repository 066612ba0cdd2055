"""Which stretches and which documents are alike, told in one way for every engine.

A folder is compared as a whole (`among`); a stored corpus is asked about one document at a
time (`stored`). Both give these nouns, so the rules do not know which it was.
"""

from collections.abc import Iterable, Mapping

from compare.frozen import dataclass, field
from compare.model import Location, RepeatKind, Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a passage of a document: where, its words as printed, and how many."""

    location: Location
    text: str
    words: int
    outlet: str = ""

    @property
    def path(self) -> str:
        """The document it stands in."""
        return self.location.path


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a checked document and where else it stands, best known first.

    *others* are in other documents, or all of them in this one. *count* is how many other
    places there are, of which some may not be listed.
    """

    kind: RepeatKind
    here: Stretch
    others: tuple[Stretch, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Standing text in a checked document, and how many documents or passages have it."""

    here: Stretch
    others: tuple[Location, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two documents that share words: *here* is checked, *there* is the older one.

    *share_here* and *share_there*, 0 to 1, are of the words of each. *kind* is None when
    neither is a copy of the other or contained in it. *words* are those here that stand there
    too; *wording* is what either document is known by (see `wording.identity`).
    """

    here: str
    there: str
    kind: RepeatKind | None
    share_here: float
    share_there: float
    words: int
    wording: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likenesses:
    """All that is alike. *repeated* has for each checked path its words that stand twice."""

    shared: tuple[Match, ...] = ()
    within: tuple[Match, ...] = ()
    standing: tuple[Standing, ...] = ()
    twins: tuple[Twins, ...] = ()
    repeated: Mapping[str, int] = field(default_factory=dict)
    counts: tuple[tuple[str, int], ...] = ()


def merged(spans: Iterable[Span]) -> list[Span]:
    """*spans* in order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
