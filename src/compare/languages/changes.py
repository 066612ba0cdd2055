"""What a change of words turns on, per language: units, opposites, bounds, irregular verbs.

Data like the rest of `languages`, in `changes-en.toml` and `changes-ru.toml`, kept apart
because only `differences` reads it. Everything is folded (see `words.fold`).
"""

from functools import lru_cache
from pathlib import Path

from compare.frozen import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Words that decide whether two wordings say the same.

    *units* say what they measure and how much of it ("cents" -> usd, 0.01), *signs* are
    currency signs. *about*, *above*, *below* stand before a figure, *least* and *most*
    with the figure included. *not_negations* hold a "not" and deny nothing ("not only");
    *negators* are phrases that do, *soft_negators* words that may stand for a "not",
    *exclusive* words that make "not" deny only that there is nothing else.
    *figures* are words for numbers besides the cardinals. *opposites* say to which side
    of which pair a word belongs. *verbs* give the plain form of irregular ones, *parts*
    the days of a month that "early" or "mid" stand for, *aliases* the first of several
    names of one body, *lands* second names of countries that are no adjectives,
    *conditions* open a clause that is only supposed, *proper*
    are names written small, *refusals* negators that deny a deed but no thing,
    *denials* words of which one in a clause tells that it denies something, *restrictions*
    say it of one alone, *undoings* take back what follows, *affirmations* only affirm,
    *thoughts* pass a "not" on to what is thought, *limits* say until when,
    *framed* are opposites between the same words alone, *modal_phrases* modals of several
    words and their sense, *pointers* point a word of speech back, *circumstances* are opposites
    of time and place, *media* words in names of the press, *short_forms* write abbreviations
    out. *dollars* are letters
    before a sign (A$) and the money they make of it, *hours* words for one of the day, *zones*
    hours ahead of Greenwich, *vague* words for the numbers from one to another, *results* what
    a score may be of, *counted* what is numbered, *lengthwise* follows a length in metres,
    *late* and *early* tell a part of the day, *tellers* are verbs of
    speech that are never another deed, *said_beside* stands between one and the day. *minus*
    takes a figure below zero, *several* leave the number open ("a few"), *days_ago* follow a
    number of days, *loose* before it leave it open, *single* are one of a unit,
    *verb_endings* are of verbs that often open a sentence or a headline.
    """

    units: dict[str, tuple[str, float]] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    about: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    least: frozenset[str] = frozenset()
    most: frozenset[str] = frozenset()
    not_negations: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    soft_negators: frozenset[str] = frozenset()
    exclusive: frozenset[str] = frozenset()
    figures: dict[str, float] = field(default_factory=dict)
    opposites: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    verbs: dict[str, str] = field(default_factory=dict)
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    year_words: frozenset[str] = frozenset()
    year_openers: frozenset[str] = frozenset()
    date_openers: frozenset[str] = frozenset()
    next_words: frozenset[str] = frozenset()
    number_idioms: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    modal_pairs: frozenset[str] = frozenset()
    name_tails: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    restrictions: frozenset[str] = frozenset()
    undoings: frozenset[str] = frozenset()
    affirmations: frozenset[str] = frozenset()
    thoughts: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    framed: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    modal_phrases: dict[str, str] = field(default_factory=dict)
    circumstances: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    short_forms: dict[str, str] = field(default_factory=dict)
    dollars: dict[str, str] = field(default_factory=dict)
    hours: dict[str, float] = field(default_factory=dict)
    zones: dict[str, float] = field(default_factory=dict)
    vague: dict[str, tuple[float, float]] = field(default_factory=dict)
    results: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    lengthwise: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    early: frozenset[str] = frozenset()
    tellers: frozenset[str] = frozenset()
    said_beside: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    days_ago: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    verb_endings: frozenset[str] = frozenset()


_SETS = tuple(name for name, kind in Changes.__annotations__.items() if kind == frozenset[str])


@lru_cache(maxsize=8)
def changes(code: str) -> Changes:
    """The data of the language *code*; empty when there is none, never an error.

    >>> changes("en").units["cents"]
    ('usd', 0.01)
    """
    import tomllib

    file = Path(__file__).with_name(f"changes-{code}.toml")
    if code not in ("en", "ru") or not file.is_file():
        return Changes()
    data = tomllib.loads(file.read_text("utf-8"))
    return Changes(
        **{name: frozenset(_entries(data.get(name, ""))) for name in _SETS},
        units={word: _unit(value) for word, value in _pairs(data.get("units", "")).items()},
        signs=_pairs(data.get("signs", "")),
        dollars=_pairs(data.get("dollars", "")),
        hours=_floats(data.get("hours", "")),
        zones=_floats(data.get("zones", "")),
        vague={word: _ends(value) for word, value in _pairs(data.get("vague", "")).items()},
        figures={word: float(value) for word, value in _pairs(data.get("figures", "")).items()},
        opposites=_opposites(data.get("opposites", "")),
        verbs=_families(data.get("verbs", "")),
        modal_phrases=_pairs(data.get("modal_phrases", "")),
        short_forms=_pairs(data.get("short_forms", "")),
        parts={word: _days(value) for word, value in _pairs(data.get("parts", "")).items()},
        aliases=_aliases(data.get("aliases", "")),
    )


def _entries(block: str) -> list[str]:
    if "," not in block:
        return block.split()
    return [" ".join(entry.split()) for entry in block.split(",") if entry.strip()]


def _pairs(block: str) -> dict[str, str]:
    pairs = (entry.rpartition("=") for entry in _entries(block))
    return {key: value for key, _, value in pairs}


def _unit(value: str) -> tuple[str, float]:
    name, _, factor = value.partition(":")
    return name, float(factor or 1)


def _floats(block: str) -> dict[str, float]:
    return {word: float(value) for word, value in _pairs(block).items()}


def _ends(value: str) -> tuple[float, float]:
    low, _, high = value.partition("-")
    return float(low), float(high)


def _days(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first), int(last)


def _opposites(block: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Word -> the (line, side) pairs it stands on; a line has two sides parted by a bar."""
    found: dict[str, set[tuple[int, int]]] = {}
    for line, entry in enumerate(filter(str.strip, block.splitlines())):
        for side, words in enumerate(entry.split("|")):
            for word in words.split():
                found.setdefault(word, set()).add((line, side))
    return {word: frozenset(places) for word, places in found.items()}


def _families(block: str) -> dict[str, str]:
    lines = [line.split() for line in _entries(block.replace("\n", ","))]
    return {form: line[0] for line in lines for form in line}


def _aliases(block: str) -> dict[str, str]:
    lines = [_entries(line + ",") for line in block.splitlines() if line.strip()]
    return {name.rstrip("."): line[0] for line in lines for name in line}
