"""Rules on names: another one, or the same one written otherwise."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from compare.languages import Language
from compare.model import Difference, Weight

from .elsewhere import line_elsewhere
from .naming import Keys, Name, Relation, bare_of, common_start, fresh, keys_of, rarity, relation
from .pair import ARTICLES, SURE, Pair, Reading
from .rule import rule
from .slots import held
from .told import Told
from .unlike import is_unlike

#: Words after which a place is named.
PLACE_WORDS = frozenset({"in", "on", "at", "в", "во", "на"})

#: Least rarity, in bits, of a single word that is left over of a longer name.
UNCOMMON = 15.0

#: Most words of a first name with an initial: Harold W.
SHORTENED = 2

#: Words in common between two names and the same two turned, where not all are, and the
#: share of them.
LEAST_BETWEEN, MOSTLY_BETWEEN = 3, 0.5

#: Words besides from which texts that differ in a name alone are copies.
LEAST_BESIDE = 1


@rule(Weight.FACT)
def name(pair: Pair, told: Told) -> Iterator[Difference]:
    """Another person, place or body is named in the same place.

    Shorter forms are the same name (Mirovan, Minister Alexey Mirovan), so are
    abbreviations (US, United States, American) and initials. A capital that stands for
    its government (Washington for the United States) is a `synonym`, where `languages`
    lists it; names that only you know to be one you can give with `--alias A=B`. A name for
    a title or a pronoun is `specificity`. A name that may stand for another one is told as
    wording, "perhaps another name".

    Reported:      Tarvia rejected the plan of Ann Arden. -> Tarvia rejected the plan of Ben Brook.
    Reported:      The ferry left Torvell at noon. -> The ferry left Sorrel at noon.
    Not reported:  The US Congress met. -> The United States Congress met.
    Not reported:  Ann Arden resigned on Monday. -> Arden resigned on Monday.
    """
    for a, b in name_pairs(pair):
        if is_unlike(pair, a, b) or _are_joined(pair, a, b):
            continue
        if not _is_unknown(pair, a, b) and (a, b) not in _placed(pair):
            continue
        spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
        yield pair.difference("name", *spans, Weight.FACT, "another name: “{a}”, “{b}”")


def _is_unknown(pair: Pair, a: Name, b: Name) -> bool:
    """Whether no document has both: those it has are hardly given for one another."""
    return not (line_elsewhere(a, pair.b.side) or line_elsewhere(b, pair.a.side))


def _are_joined(pair: Pair, a: Name, b: Name) -> bool:
    """Whether one of the articles joins the two names elsewhere: Ann here, Arden there."""
    if len(a.folded) > 1 or len(b.folded) > 1:
        return False
    one, two = re.escape(a.folded[0]), re.escape(b.folded[0])
    texts = pair.a.side.text, pair.b.side.text
    pattern = re.compile(rf"\b(?:{one} {two}|{two} {one})\b", re.IGNORECASE)
    return any(pattern.search(text) for text in texts)


@rule(Weight.FORM)
def name_spelling(pair: Pair, told: Told) -> Iterator[Difference]:
    """The same name is written otherwise.

    Transliterations and known variants are one name; so are long names that differ in
    one letter, but not a man's and a woman's surname. Each spelling is told once.

    Reported:      They called Sergei Lemov. -> They called Sergey Lemov.
    Reported:      Mayor Anthony Brook came. -> Mayor Antony Brook came.
    Not reported:  Mayor Anthony Brook came. -> Anthony Brook, the mayor, came.
    """
    seen = set()
    printed = {n.folded for n in pair.a.names} & {n.folded for n in pair.b.names}
    for a in pair.a.names:
        for b in pair.b.names:
            if relation(a, b, pair.a.language) is not Relation.SPELLING:
                continue
            if a.folded in printed or b.folded in printed:
                continue  # one text has both spellings, so they may be two names
            words = _respelt(a, b)
            if words in seen:
                continue
            seen.add(words)
            spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
            yield pair.difference(
                "name-spelling", *spans, Weight.FORM, "the name is spelt otherwise: “{a}”, “{b}”"
            )


def _respelt(a: Name, b: Name) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(a.folded) - frozenset(b.folded), frozenset(b.folded) - frozenset(a.folded)


def name_pairs(pair: Pair) -> tuple[tuple[Name, Name], ...]:
    """Names that fill one slot while neither is named anywhere on the other side.

    Only what is new of a name counts: of two negotiators the person. Two names that
    changed places are pairs too, and so are two of one family.
    """
    left, right = _new(pair.a, pair.b), _new(pair.b, pair.a)
    new_a, new_b = set(_fresh(pair.a, pair.b)), set(_fresh(pair.b, pair.a))
    found = held(
        pair,
        "name",
        left,
        right,
        same=lambda a, b: relation(a, b, pair.a.language) is not Relation.OTHER,
        comparable=lambda a, b: a in new_a and b in new_b,
    )
    found = tuple((a, b) for a, b in found if a in new_a and b in new_b)
    return _distinct((*found, *firm_pairs(pair)), pair.a.language)


@lru_cache(maxsize=2)
def firm_pairs(pair: Pair) -> tuple[tuple[Name, Name], ...]:
    """Names held together by how they are built or turned, whatever stands around them."""
    return (*_alone(pair), *_siblings(pair), *_genitives(pair), *_swapped(pair))


@lru_cache(maxsize=2)
def _placed(pair: Pair) -> frozenset[tuple[Name, Name]]:
    """Names that stand for one another whatever else the documents name."""
    return frozenset((*_alone(pair), *_swapped(pair)))


def _alone(pair: Pair) -> Iterator[tuple[Name, Name]]:
    """Two names of which alone the texts differ, which can stand but for one another.

    Cost: the length of both, then the product of the names.
    """
    ends = _bare(pair.a), _bare(pair.b)
    before, after = common_start(*ends), common_start(*map(reversed, ends))
    theirs = [(b, _beside(pair.b, b)) for b in pair.b.names]
    for a in pair.a.names:
        left, right = _beside(pair.a, a)
        if left > before or right > after or left + right < LEAST_BESIDE:
            continue
        yield from ((a, b) for b, beside in theirs if beside == (left, right))


def _bare(reading: Reading) -> list[str]:
    return [word.stem for word in reading.words if word.folded not in ARTICLES]


def _beside(reading: Reading, name: Name) -> tuple[int, int]:
    """How many words stand before the name and after it, articles left out."""
    words = reading.words[: name.first], reading.words[name.last :]
    left, right = (sum(word.folded not in ARTICLES for word in each) for each in words)
    return left, right


def _genitives(pair: Pair) -> Iterator[tuple[Name, Name]]:
    """Two owners of one thing: the centre of Fabrian, Grethe's centre."""
    theirs = _fresh(pair.b, pair.a)
    for a in _fresh(pair.a, pair.b):
        for b in theirs:
            things = _owned(pair.a, a), _owned(pair.b, b)
            if None in things or _is_genitive(pair.a, a) == _is_genitive(pair.b, b):
                continue
            if pair.a.words[things[0] or 0].stem == pair.b.words[things[1] or 0].stem:
                yield a, b


