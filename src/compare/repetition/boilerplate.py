"""Standing text: repeats that stand in many documents, or in most of one outlet's.

A story that many outlets print is no standing text: its documents share most of their
words. What changes inside ("NAME contributed to this report") is shown as a slot.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from compare.engines import Group, Groups, Member
from compare.frozen import dataclass
from compare.languages import guess, load
from compare.model import EditKind, Repeat
from compare.repetition.corpus import Corpus
from compare.repetition.documents import Copies
from compare.repetition.likeness import edits
from compare.words import Word, words

#: Least documents that have a standing text.
MIN_DOCUMENTS = 5
#: …and the least share of all documents, so that a large corpus asks for more.
MIN_SHARE = 0.001
#: Or: least documents of one outlet, and the least share of that outlet's documents.
OUTLET_DOCUMENTS = 3
OUTLET_SHARE = 0.5
#: Documents that share so much of the shorter one tell the same story.
STORY_SHARE = 0.3
#: Documents of a repeat that are compared with one another to tell a story from standing
#: text, and places that are compared to find the slots; spread evenly over all of them.
SAMPLE = 12
#: A word that fewer places than this share have stands for a slot.
FIXED = 0.75
#: Share of the documents with a standing text that makes it one outlet's own.
OWN = 0.8


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Standing:
    """What makes a repeat standing text.

    *pattern* is its text with slots as `{NAME}`, `{NUMBER}`, `{DATE}`, `{WORDS}`.
    *outlets* has each outlet with the documents that have the text and all of its
    documents, most first. *words_saved* are the words of all places but one.
    """

    pattern: str
    documents: int
    outlets: tuple[tuple[str, int, int], ...]
    words_saved: int

    @property
    def owner(self) -> str:
        """The outlet whose standing text it is, or "" when several outlets have it."""
        outlet, documents, _ = self.outlets[0]
        return outlet if documents >= OWN * self.documents else ""

    @property
    def has_slots(self) -> bool:
        """Whether anything in it changes from place to place."""
        return any(slot in self.pattern for slot in _SLOTS)


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A repeat that is standing text."""

    repeat: Repeat
    standing: Standing


_SLOTS = ("{NAME}", "{NUMBER}", "{DATE}", "{WORDS}")


def standing(
    kept: Sequence[Group], corpus: Corpus, groups: Groups, whole: Copies
) -> list[Standing | None]:
    """For each group, what makes it standing text, or None.

    Copies of a whole document count once. Cost grows with the places, and with SAMPLE
    squared for each group of MIN_DOCUMENTS or more.
    """
    per_outlet = Counter(corpus.cards[number].outlet for number in set(whole.original))
    documents = [_documents(group, corpus, whole) for group in kept]
    often = [_is_frequent(numbers, corpus, per_outlet) for numbers in documents]
    shares = _Shares(kept, documents, often, corpus, groups)
    return [
        _standing(group, numbers, corpus, groups, per_outlet)
        if frequent and not shares.tell_a_story(numbers)
        else None
        for group, numbers, frequent in zip(kept, documents, often, strict=True)
    ]


def _documents(group: Group, corpus: Corpus, whole: Copies) -> tuple[int, ...]:
    """The originals with a place in *group*, in order."""
    return tuple(sorted({whole.original[corpus.document(one.passage)] for one in group.members}))


def _is_frequent(numbers: Sequence[int], corpus: Corpus, per_outlet: Mapping[str, int]) -> bool:
    if len(numbers) >= max(MIN_DOCUMENTS, MIN_SHARE * len(corpus.cards)):
        return True
    if len(numbers) < OUTLET_DOCUMENTS:
        return False
    here = Counter(corpus.cards[number].outlet for number in numbers)
    return any(
        outlet and count >= OUTLET_DOCUMENTS and count >= OUTLET_SHARE * per_outlet[outlet]
        for outlet, count in here.items()
    )


