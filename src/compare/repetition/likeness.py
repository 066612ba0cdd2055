"""How a place of a repeat differs from its representative, word by word.

Finds the changed words and flags the two changes that turn a copy into another statement:
a number and a negation. It does not judge any other change.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.languages import load
from compare.model import Difference, Edit, EditKind, Span, Weight
from compare.words import Word, words

#: Word pairs above which only the first words of two spans are compared: aligning costs up
#: to their product, and a repeat of more than 5,000 words is shown whole anyway.
MOST_WORDS = 5_000


def edits(a: str, b: str, language: str) -> tuple[Edit, ...]:
    """The runs of equal and of changed words, in reading order, losing no word.

    Spans are offsets into *a* and *b*. Longest common subsequence of the folded words, with
    the bit-parallel algorithm of H. Hyyrö, "Bit-parallel LCS-length computation revisited",
    2004, as rapidfuzz has it.

    >>> [(e.kind.value, e.a.of("ten ships left"), e.b.of("two ships left"))
    ...  for e in edits("ten ships left", "two ships left", "en")]
    [('replace', 'ten', 'two'), ('equal', 'ships left', 'ships left')]
    """
    mine, theirs = words(a, language)[:MOST_WORDS], words(b, language)[:MOST_WORDS]
    return tuple(
        Edit(kind, _span(mine, *in_a), _span(theirs, *in_b))
        for kind, in_a, in_b in _runs([w.folded for w in mine], [w.folded for w in theirs])
    )


_Range = tuple[int, int]


def _runs(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[EditKind, _Range, _Range]]:
    """Equal and changed runs; a deletion beside an insertion is a replacement."""
    from rapidfuzz.distance import LCSseq

    at_a = at_b = 0
    for block in LCSseq.opcodes(a, b):
        if block.tag != "equal":
            continue
        yield from _change((at_a, block.src_start), (at_b, block.dest_start))
        at_a, at_b = block.src_end, block.dest_end
        yield EditKind.EQUAL, (block.src_start, at_a), (block.dest_start, at_b)
    yield from _change((at_a, len(a)), (at_b, len(b)))


def _change(a: _Range, b: _Range) -> Iterator[tuple[EditKind, _Range, _Range]]:
    if a[0] < a[1] and b[0] < b[1]:
        yield EditKind.REPLACE, a, b
    elif a[0] < a[1]:
        yield EditKind.DELETE, a, b
    elif b[0] < b[1]:
        yield EditKind.INSERT, a, b


def _span(found: Sequence[Word], first: int, stop: int) -> Span:
    """Where the words [first, stop) stand; empty behind the word before when there are none."""
    if first < stop:
        return Span(found[first].start, found[stop - 1].end)
    at = found[first - 1].end if first else 0
    return Span(at, at)


def differences(a: str, b: str, changes: Sequence[Edit], language: str) -> tuple[Difference, ...]:
    """The numbers and negations that differ inside *changes*, in reading order.

    A figure written otherwise is the same figure: 1,500 and 1500. A whole number word or
    negation counts, not a part of one.

    >>> a, b = "It cost 15 euros.", "It cost 50 euros."
    >>> [d.message for d in differences(a, b, edits(a, b, "en"), "en")]
    ['15 stands against 50']
    """
    return tuple(
        Difference(kind, edit.a, edit.b, Weight.FACT, _message(kind, in_a, in_b))
        for edit in changes
        if edit.kind is not EditKind.EQUAL
        for kind in ("number", "negation")
        for in_a in (_facts(edit.a.of(a), kind, language),)
        for in_b in (_facts(edit.b.of(b), kind, language),)
        if in_a != in_b
    )


def may_differ(a: str, b: str, language: str) -> bool:
    """Whether two texts have other numbers or negations at all; quick, and never too strict."""
    return any(_facts(a, kind, language) != _facts(b, kind, language) for kind in _KINDS)


_KINDS = ("number", "negation")


def _message(kind: str, a: Counter[str], b: Counter[str]) -> str:
    """The wording of both sides, as in "15 stands against 50"."""
    before, after = (" ".join(sorted(side.elements())) or "nothing" for side in (a - b, b - a))
    return f"{before} stands against {after}"


def _facts(text: str, kind: str, language: str) -> Counter[str]:
    """The figures, or the negations, in *text*."""
    if kind == "number":
        found = (_figure(word.folded, language) for word in words(text, language))
    else:
        found = (_negation(word.folded, language) for word in words(text, language))
    return Counter(fact for fact in found if fact)


@lru_cache(maxsize=1 << 14)
def _figure(word: str, language: str) -> str:
    """The figure a word stands for, or "" for a word that is none."""
    if any(char.isdigit() for char in word):
        return word.replace(",", "")
    value = _counts(language).get(word)
    return "" if value is None else f"{value:g}"


@lru_cache(maxsize=8)
def _counts(language: str) -> dict[str, float]:
    """Number words; "one" and its like are more often pronouns than figures."""
    return {word: value for word, value in load(language).numbers.items() if value > 1}


@lru_cache(maxsize=1 << 14)
def _negation(word: str, language: str) -> str:
    """`not` for every word that negates, or ""."""
    return "not" if word in load(language).negations or word.endswith("n't") else ""