def _owned(reading: Reading, name: Name) -> int | None:
    """What is of the one who is named: the content word before "of", or behind "Arden's"."""
    if _is_genitive(reading, name):
        return reading.neighbours(name.first, name.last)[1]
    whole = next(n for n in reading.names if _overlap(n, name))
    is_of = whole.first > 1 and reading.words[whole.first - 1].folded == "of"
    return reading.neighbours(whole.first, whole.last)[0] if is_of else None


def _is_genitive(reading: Reading, name: Name) -> bool:
    return reading.words[name.last - 1].folded.endswith("'s")


def _new(mine: Reading, other: Reading) -> list[Name]:
    """All names of one side; of those that are new only what is new."""
    parts = _fresh(mine, other)
    return [next((p for p in parts if _overlap(p, n)), n) for n in mine.names]


def _distinct(
    pairs: Iterable[tuple[Name, Name]], language: Language
) -> tuple[tuple[Name, Name], ...]:
    """The pairs that are not one, and of which no part is in one before."""
    kept: list[tuple[Name, Name]] = []
    for a, b in pairs:
        if relation(a, b, language) is Relation.OTHER and not any(
            _overlap(a, x) or _overlap(b, y) for x, y in kept
        ):
            kept.append((a, b))
    return tuple(kept)


