"""Negations and what they deny: "does not want war" denies the wanting, not the war.

Double ones cancel out ("never denied"); "not only" and "no doubt" are none. Nothing is
compared here.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from compare.frozen import dataclass, replace
from compare.languages import Language
from compare.languages.changes import Changes
from compare.words import Word

#: Content words after a negation that it may be said of: "did not take part".
REACH = 2

#: How far, in words, the first of them may be.
FAR = 6

#: Negations whose apostrophe was lost on the way; "cant" and "wont" are words.
UNMARKED = frozenset({"dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent", "couldnt"})
UNMARKED |= {"wouldnt", "shouldnt", "hasnt", "havent", "hadnt"}

#: "Without" after another negation takes it back, at most so many words on.
WITHOUT = frozenset({"without", "без"})
REACHED = 8

#: Longest phrase in words: "not a single".
LONGEST = 4

_ENDS = frozenset(".!?;:")


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation at words [first, last), and the words it denies, nearest first.

    *implicit* without a "not": "denied"; *soft* when it only may stand for one: "halt";
    *double* when it denies the denial that is its head: "never denied".
    """

    first: int
    last: int
    heads: tuple[int, ...]
    implicit: bool = False
    soft: bool = False
    double: bool = False
    bare: str = ""


def negations(
    text: str, words: Sequence[Word], language: Language, changes: Changes
) -> tuple[Negation, ...]:
    """The negations in reading order; two that cancel each other are one *double*."""
    found: list[Negation] = []
    index = 0
    while index < len(words):
        skipped = _phrase(words, index, changes.not_negations)
        if skipped:
            index += skipped
            continue
        length, implicit = _length(words, index, language, changes)
        if length:
            heads = _heads(text, words, index + length, language)
            if _is_exclusive(text, words, index, changes):
                index += length
                continue
            bare = words[index].folded
            found.append(Negation(index, index + length, heads, implicit, bare=bare))
        elif words[index].folded in changes.soft_negators:
            heads = _heads(text, words, index + 1, language)
            found.append(Negation(index, index + 1, heads, implicit=True, soft=True))
        index += length or 1
    return tuple(_uncancelled(found))


def is_idle(words: Sequence[Word], index: int, changes: Changes) -> bool:
    """Whether a "not" that mostly denies nothing begins at *index*: not only, not the first."""
    return _phrase(words, index, changes.not_negations) > 0


def _phrase(words: Sequence[Word], index: int, phrases: frozenset[str]) -> int:
    """The words of the longest of *phrases* that stands at *index*; 0 for none."""
    first = words[index].folded
    openers = (first, "not") if first.endswith("n't") else (first,)  # isn't the first
    known = _lengths(phrases)
    for length in sorted({n for opener in openers for n in known.get(opener, ())}, reverse=True):
        rest = [word.folded for word in words[index + 1 : index + length]]
        if len(rest) == length - 1 and any(" ".join([o, *rest]) in phrases for o in openers):
            return length
    return 0


@lru_cache(maxsize=8)
def _lengths(phrases: frozenset[str]) -> dict[str, list[int]]:
    """For every first word of *phrases*, how many words these have, longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        first, *rest = phrase.split(" ")
        if len(rest) < LONGEST:
            lengths.setdefault(first, set()).add(1 + len(rest))
    return {first: sorted(found, reverse=True) for first, found in lengths.items()}


def _length(
    words: Sequence[Word], index: int, language: Language, changes: Changes
) -> tuple[int, bool]:
    phrase = _phrase(words, index, changes.negators)
    if phrase:
        return phrase, True
    folded = words[index].folded
    if folded in ("no", "№") and index + 1 < len(words) and words[index + 1].folded[:1].isdigit():
        return 0, False  # No. 7
    if folded.endswith("n't") and words[index].text[:1].isupper():
        return 0, False  # Didn't you know?
    if _is_no_one(words, index):
        return 2, False
    plain = folded in language.negations or folded.endswith("n't") or folded in UNMARKED
    return int(plain), False


def _is_exclusive(text: str, words: Sequence[Word], index: int, changes: Changes) -> bool:
    """Whether "alone" or "only" follows in the clause: "does not depend on them alone"."""
    for n in range(index + 1, min(index + FAR + 1, len(words))):
        if any(c in _ENDS or c == "," for c in text[words[n - 1].end : words[n].start]):
            return False
        if words[n].folded in changes.exclusive:
            return True
    return False


def _heads(text: str, words: Sequence[Word], start: int, language: Language) -> tuple[int, ...]:
    heads: list[int] = []
    for n in range(start, min(start + FAR, len(words))):
        if n > start and any(c in _ENDS for c in text[words[n - 1].end : words[n].start]):
            break
        if words[n].folded[:1].isdigit() and n == start:
            break  # "declined to 40 percent"
        if words[n].folded in language.numbers:
            continue
        if words[n].folded in language.function_words or words[n].folded in LIGHT | ANYONE:
            continue
        heads.append(n)
        if len(heads) == REACH:
            break
    return tuple(heads or _heads_before(text, words, start, language))


def _is_no_one(words: Sequence[Word], index: int) -> bool:
    return [word.folded for word in words[max(0, index) : index + 2]] == ["no", "one"]


def _heads_before(
    text: str, words: Sequence[Word], start: int, language: Language
) -> Iterator[int]:
    """What a "no" at the end of its clause denies: доказательств нет; it hurt nobody."""
    if words[start - 1].folded not in POSTPOSED and not _is_no_one(words, start - 2):
        return
    for n in range(start - 2, max(-1, start - 2 - FAR), -1):
        if any(c in _ENDS for c in text[words[n].end : words[n + 1].start]):
            return
        if words[n].folded not in language.function_words:
            yield n
            return


#: Words that only carry the negated one.
LIGHT = frozenset({"going"})

#: Words for whomever and whatever, of which nothing is denied: hardly anyone came.
ANYONE = frozenset({"anyone", "anybody", "anything", "кто-либо", "что-либо", "кто-нибудь"})

#: Negations that may follow what they deny.
POSTPOSED = frozenset({"нет", "нельзя", "невозможно", "nobody", "nothing", "none"})


def _uncancelled(found: Sequence[Negation]) -> list[Negation]:
    """With "never denied" as one negation, of the denial."""
    kept: list[Negation] = []
    for negation in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and 0 <= negation.first - before.last <= 1
            and (negation.implicit != before.implicit and not (negation.soft or before.soft))
        ):
            outer = kept.pop()
            heads = tuple(range(negation.first, negation.last))
            kept.append(replace(outer, heads=heads, double=True))
            continue
        if before is not None and negation.bare in WITHOUT and not before.soft:
            if negation.first == before.last:
                kept.pop()  # "not without risk": there is a risk
                continue
            if negation.first - before.last < REACHED:
                continue  # "neither closes it without notice": both give notice
        kept.append(negation)
    return kept
