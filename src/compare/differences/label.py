"""Figures that count nothing: clock times, scores, telephone numbers.

Each is one value with a unit of its own, so that it is only held against its like. Whether
a score is of the same match, nobody knows here.
"""

from compare.patterns import pattern

from .quantity import HALF_DAY
from .value import Figures, Value

_CLOCK = pattern(r"(\d{1,2})(?:[:.](\d{2}))?")
_FOUR = pattern(r"[012]\d[0-5]\d")
_SCORE = pattern(r"\d{1,3}")

#: Minutes in a day.
DAY = 1440

#: Digits of a telephone number in groups of three or four, seven in all at least.
TELEPHONE = 7

_DASHES = ("-", "–", "‑")


def label(source: Figures, index: int) -> Value | None:
    """The clock time, score or telephone number that begins with word *index*."""
    return _telephone(source, index) or _clock(source, index) or _score(source, index)


def named_hour(source: Figures, index: int) -> Value | None:
    """Noon and midnight, in minutes from midnight."""
    hour = source.changes.hours.get(source.folded(index))
    if hour is None:
        return None
    return Value(index, index + 1, hour * 60.0, weak=True, unit="clock", grain=1.0)


def _clock(source: Figures, index: int) -> Value | None:
    """9:30, 9 a.m., 2:40 p.m. EDT, 0240 GMT: in minutes from midnight.

    *highest* is the same in GMT where the zone is told. *second* is 1 where the half of the
    day is not told, 2 where the zone is, 3 where that is GMT.
    """
    folded = source.folded(index)
    match = _CLOCK.fullmatch(folded)
    last = index + 1
    half = _half(source, last)
    zone = _zone(source, last + bool(half))
    if match is None or not (":" in folded or half):
        if not (_FOUR.fullmatch(folded) and zone is not None):
            return None
        hour, minute = int(folded[:2]), int(folded[2:])
    else:
        hour, minute = int(match[1]), int(match[2] or 0)
    if hour > (12 if half else 24) or minute > 59:
        return None
    sure = bool(half) or hour > 12 or len(folded.partition(":")[0]) == 4
    minutes = (hour % 12 if half else hour) * 60 + minute + HALF_DAY * (half == "pm")
    there = float((minutes - round(zone * 60)) % DAY or DAY) if zone is not None else 0.0
    last += bool(half) + (zone is not None)
    return Value(
        index, last, float(minutes), weak=not half, digits=len(folded), unit="clock", highest=there,
        second=float(3 - bool(zone)) if zone is not None else 0.0 if sure else 1.0, grain=1.0,
    )  # fmt: skip


def _half(source: Figures, at: int) -> str:
    """Which half of the day word *at* tells: "am", "pm" or nothing."""
    bare = source.folded(at).replace(".", "")
    return bare if bare in ("am", "pm") and source.between(at - 1) in ("", " ", "\u00a0") else ""


def _zone(source: Figures, at: int) -> float | None:
    """How many hours the zone that word *at* names is ahead of Greenwich."""
    return source.changes.zones.get(source.folded(at).replace(".", ""))


def _score(source: Figures, index: int) -> Value | None:
    """4-2, 24-6, a 2-3 defeat; 2-4 days and 10-15 million are ranges."""
    one, other = source.folded(index), source.folded(index + 1)
    if not (_SCORE.fullmatch(one) and _SCORE.fullmatch(other) and source.free(index + 1)):
        return None
    if source.between(index) not in _DASHES or _is_chained(source, index):
        return None
    following = source.folded(index + 2)
    ended = source.between(index + 1)[:1] not in ("%", "/", "-", *_DASHES)
    counts = following in source.changes.units or following in source.language.multipliers
    sure = int(one) > int(other) or following in source.changes.results
    if not (sure and ended) or (counts and following not in source.changes.results):
        return None
    return Value(
        index, index + 2, float(one), digits=len(one), unit="score", second=float(other), grain=1.0
    )


def _is_chained(source: Figures, index: int) -> bool:
    """Whether a sign or a dash is glued before it: $4-2, 1-2-3."""
    start = source.words[index].start
    before = source.text[max(0, start - 1) : start]
    return bool(before.strip()) and before not in ("(", "[", "“", "‘", '"', "'", "—")


def _telephone(source: Figures, index: int) -> Value | None:
    """555-0134, 800-555-0134, (800) 555-0134: groups of three and at last four digits."""
    at = index
    while len(source.folded(at)) == 3 and source.folded(at).isdecimal():
        if source.between(at) not in (*_DASHES, ") ") or not source.free(at + 1):
            return None
        at += 1
    digits = "".join(source.folded(n) for n in range(index, at + 1))
    last = source.folded(at)
    if at == index or len(last) != 4 or not last.isdecimal() or len(digits) < TELEPHONE:
        return None
    return Value(index, at + 1, float(digits), digits=len(digits), unit="telephone", grain=1.0)