def _swapped(pair: Pair) -> Iterator[tuple[Name, Name]]:
    """Two names that changed places around the same words: Arden called Brook, and the reverse."""
    turned = list(pairwise(pair.b.names))
    for one, two in pairwise(pair.a.names):
        for each, following in turned:
            if not (_is_one_name(pair, one, following) and _is_one_name(pair, two, each)):
                continue
            if _stays(pair, one) or _stays(pair, two):
                continue
            if _is_one_name(pair, one, two) or _is_list(pair.a, one, two):
                continue
            if _is_turned(pair, (one, two), (each, following)):
                yield from ((one, each), (two, following))


def _stays(pair: Pair, name: Name) -> bool:
    """Whether the name stands in its place on the other side, so that it changed no place."""
    return all(
        any(
            strength >= SURE and pair.b.words[j].folded == pair.a.words[n].folded
            for j, strength in pair.ties.get(n, ())
        )
        for n in range(name.first, name.last)
    )


def _is_one_name(pair: Pair, a: Name, b: Name) -> bool:
    return a.folded == b.folded or relation(a, b, pair.a.language) is Relation.SAME


def _is_turned(pair: Pair, mine: tuple[Name, Name], theirs: tuple[Name, Name]) -> bool:
    """Whether the words between two names and two others are the same, and not in the passive."""
    words = _between(pair.a, *mine), _between(pair.b, *theirs)
    passive = [not pair.a.language.passives.isdisjoint(each) for each in words]
    if not (words[0] and words[1]) or passive[0] != passive[1]:
        return False
    if words[0] == words[1]:
        return True
    content = [set(each) - pair.a.language.function_words for each in words]
    common = content[0] & content[1]
    return len(common) >= LEAST_BETWEEN and all(
        len(common) >= MOSTLY_BETWEEN * len(each) for each in content
    )


def _between(reading: Reading, one: Name, two: Name) -> list[str]:
    return [word.folded for word in reading.words[one.last : two.first]]


def _siblings(pair: Pair) -> Iterator[tuple[Name, Name]]:
    """Two of one family that share some words right opposite: Torvell Cup, Torvell Open Series."""
    one = (Relation.SAME, Relation.SPELLING)
    for a in pair.a.names:
        for b in pair.b.names:
            if not _is_of_family(pair, a, b) or relation(a, b, pair.a.language) in one:
                continue
            parts = _own_part(pair.a, a, pair.b), _own_part(pair.b, b, pair.a)
            if parts[0] is not None and parts[1] is not None:
                yield parts[0], parts[1]


def _is_of_family(pair: Pair, a: Name, b: Name) -> bool:
    known = pair.a.language
    common = {word for word in set(a.folded) & set(b.folded) if word not in known.countries}
    if known.non_names.issuperset(common):
        return False  # the Academy of Arts, the Academy Prize
    if not common or a.country or b.country:
        return False
    if a.tail == b.tail and a.folded[0][0] == b.folded[0][0]:
        return False  # Hal and Harold Arden
    return any(
        strength >= SURE and b.first <= j < b.last
        for i in range(a.first, a.last)
        if bare_of(pair.a.words[i].folded) in common
        for j, strength in pair.ties.get(i, ())
    )