class _Shares:
    """How many words two documents share, for the documents of frequent groups."""

    def __init__(
        self,
        kept: Sequence[Group],
        documents: Sequence[Sequence[int]],
        often: Sequence[bool],
        corpus: Corpus,
        groups: Groups,
    ) -> None:
        self._corpus, self._groups = corpus, groups
        wanted = {
            number
            for numbers, frequent in zip(documents, often, strict=True)
            if frequent
            for number in _sample(numbers)
        }
        self._repeated: dict[int, dict[int, int]] = defaultdict(dict)
        for index, group in enumerate(kept):
            for number in wanted.intersection(documents[index]):
                self._repeated[number][index] = group.members[0].words

    def tell_a_story(self, numbers: Sequence[int]) -> bool:
        """Whether half of the pairs of these documents share STORY_SHARE or more."""
        pairs = combinations(_sample(numbers), 2)
        from statistics import median  # takes longer to load than all of this package

        return median(self._share(a, b) for a, b in pairs) >= STORY_SHARE

    def _share(self, a: int, b: int) -> float:
        mine, theirs = self._repeated[a], self._repeated[b]
        shared = sum(mine[index] for index in mine.keys() & theirs.keys())
        return shared / max(1, min(self._length(a), self._length(b)))

    def _length(self, number: int) -> int:
        return sum(self._groups.words(passage) for passage in self._corpus.passages(number))


def _sample(things: Sequence[_T]) -> Sequence[_T]:
    """At most SAMPLE of *things*, evenly spread."""
    step = max(1, -(-len(things) // SAMPLE))
    return things[::step]


def _standing(
    group: Group,
    numbers: Sequence[int],
    corpus: Corpus,
    groups: Groups,
    per_outlet: Mapping[str, int],
) -> Standing:
    here = Counter(corpus.cards[number].outlet for number in numbers)
    outlets = sorted(here.items(), key=lambda item: (-item[1], item[0]))
    return Standing(
        pattern(group.members, groups),
        len(numbers),
        tuple((outlet, count, per_outlet[outlet]) for outlet, count in outlets),
        sum(member.words for member in group.members[1:]),
    )


def pattern(members: Sequence[Member], groups: Groups) -> str:
    """The representative's text, with a slot for every run of words that changes.

    Compares at most SAMPLE members of differing words with it.
    """
    head = members[0]
    text = _text(head, groups)
    language = guess(text)
    found = words(text, language)
    others = [member for member in members[1:] if not member.exact]
    if not others:
        return text
    kept = _fixed(text, (_text(member, groups) for member in _sample(others)), language)
    return "".join(_pieces(text, found, [kept[word.start] for word in found], language))


def _text(member: Member, groups: Groups) -> str:
    return groups.text(member.passage)[member.start : member.end]


def _fixed(text: str, others: Iterable[str], language: str) -> Mapping[int, bool]:
    """For each word of *text*, by its start, whether enough of *others* have it."""
    counts: Counter[int] = Counter()
    total = 0
    for other in others:
        total += 1
        for edit in edits(text, other, language):
            if edit.kind is EditKind.EQUAL:
                counts.update(range(edit.a.start, edit.a.end))
    return {at: counts[at] >= FIXED * total for at in range(len(text))}


def _pieces(
    text: str, found: Sequence[Word], fixed: Sequence[bool], language: str
) -> Iterator[str]:
    """*text* cut into what stays and slots."""
    at = n = 0
    while n < len(found):
        if fixed[n]:
            n += 1
            continue
        stop = n
        while stop < len(found) and not fixed[stop]:
            stop += 1
        yield text[at : found[n].start]
        yield _slot(found[n:stop], language)
        at, n = found[stop - 1].end, stop
    yield text[at:]


def _slot(changed: Sequence[Word], language: str) -> str:
    """What kind of words a slot of the representative holds."""
    known = load(language)
    if any(word.folded in known.months or word.folded in known.weekdays for word in changed):
        return "{DATE}"
    if any(char.isdigit() for word in changed for char in word.text):
        return "{NUMBER}"
    return "{NAME}" if all(word.text[0].isupper() for word in changed) else "{WORDS}"
