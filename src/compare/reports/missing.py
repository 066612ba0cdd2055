"""Words that some cells have and others lack, each said once: who has them, and who has not.

The same words missing in several documents are one variant; words that are part of longer
ones that are missing are told with those. Part of `apparatus`.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from compare.frozen import dataclass, replace
from compare.model import Document, DocumentId, Weight
from compare.reports.safe import clipped
from compare.reports.variants import (
    BEHIND,
    PRESENCE,
    WEIGHTS,
    WORDS_CHARACTERS,
    Node,
    Reading,
    Told,
    Variant,
    base_first,
    readings,
)

#: Missing words held against one another; a row has tens, a hostile one any number.
MOST_MERGED = 200


@dataclass(frozen=True, slots=True)
class _Missing:
    """Words that stand at *spans* and that some documents lack, whole or in part.

    *carets* are where they would stand.
    """

    kind: str
    weight: Weight
    spans: tuple[Node, ...]
    carets: tuple[Node, ...]
    partly: frozenset[DocumentId] = frozenset()

    @property
    def having(self) -> frozenset[DocumentId]:
        return frozenset(id_ for id_, _ in self.spans)

    @property
    def lacking(self) -> frozenset[DocumentId]:
        return frozenset(id_ for id_, _ in self.carets)

    def holds(self, other: "_Missing") -> bool:
        """Whether the words of *other* are some of these, wherever they stand.

        A fact inside words that as a whole are a matter of wording stays by itself.
        """
        heavier = WEIGHTS.index(other.weight) < WEIGHTS.index(self.weight)
        return (
            self.kind == other.kind
            and not heavier
            and all(
                any(mine == theirs and span.covers(part) for mine, span in self.spans)
                for theirs, part in other.spans
            )
        )

    def with_part(self, part: "_Missing") -> "_Missing":
        """The same words, with those who lack a *part* of them."""
        return replace(self, partly=self.partly | part.lacking | part.partly)


def present(
    told: Iterable[Told], documents: Mapping[DocumentId, Document], base: Container[DocumentId]
) -> Iterator[Variant]:
    """One variant for the same words missing anywhere: who has them, and who has not."""
    order = {id_: number for number, id_ in enumerate(documents)}

    def sorted_ids(ids: Iterable[DocumentId]) -> tuple[DocumentId, ...]:
        return tuple(sorted(ids, key=order.__getitem__))

    for missing in _merged(_missing(told, documents)):
        words = readings(missing.spans[:1], documents)[0].words
        partly = missing.partly - missing.lacking - missing.having
        said = (
            Reading(words, sorted_ids(missing.having)),
            Reading("", sorted_ids(missing.lacking), "not in"),
            *([Reading("", sorted_ids(partly), "partly in")] if partly else []),
        )
        is_omission = missing.kind == PRESENCE
        is_added = is_omission and any(id_ in base for id_ in missing.lacking)
        kind = BEHIND[PRESENCE] if is_added else missing.kind
        # A caret for every clause that somebody left out would be more caret than text.
        spans = missing.spans if is_omission else (*missing.spans, *missing.carets)
        yield Variant(0, kind, missing.weight, base_first(said, base), spans)


def _missing(told: Iterable[Told], documents: Mapping[DocumentId, Document]) -> Iterator[_Missing]:
    """The same words missing anywhere as one; not what both sides have somewhere."""
    gathered: dict[tuple[str, str, Node | None], list[Told]] = defaultdict(list)
    for each in told:
        id_, span = each.first
        words = clipped(span.of(documents[id_].text), WORDS_CHARACTERS).casefold()
        # A "not" here and a "not" there deny two things: each stands for itself.
        is_lone = each.weight is Weight.FACT and each.kind != PRESENCE
        gathered[each.kind, words, each.first if is_lone else None].append(each)
    for (kind, _, _), group in gathered.items():
        spans = tuple(dict.fromkeys(each.first for each in group))
        having = {id_ for id_, _ in spans}
        carets = dict.fromkeys(t.second for t in group if t.second[0] not in having)
        weight = min((each.weight for each in group), key=WEIGHTS.index)
        if carets:
            yield _Missing(kind, weight, spans, tuple(carets))


def _merged(found: Iterable[_Missing]) -> list[_Missing]:
    """Longer words take in those that are part of them; at most `MOST_MERGED` are looked at."""
    merged: list[_Missing] = []
    for each in sorted(found, key=lambda m: (-len(m.spans[0][1]), m.spans)):
        near = range(min(len(merged), MOST_MERGED))
        at = next((n for n in near if merged[n].holds(each)), None)
        if at is None:
            merged.append(each)
        else:
            merged[at] = merged[at].with_part(each)
    return merged