def _own_part(mine: Reading, name: Name, other: Reading) -> Name | None:
    """What only this name has, if it is more than a word for the sort of body."""
    part = fresh(name, mine.words, mine.language, _keys(other))
    if part is None or part == name:
        return None
    sorts = mine.changes.bodies | mine.changes.name_tails | mine.language.non_names
    if sorts.issuperset(part.folded) or _is_office_or_initial(part):
        return None
    return part


def _is_list(reading: Reading, one: Name, other: Name) -> bool:
    first, last = sorted((one, other), key=lambda name: name.first)
    between = [word.folded for word in reading.words[first.last : last.first]]
    return between in ([], ["and"], ["or"], ["и"], ["или"])


@lru_cache(maxsize=256)  # a side is held against several
def _keys(reading: Reading) -> Keys:
    return keys_of(reading.words)


@lru_cache(maxsize=4)  # several rules ask it of one pair
def _fresh(mine: Reading, other: Reading) -> tuple[Name, ...]:
    """What is new in the names of one side."""
    others = _keys(other)
    known = {n for n in mine.names if _related(n, mine, other)}
    parts = [fresh(n, mine.words, mine.language, others) for n in mine.names if n not in known]
    new = [part for part in parts if part is not None and _is_name_enough(part, mine)]
    return tuple(
        part for part in new if not (is_of_office(mine, part) or _is_short(part, mine, other))
    )


def _is_short(part: Name, mine: Reading, other: Reading) -> bool:
    """Whether the other side has its surname with a first name of that letter: Hal, Harold."""
    for name in mine.names:
        if name.first == part.first and part.last < name.last and len(part.folded) <= SHORTENED:
            return any(
                each.tail == name.tail and each.folded[0][0] == part.folded[0][0]
                for each in other.names
                if len(each.keys) > 1
            )
    return False


def _is_name_enough(part: Name, mine: Reading) -> bool:
    """Whether it is more than the common word of a longer name: Software of Software Group."""
    if len(part.folded) > 1 or part in mine.names:
        return True
    if part.folded[0] in mine.changes.bodies or part.folded[0] in mine.language.non_names:
        return False
    if _is_office_or_initial(part):
        return False
    return rarity(part.folded[0], mine.language.code) >= UNCOMMON


def _is_office_or_initial(part: Name) -> bool:
    """Whether it only goes with a name: CTO Ann Arden, Hal C. Arden."""
    return len(part.folded) == 1 and bool(part.acronym or len(part.folded[0]) == 1)


def _related(name: Name, mine: Reading, other: Reading) -> bool:
    """Whether the other side names the same, if more shortly or otherwise spelt."""
    known = {Relation.SAME, Relation.SPELLING, Relation.SEAT}
    if _before(mine, name) in PLACE_WORDS:
        known.remove(Relation.SEAT)  # what happens in Moscow is not done by Russia
    return any(relation(name, each, other.language) in known for each in other.names)


def _overlap(a: Name, b: Name) -> bool:
    return a.first < b.last and b.first < a.last


def _before(reading: Reading, name: Name) -> str:
    return reading.words[name.first - 1].folded if name.first else ""


def _known(mine: Reading, name: Name, other: Reading) -> bool:
    """Whether the other side has the name, or its words in any form."""
    if any(relation(name, each, other.language) is not Relation.OTHER for each in other.names):
        return True
    folded = {word.folded.removesuffix("'s") for word in other.words}
    if set(name.folded) <= folded or (name.keys and name.folded[-1] in folded):
        return True
    return fresh(name, mine.words, mine.language, _keys(other)) is None


def is_of_office(reading: Reading, name: Name) -> bool:
    """Whether a title follows: the Torvell of "Torvell Mayor Ann Arden"."""
    if name.last >= len(reading.words):
        return False
    return reading.words[name.last].folded.rstrip(".") in reading.language.titles


def missing_names(mine: Reading, other: Reading) -> list[Name]:
    """The names of one side that the other side does not have in any form."""
    return [name for name in mine.names if not _known(mine, name, other)]
