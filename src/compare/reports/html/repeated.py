"""Repeats of the page, in the words of `repeats`: groups, and what changes inside them."""

from collections import Counter
from collections.abc import Mapping

from compare.frozen import dataclass, replace
from compare.model import DocumentId, Likeness, Repeat, RepeatKind
from compare.repetition import Card, Found
from compare.reports import repeats
from compare.reports.html.outlets import Outlet
from compare.reports.html.passages import Passages
from compare.reports.overview import Overview
from compare.reports.plain_words import counted

#: So many repeats are all shown; of more, those in which facts differ, the rest under a fold.
FEW = 12


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repeat; *places* are its places with outlet and anchor."""

    number: int
    group: repeats.Group
    is_boilerplate: bool
    places: tuple[tuple[repeats.At, Outlet, str], ...]


@dataclass(frozen=True, slots=True)
class Repeats:
    """All repeats with their counts: those to look at, and those under a fold."""

    first: tuple[Repeated, ...]
    others: tuple[Repeated, ...]
    counts: str


def repeated(
    overview: Overview, outlets: Mapping[DocumentId, Outlet], passages: Passages
) -> Repeats:
    """Every repeat of the result, each with all its places."""
    every = tuple(map(_complete, overview.result.repeats))
    texts = ((id_, about.text) for id_, about in overview.documents.items())
    told = repeats.Told(
        repeats.Report(Found(_cards(overview), every, (), (), ()), texts), verbose=True
    )
    groups = tuple(
        Repeated(
            number,
            group := told.group(repeat),
            repeat.boilerplate,
            tuple(
                (at, outlets[place.document], passages.anchor(place))
                for at, place in zip(group.places, repeat.places, strict=True)
            ),
        )
        for number, repeat in enumerate(every, 1)
    )
    is_few = len(groups) <= FEW
    first = tuple(r for r in groups if is_few or r.group.facts_differ)
    others = tuple(r for r in groups if not (is_few or r.group.facts_differ))
    return Repeats(first, others, _counts(every))


def _complete(repeat: Repeat) -> Repeat:
    """*repeat* with a likeness for each place: results saved by others may have none."""
    if len(repeat.likenesses) == len(repeat.places):
        return repeat
    exact = Likeness(RepeatKind.EXACT, 1.0, 1.0)
    return replace(repeat, likenesses=(exact,) * len(repeat.places))


def _cards(overview: Overview) -> tuple[Card, ...]:
    return tuple(Card(d.id, d.path, d.outlet) for d in overview.documents.values())


def _counts(every: tuple[Repeat, ...]) -> str:
    kinds = Counter(repeat.kind for repeat in every)
    facts = sum(repeat.facts_differ for repeat in every)
    standing = sum(repeat.boilerplate for repeat in every)
    parts = (
        counted(len(every), "repeat"),
        ", ".join(f"{kinds[kind]:,} {kind}" for kind in RepeatKind if kinds[kind]),
        f"facts differ in {facts:,}" if facts else "",
        counted(standing, "standing text") if standing else "",
    )
    return " · ".join(part for part in parts if part)
