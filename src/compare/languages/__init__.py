"""Knowledge of languages as data: one TOML file a language, loaded once, when first asked for.

Rules elsewhere hold no word lists of their own; what they know of a language is here.
Everything is folded (see `words.fold`). Spellings of names and of English words, which
hold across languages, are in `names` and `spelling`.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from compare.frozen import dataclass, field, fields
from compare.languages.inflections import inflected
from compare.languages.names import name_key, nominative, transliterate
from compare.languages.spelling import american
from compare.patterns import pattern

__all__ = [
    "KNOWN",
    "Language",
    "SpeechVerb",
    "american",
    "guess",
    "load",
    "name_key",
    "nominative",
    "transliterate",
]

KNOWN = ("en", "ru")


class SpeechVerb(NamedTuple):
    """A word that tells of speech: its plain form and what it lets us know besides.

    *group* is `neutral`, or a kind of loaded one: `assertive`, `doubting`, `conceding`,
    `revealing`, `suggesting`, `boasting`, `warning`, `attacking`, `denying`,
    `promising`, `joking`.
    """

    lemma: str
    group: str

    @property
    def is_loaded(self) -> bool:
        """Whether it says more than that something was said."""
        return self.group != "neutral"


@dataclass(frozen=True, slots=True)
class Language:
    """What we know of a language. Unknown languages have empty sets, never errors.

    *abbreviations* are written with a full stop; *closing_abbreviations* may also end
    a sentence, *number_abbreviations* are such only before a figure. *attribution* has
    every form of the verbs of speech, also of two words ("pointed out"), and
    *attribution_phrases* what stands before a speaker ("according to").
    *modals* and *loaded_words* say what they stand for, *countries* and *capitals* the
    country, *bodies* the bloc or body, with an English name in every language.
    *relative_days* are days from the article's own date, *relative_periods* a unit and a
    number of them.
    *pronouns* have m, f, p (plural) or s (the speaker).
    """

    code: str
    function_words: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    ordinals: dict[str, float] = field(default_factory=dict)
    multipliers: dict[str, float] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    percent: frozenset[str] = frozenset()
    implicit_negations: frozenset[str] = frozenset()
    negative_prefixes: frozenset[str] = frozenset()
    negative_suffixes: frozenset[str] = frozenset()
    closing_abbreviations: frozenset[str] = frozenset()
    number_abbreviations: frozenset[str] = frozenset()
    modals: dict[str, str] = field(default_factory=dict)
    hedges: frozenset[str] = frozenset()
    intensifiers: frozenset[str] = frozenset()
    loaded_words: dict[str, str] = field(default_factory=dict)
    light_verbs: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    title_modifiers: frozenset[str] = frozenset()
    title_distinctions: frozenset[str] = frozenset()
    generic_persons: frozenset[str] = frozenset()
    non_names: frozenset[str] = frozenset()
    name_particles: frozenset[str] = frozenset()
    pronouns: dict[str, str] = field(default_factory=dict)
    finite_words: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    noun_forms: frozenset[str] = frozenset()
    weak_verbs: frozenset[str] = frozenset()
    passives: frozenset[str] = frozenset()
    title_synonyms: dict[str, str] = field(default_factory=dict)
    plurals: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    male_names: frozenset[str] = frozenset()
    female_names: frozenset[str] = frozenset()
    self_phrases: dict[str, str] = field(default_factory=dict)
    auxiliaries: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    speaker_prepositions: frozenset[str] = frozenset()
    attribution: dict[str, SpeechVerb] = field(default_factory=dict)
    attribution_phrases: dict[str, SpeechVerb] = field(default_factory=dict)
    relative_days: dict[str, int] = field(default_factory=dict)
    relative_periods: dict[str, tuple[str, int]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)


# The fields that are plain sets of words in the data.
_SETS = tuple(part.name for part in fields(Language) if part.type == frozenset[str])


@lru_cache(maxsize=8)
def load(code: str) -> Language:
    """The language with that two-letter *code*; an empty one when it is not known.

    >>> load("en").attribution["insisted"]
    SpeechVerb(lemma='insist', group='assertive')
    """
    import tomllib

    if code not in KNOWN:
        return Language(code)
    data = tomllib.loads(Path(__file__).with_name(f"{code}.toml").read_text("utf-8"))
    figures = data["number_words"]
    countries = data["countries"]
    return Language(
        code,
        **{name: frozenset(_words(data.get(name, ""))) for name in _SETS},
        months=_counts(data["months"]),
        weekdays=_counts(data["weekdays"]),
        numbers=_figures(figures["cardinals"]),
        ordinals=_figures(figures["ordinals"]),
        multipliers=_figures(figures["multipliers"]),
        fractions=_figures(figures["fractions"]),
        modals=_pairs(data["modals"]),
        loaded_words=_pairs(data["loaded_words"]),
        pronouns=_pairs(data["pronouns"]),
        title_synonyms=_pairs(data["title_synonyms"]),
        self_phrases=_pairs(data["self_phrases"]),
        attribution=_verbs(data["attribution"], _pairs(data["irregular"]), code),
        attribution_phrases=_phrases(data["attribution_phrases"]),
        relative_days=_counts(data["relative_days"]),
        relative_periods=_periods(data["relative_periods"]),
        countries=_pairs(countries["names"])
        | {name.replace("-", " "): name for name in _words(countries.get("plain", ""))},
        capitals=_pairs(countries["capitals"]),
        bodies=_pairs(countries.get("bodies", "")),
    )


def guess(text: str) -> str:
    """`ru` when most letters are Cyrillic, else `en`; empty for text without letters.

    A stand-in for real detection, enough to choose among the languages known here.
    """
    if text.isascii():
        return "en" if any(map(str.isalpha, text[:20_000])) else ""
    head = text[:20_000]
    letters = sum(map(str.isalpha, head))
    cyrillic = sum(map(str.isalpha, _CYRILLIC.findall(head)))
    if not letters:
        return ""
    return "ru" if cyrillic * 2 > letters else "en"


_CYRILLIC = pattern("[Ѐ-ӿ]")


def _words(block: str) -> list[str]:
    """The entries of a block: between commas if there are any, else between white space."""
    if "," not in block:
        return block.split()
    return [" ".join(entry.split()) for entry in block.split(",") if entry.strip()]


def _pairs(block: str) -> dict[str, str]:
    pairs = (entry.rpartition("=") for entry in _words(block))
    return {key: value for key, _, value in pairs}


def _figures(block: str) -> dict[str, float]:
    return {key: float(value) for key, value in _pairs(block).items()}


def _counts(block: str) -> dict[str, int]:
    return {key: int(value) for key, value in _pairs(block).items()}


def _periods(block: str) -> dict[str, tuple[str, int]]:
    parts = ((key, value.partition(":")) for key, value in _pairs(block).items())
    return {key: (unit, int(count)) for key, (unit, _, count) in parts}


def _verbs(
    groups: Mapping[str, str], irregular: Mapping[str, str], code: str
) -> dict[str, SpeechVerb]:
    """Every form of every verb; where a verb is in two groups, the first counts."""
    verbs: dict[str, SpeechVerb] = {}
    for group, block in groups.items():
        for lemma in _words(block):
            for form in inflected(lemma, irregular, code):
                verbs.setdefault(form, SpeechVerb(lemma, group))
    return verbs


def _phrases(groups: Mapping[str, str]) -> dict[str, SpeechVerb]:
    return {
        phrase: SpeechVerb(phrase, group)
        for group, block in groups.items()
        for phrase in _words(block)
    }
