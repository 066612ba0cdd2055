"""Rules on names: another one, or the same one written otherwise."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from compare.evidence.lexicon import RARE_BITS, background
from compare.languages import Language
from compare.model import Difference, EditKind, Weight

from .elsewhere import line_elsewhere
from .matching import matched
from .naming import Name, Relation, bare_of, fresh, keys_of, relation
from .pair import ELSEWHERE, SURE, Pair, Reading, Run
from .role import is_age
from .rule import rule
from .told import Told
from .unlike import is_unlike

#: Least worth of two names to be held against one another: in one replacement with a
#: common neighbour, or in the same gap with two.
LEAST = 4.5

#: The same for two names right opposite each other.
LEAST_OPPOSITE = 2.0

#: Share of content words in common from which the last names left over are a pair, and
#: words after which both may name a place.
ALIKE = 0.65

#: The same where both names stand after a word of place.
PARTLY = 0.5
PLACE_WORDS = frozenset({"in", "on", "at", "в", "во", "на"})

#: Least rarity, in bits, of a single word that is left over of a longer name.
UNCOMMON = 15.0

#: Most words of a first name with an initial: Harold W.
SHORTENED = 2

#: Words in common between two names and the same two turned, where not all are, and the
#: share of them.
LEAST_BETWEEN, MOSTLY_BETWEEN = 3, 0.5

#: What it is worth that one word stands before the one name and behind the other.
CROSSED = 2.0

#: What it takes away that only one of the two is reported to say something, or is the
#: adjective of a country.
SPEAKS = 2.5

#: What it takes away that only one stands after a word of place: "of Ann", "in Torvell".
ELSEWHERE_STANDS = 1.5

#: What that is worth besides in texts that are alike.
ALONE = 2.5

#: What it is worth that both are followed by the same description.
DESCRIBED = 1.0

#: Replacements one after another that are looked at as one.
MOST_JOINED = 5

#: What it is worth that both names open their clauses before the same word.
OPENING = 2.0


@rule(Weight.FACT)
def name(pair: Pair, told: Told) -> Iterator[Difference]:
    """Another person, place or body is named in the same place.

    Shorter forms are the same name (Mirovan, Minister Alexey Mirovan), so are
    abbreviations (US, United States, American) and initials. A capital that stands for
    its government (Washington for the United States) is a `synonym`, where `languages`
    lists it. A name for a title or a pronoun is `specificity`.

    Reported:      Tarvia rejected the plan of Ann Arden. -> Tarvia rejected the plan of Ben Brook.
    Reported:      The ferry left Torvell at noon. -> The ferry left Sorrel at noon.
    Not reported:  The US Congress met. -> The United States Congress met.
    Not reported:  Ann Arden resigned on Monday. -> Arden resigned on Monday.
    """
    if pair.is_salad:
        return
    for a, b in name_pairs(pair):
        if is_unlike(pair, a, b) or _is_one(pair, a, b):
            continue
        if not (_is_held(pair, a, b) or _is_unknown(pair, a, b)):
            continue
        spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
        yield pair.difference("name", *spans, Weight.FACT, "another name: “{a}”, “{b}”")


def _is_held(pair: Pair, a: Name, b: Name) -> bool:
    """Whether the two stand right opposite each other or changed places."""
    return _opposite(pair, a, b) or any((a, b) == each for each in _swapped(pair))


def _is_unknown(pair: Pair, a: Name, b: Name) -> bool:
    """Whether no document has both: those it has are hardly given for one another."""
    return not (line_elsewhere(a, pair.b.side) or line_elsewhere(b, pair.a.side))


def _is_one(pair: Pair, a: Name, b: Name) -> bool:
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
    """Names that stand in the same place while neither is named anywhere on the other side.

    Only what is new of a name counts: of two negotiators the person. Names right
    opposite each other are pairs even so: two names may have been swapped.
    """
    opposite = [(a, b) for a in pair.a.names for b in pair.b.names if _opposite(pair, a, b)]
    opposite = [
        each
        for each in opposite
        if _is_of_a_kind(pair, *each) and not _listed(pair, opposite, *each)
    ]
    left, right = _fresh(pair.a, pair.b), _fresh(pair.b, pair.a)
    opposite += [
        (a, b) for a in left for b in right if (a, b) not in opposite and _opposite(pair, a, b)
    ]
    # One known and one new name are no swap: "Ann denied it", "Tarvians denied it, Ann said".
    opposite = [
        (a, b) for a, b in opposite if _known(pair.a, a, pair.b) == _known(pair.b, b, pair.a)
    ]
    opposite = [(a, b) for a, b in opposite if _worth(pair, a, b) > LEAST_OPPOSITE]
    taken_a, taken_b = {a for a, _ in opposite}, {b for _, b in opposite}
    left = [a for a in left if not any(_overlap(a, x) for x in taken_a)]
    right = [b for b in right if not any(_overlap(b, x) for x in taken_b)]
    rest = matched(left, right, lambda a, b: _worth(pair, a, b), least=LEAST)
    left = [a for a in left if a not in {a for a, _ in rest}]
    right = [b for b in right if b not in {b for _, b in rest}]
    found = (*opposite, *rest, *_last_ones(pair, left, right), *_siblings(pair), *_swapped(pair))
    return _distinct(found, pair.a.language)


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
            if _is_one_name(pair, one, two) or _is_list(pair.a, one, two):
                continue
            if _is_turned(pair, (one, two), (each, following)):
                yield from ((one, each), (two, following))


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
    for a in pair.a.names:
        for b in pair.b.names:
            if not _is_of_family(pair, a, b):
                continue
            parts = _own_part(pair.a, a, pair.b), _own_part(pair.b, b, pair.a)
            if parts[0] is not None and parts[1] is not None:
                yield parts[0], parts[1]


def _is_of_family(pair: Pair, a: Name, b: Name) -> bool:
    common = {
        word for word in set(a.folded) & set(b.folded) if word not in pair.a.language.countries
    }
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
    part = fresh(name, mine.words, mine.language, keys_of(other.words))
    if part is None or part == name:
        return None
    sorts = mine.changes.bodies | mine.changes.name_tails | mine.language.non_names
    return None if sorts.issuperset(part.folded) else part


def _is_of_a_kind(pair: Pair, a: Name, b: Name) -> bool:
    """Whether both stand before a title or neither: the U.S. and the Torvell of a mayor are one."""
    offices = is_of_office(pair.a, a), is_of_office(pair.b, b)
    vague = any(name.country or name.acronym for name in (a, b))
    return offices == (False, False) or (all(offices) and not vague)


def _listed(pair: Pair, opposite: list[tuple[Name, Name]], a: Name, b: Name) -> bool:
    """Whether a list only has another order: Orle and Torvell, Torvell and Orle."""
    return any(
        _is_list(pair.a, a, c) and _is_list(pair.b, b, d)
        for c, d in opposite
        if c != a and c.folded == b.folded and d.folded == a.folded
    )


def _is_list(reading: Reading, one: Name, other: Name) -> bool:
    first, last = sorted((one, other), key=lambda name: name.first)
    between = [word.folded for word in reading.words[first.last : last.first]]
    return between in ([], ["and"], ["or"], ["и"], ["или"])


def _fresh(mine: Reading, other: Reading) -> list[Name]:
    """What is new in the names of one side."""
    others = keys_of(other.words)
    known = {n for n in mine.names if _related(n, mine, other)}
    parts = [fresh(n, mine.words, mine.language, others) for n in mine.names if n not in known]
    new = [part for part in parts if part is not None and _is_name_enough(part, mine)]
    return [part for part in new if not (is_of_office(mine, part) or _is_short(part, mine, other))]


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
    return background(mine.language.code).get(part.folded[0], RARE_BITS) >= UNCOMMON


def _related(name: Name, mine: Reading, other: Reading) -> bool:
    """Whether the other side names the same, if more shortly or otherwise spelt."""
    known = {Relation.SAME, Relation.SPELLING, Relation.SEAT}
    if _before(mine, name) in PLACE_WORDS:
        known.remove(Relation.SEAT)  # what happens in Moscow is not done by Russia
    return any(relation(name, each, other.language) in known for each in other.names)


def _overlap(a: Name, b: Name) -> bool:
    return a.first < b.last and b.first < a.last


def _last_ones(pair: Pair, left: list[Name], right: list[Name]) -> list[tuple[Name, Name]]:
    """The one name left over on either side, in texts much alike and after a like word."""
    if len(left) != 1 or len(right) != 1:
        return []
    a, b = left[0], right[0]
    shares = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    before = _before(pair.a, a), _before(pair.b, b)
    alike = before[0] == before[1] or set(before) <= PLACE_WORDS
    alike = (
        alike or _crossed(pair, a, b) > 0 or (_opens(pair.a, a.first) and _opens(pair.b, b.first))
    )
    both_places = set(before) <= PLACE_WORDS
    return [(a, b)] if alike and min(shares) >= (PARTLY if both_places else ALIKE) else []


def _before(reading: Reading, name: Name) -> str:
    return reading.words[name.first - 1].folded if name.first else ""


def _worth(pair: Pair, a: Name, b: Name) -> float:
    place = pair.place(a.first, a.last, b.first, b.last) + CROSSED * _crossed(pair, a, b)
    both = _opens(pair.a, a.first) and _opens(pair.b, b.first)
    described = _is_described(pair, a, b)
    if _speaks(pair.a, a) != _speaks(pair.b, b) and not (both or described):
        place -= SPEAKS
    if a.is_adjective != b.is_adjective and not (a.country and b.country):
        place -= SPEAKS
    if _is_genitive(pair.a, a) != _is_genitive(pair.b, b) and not _crossed(pair, a, b):
        place -= SPEAKS
    places = [_before(*each) in PLACE_WORDS for each in ((pair.a, a), (pair.b, b))]
    if places[0] != places[1] and not both:
        place -= ELSEWHERE_STANDS
    if _is_body_for_country(a, b) or _is_body_for_country(b, a):
        place -= SPEAKS
    after = _verb_after(pair.a, a), _verb_after(pair.b, b)
    subjects = both and _is_kept(pair, *after)
    return place + (OPENING + ALONE * _is_alike(pair)) * subjects + DESCRIBED * described


def _is_alike(pair: Pair) -> bool:
    """Whether either text has more than half of the content words of the other."""
    shares = pair.tied_share_a(0, len(pair.a.words)), pair.tied_share_b(0, len(pair.b.words))
    return min(shares) >= PARTLY


def _verb_after(reading: Reading, name: Name) -> int | None:
    """The first content word after a name and its age: Brook, 34, *was sent*."""
    last = next((q.last for q in reading.quantities if q.first == name.last), 0)
    ages = any(q.first == name.last and is_age(reading, q) for q in reading.quantities)
    return reading.neighbours(name.first, last if ages else name.last)[1]


def _is_described(pair: Pair, a: Name, b: Name) -> bool:
    """Whether the same is put after both, between commas: Ann Arden, a spokeswoman for the."""
    if not (_is_before_comma(pair.a, a) and _is_before_comma(pair.b, b)):
        return False
    return _is_kept(pair, _verb_after(pair.a, a), _verb_after(pair.b, b))


def _is_before_comma(reading: Reading, name: Name) -> bool:
    end = reading.words[name.last - 1].end
    return reading.side.text[end : end + 1] == ","


def _is_body_for_country(a: Name, b: Name) -> bool:
    """Whether an abbreviated body stands against a country."""
    return bool(a.acronym and not a.country and b.country)


def _speaks(reading: Reading, name: Name) -> bool:
    """Whether something is reported as said by the one who is named."""
    span = reading.span(name.first, name.last)
    speakers = (cue.speaker_span for cue in reading.side.attributions)
    return any(speaker is not None and span.overlap(speaker) for speaker in speakers)


def _crossed(pair: Pair, a: Name, b: Name) -> int:
    """How often what stands before one stands behind the other: the mayor of X, X's mayor."""
    before_a, after_a = pair.a.neighbours(a.first, a.last)
    before_b, after_b = pair.b.neighbours(b.first, b.last)
    return _is_kept(pair, before_a, after_b) + _is_kept(pair, after_a, before_b)


