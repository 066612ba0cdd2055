"""The nouns of an apparatus: a variant, its readings, and which of them a reader sees.

How variants are gathered is for `apparatus` and `missing`.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from compare.frozen import dataclass
from compare.model import Document, DocumentId, Span, Weight
from compare.reports.plain_words import counted
from compare.reports.safe import clipped, listed

#: Characters shown of a reading, and of what a rule says of a difference.
WORDS_CHARACTERS, MESSAGE_CHARACTERS = 80, 200

#: Characters shown of a quotation that others tell: enough to find it in the cell.
QUOTED_CHARACTERS = 40

#: Differences of wording shown in a row; `-v` shows all of them, and those of form.
WORDINGS = 4

#: Without a first text, one of these is the other seen from behind.
MIRRORS = {"addition": "omission", "paraphrase-to-quote": "quote-to-paraphrase"}
BEHIND = {kind: mirror for mirror, kind in MIRRORS.items()}

#: The kind that has words on one side and nothing but their absence on the other.
PRESENCE = "omission"

#: The kind that has the words of a speaker on one side and those of the reporter on the other.
QUOTED = "quote-to-paraphrase"

WEIGHTS = tuple(Weight)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words as *documents* print them, on one line; empty where they have nothing.

    *how* goes before the documents: "not in", "partly in", "quoted by", "told by". Of
    words quoted or told, those of the first document stand for all.
    """

    words: str
    documents: tuple[DocumentId, ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One difference of a row, *number* from 1, with two readings or more.

    *spans* are where it stands, an empty one where words are missing. *note* is what the
    rule says beyond both wordings, or empty.
    """

    number: int
    kind: str
    weight: Weight
    readings: tuple[Reading, ...]
    spans: tuple[tuple[DocumentId, Span], ...]
    note: str = ""

    @property
    def is_detail(self) -> bool:
        """Whether only one side has the fact; else both have one, and not the same."""
        return self.weight is Weight.FACT and self.kind in (PRESENCE, BEHIND[PRESENCE])

    @property
    def is_loud(self) -> bool:
        """Whether every reader is to see it: a fact, or the name of somebody misspelt."""
        return self.weight is Weight.FACT or self.kind == "name-spelling"


Node = tuple[DocumentId, Span]


@dataclass(frozen=True, slots=True)
class Told:
    """A difference turned so that *first* has words where only one side has, or quotes."""

    kind: str
    weight: Weight
    first: Node
    second: Node
    message: str


def readings(
    spans: Iterable[Node], documents: Mapping[DocumentId, Document], *, folded: bool = True
) -> tuple[Reading, ...]:
    """The words at *spans*, alike ones once, with the documents that have them.

    Capitals make no difference when *folded*.
    """
    words: dict[str, str] = {}
    having: dict[str, dict[DocumentId, None]] = defaultdict(dict)
    for id_, span in spans:
        printed = clipped(span.of(documents[id_].text), WORDS_CHARACTERS)
        key = printed.casefold() if folded else printed
        words.setdefault(key, printed)
        having[key][id_] = None
    order = {id_: number for number, id_ in enumerate(documents)}
    return tuple(
        Reading(words[key], tuple(sorted(ids, key=order.__getitem__)), "" if key else "not in")
        for key, ids in having.items()
    )


def base_first(readings: Iterable[Reading], base: Container[DocumentId]) -> tuple[Reading, ...]:
    """The readings as they are, but that of the *base* before the others."""
    return tuple(sorted(readings, key=lambda r: not any(id_ in base for id_ in r.documents)))


def shown(variants: Iterable[Variant], *, verbose: bool) -> tuple[Variant, ...]:
    """The variants that a reader sees: all facts, some of the wording, or everything."""
    everything = tuple(variants)
    if verbose:
        return everything
    loud = tuple(variant for variant in everything if variant.is_loud)
    wording = tuple(
        variant
        for variant in everything
        if variant.weight is Weight.WORDING and not variant.is_loud
    )
    return (*loud, *wording[:WORDINGS])


def left_out(variants: Sequence[Variant], seen: Sequence[Variant]) -> str:
    """How many differences are not shown, by weight; empty when all are."""
    numbers = {variant.number for variant in seen}
    rest = [variant.weight for variant in variants if variant.number not in numbers]
    wording, form = rest.count(Weight.WORDING), rest.count(Weight.FORM)
    parts = (
        counted(wording, "more wording difference") if wording else "",
        f"{form} of form only" if form else "",
    )
    said = ", ".join(part for part in parts if part)
    return f"{said} (-v)" if said else ""


def reading_in_words(reading: Reading, names: Mapping[DocumentId, str]) -> str:
    """Who reads what: names, then words in quotation marks; or who has nothing there."""
    who = listed(names[id_] for id_ in reading.documents)
    words = f"“{reading.words}”" if reading.words else ""
    return " ".join(part for part in (reading.how, who, words) if part)
