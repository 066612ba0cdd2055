"""Who speaks in a clause, and whether two speakers are two: a body speaks by its spokesman.

Only names that are printed beside a word of speech count; whom "he" stands for is a guess.
"""

from compare.languages import name_key
from compare.model import Attribution
from compare.words import fold

from .naming import is_acronym, is_near
from .pair import Pair, Reading

#: Code points before and after a link in which its document may name the other speaker.
NEARBY = 600

#: The vowels that Russian cases end in, transliterated.
_CASE_VOWELS = "aeiouy"


def inside(reading: Reading) -> list[Attribution]:
    """The attributions in the span of a side."""
    return [each for each in reading.side.attributions if reading.side.span.covers(each.span)]


def is_other(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether both speakers are names, have no word in common and stand for different bodies."""
    if not (_is_named(a.speaker) and _is_named(b.speaker)):
        return False
    return not _is_same(pair, a, b)


def _is_same(pair: Pair, a: Attribution, b: Attribution) -> bool:
    mine, theirs = _words(pair.a, a.speaker), _words(pair.b, b.speaker)
    one, two = _body(pair.a, a.speaker), _body(pair.b, b.speaker)
    short = _is_short(a.speaker, b.speaker) or _is_short(b.speaker, a.speaker)
    return bool(mine & theirs) or (bool(one) and one == two) or short


def _is_short(short: str, long: str) -> bool:
    """Whether one name is the initials of the other: H.W.U., Harbour Workers Union."""
    letters = short.replace(".", "")
    parts = [word for word in long.split() if word[:1].isupper()]
    return len(letters) > 1 and letters.isupper() and letters == "".join(p[0] for p in parts)


def _words(reading: Reading, speaker: str) -> set[str]:
    """The words of a name; Russian ones without the vowel of a case: Байдена, Байден."""
    keys = name_key(speaker).split()
    return {key.rstrip(_CASE_VOWELS) for key in keys} if reading.language.code == "ru" else {*keys}


def _body(reading: Reading, speaker: str) -> str:
    """The country or body that a speaker stands for: the US, Washington, the White House."""
    known, folded = reading.language, fold(speaker)
    for phrase in (folded, reading.changes.aliases.get(folded, folded)):
        for bodies in (known.countries, known.capitals, known.bodies):
            if body := bodies.get(phrase):
                return body
    return folded


def _is_named(speaker: str) -> bool:
    parts = speaker.split()
    return len(parts) > 0 and all(part[:1].isupper() for part in parts)


def is_printed(reading: Reading, cue: Attribution) -> bool:
    """Whether the speaker is named beside the cue: whom "he" stands for may be a mistake."""
    at = cue.speaker_span
    if at is None or not cue.speaker:
        return False
    printed = name_key(reading.print_of(at)).split()
    return name_key(cue.speaker).split()[-1:] != [] and set(
        name_key(cue.speaker).split()[-1:]
    ) <= set(printed)


def are_two(pair: Pair, a: Attribution, b: Attribution) -> bool:
    """Whether both are surely persons, or surely bodies, and not one name in two spellings.

    A body speaks by its head or a spokesman, and "the Prime Minister" is somebody.
    """
    sorts = _sort(pair.a, a), _sort(pair.b, b)
    last = [fold(each.speaker).split()[-1] for each in (a, b)]
    return sorts[0] == sorts[1] != "" and not is_near(*last)


def _sort(reading: Reading, cue: Attribution) -> str:
    """Whether a printed speaker is a "person" by first name or title, or a "body" in capitals."""
    if not is_printed(reading, cue) or cue.speaker_span is None:
        return ""
    known, parts = reading.language, fold(cue.speaker).split()
    if len(parts) == 1 and is_acronym(cue.speaker):
        return "body"
    bare = parts[-1].rstrip(".")
    if bare in known.titles or bare in known.male_names or bare in known.female_names:
        return ""  # the Prime Minister, Sir John
    before = {word.rstrip(".") for word in fold(reading.print_of(cue.speaker_span)).split()[:-1]}
    titled = bool(before & (known.honorifics | known.titles))
    given = parts[0] in known.male_names or parts[0] in known.female_names
    return "person" if titled or (given and len(parts) > 1) else ""


def other_voices(pair: Pair, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether the words [first, last) of both sides are said by two, both named there."""
    mine, theirs = _voices(pair.a, a), _voices(pair.b, b)
    if not mine or not theirs:
        return False
    return all(is_other(pair, x, y) for x in mine for y in theirs)


def _voices(reading: Reading, words: tuple[int, int]) -> list[Attribution]:
    span = reading.span(*words)
    return [c for c in inside(reading) if span.overlap(c.span) and is_printed(reading, c)]


def is_named_near(reading: Reading, speaker: str) -> bool:
    """Whether the document has the last word of *speaker* in the link or near it."""
    side = reading.side
    near = side.text[max(0, side.span.start - NEARBY) : side.span.end + NEARBY]
    last = name_key(speaker).split()[-1:]
    return bool(last) and last[0] in set(name_key(near).split())