def _is_kept(pair: Pair, i: int | None, j: int | None) -> bool:
    return (
        i is not None
        and j is not None
        and any(
            j == other and strength in (SURE, ELSEWHERE) for other, strength in pair.ties.get(i, ())
        )
    )


def _opens(reading: Reading, first: int) -> bool:
    """Whether no content word stands before it in its clause: most likely the subject."""
    return not reading.has_content(reading.clause(first)[0], first)


def _opposite(pair: Pair, a: Name, b: Name) -> bool:
    """Whether one replacement holds both names and little else."""
    for first_a, last_a, first_b, last_b in _replacements(pair):
        if first_a <= a.first and a.last <= last_a:
            inside = first_b <= b.first and b.last <= last_b
            spare_a = (last_a - first_a) - (a.last - a.first)
            spare_b = (last_b - first_b) - (b.last - b.first)
            if inside and max(spare_a, spare_b) <= 1:
                return _is_genitive(pair.a, a) == _is_genitive(pair.b, b)
    return False


def _replacements(pair: Pair) -> Iterator[tuple[int, int, int, int]]:
    """The words replaced on either side; some one after another are one replacement too.

    Of "Arden said" for "Brook says" only the first is a name, of "broad Orle | Nasdaq
    Open | Composite" only the last two.
    """
    row: list[Run] = []
    for run in pair.runs:
        if run.kind is not EditKind.REPLACE:
            continue
        if row and (row[-1].a_end, row[-1].b_end) != (run.a, run.b):
            row = []
        row = [*row[1 - MOST_JOINED :], run]
        yield from ((first.a, run.a_end, first.b, run.b_end) for first in row)


def _is_genitive(reading: Reading, name: Name) -> bool:
    """Whether it is Arden's: then something of Arden stands there and not Arden.

    Of several words the last may be part of the name: Standard & Poor's.
    """
    return len(name.folded) == 1 and reading.words[name.last - 1].folded.endswith("'s")


def _known(mine: Reading, name: Name, other: Reading) -> bool:
    """Whether the other side has the name, or its words in any form."""
    if any(relation(name, each, other.language) is not Relation.OTHER for each in other.names):
        return True
    folded = {word.folded.removesuffix("'s") for word in other.words}
    if set(name.folded) <= folded or (name.keys and name.folded[-1] in folded):
        return True
    return fresh(name, mine.words, mine.language, keys_of(other.words)) is None


def is_of_office(reading: Reading, name: Name) -> bool:
    """Whether a title follows: the Torvell of "Torvell Mayor Ann Arden"."""
    if name.last >= len(reading.words):
        return False
    return reading.words[name.last].folded.rstrip(".") in reading.language.titles


def missing_names(mine: Reading, other: Reading) -> list[Name]:
    """The names of one side that the other side does not have in any form."""
    return [name for name in mine.names if not _known(mine, name, other)]
