"""Spoken words: a text as the ear would have it, with offsets into the print.

Contractions are taken apart, hyphens part words, spellings are brought together;
words in brackets, names of speakers before a colon and ellipses are told from what was
said. Whether two such texts agree is for `chaining` and `changes`.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from compare.frozen import dataclass
from compare.languages import american
from compare.model import Span
from compare.patterns import pattern
from compare.words import fold, stem

#: Information of a word that the background does not list, and the most one word can
#: count: a name misspelt in a transcript must not outweigh the ten words around it.
MOST_BITS = 16.0

#: Words longer than this are compared by their first letters; no language has such words.
LONGEST_WORD = 64

TOKEN = pattern(
    r"""
    # An ellipsis, also spaced: "…", "...", ". . .".
    (?P<ellipsis> … | \.{3,} | \. (?: \s? \. ){2,} )

    # Numbers with their punctuation, so that 33,000 is one word.
    | \d+ (?: [.,:] \d+ )*

    # Abbreviations with inner full stops: U.S., т.е.
    | (?: \b [^\W\d_] \. ){2,}

    # Words with the apostrophes inside them or before them ('em); accents may be
    # characters of their own. Hyphens part words: one outlet writes "lead-free", the
    # next "lead free".
    | ['’ʼ]? [^\W\d_] [\w\u0300-\u036f\u00ad\u200b]*
      (?: ['’ʼ] [^\W\d_] [\w\u0300-\u036f\u00ad\u200b]* )*

    | [%&]
    """,
    re.VERBOSE,
)

#: Bracketed words are the editor's. The limits keep a lone "[" from claiming a page.
ASIDE = pattern(r"\[[^\[\]]{0,200}\]|\([^()]{0,200}\)")

#: "QUINT: We agree", and at the start of a line also "Ada Quint: We agree".
LABEL = pattern(
    r"(?:\b[A-ZА-ЯЁ]{2}[A-ZА-ЯЁ.'’ -]{0,40}|^[ \t]*[A-ZА-ЯЁ]\w{0,30}(?: [A-ZА-ЯЁ]\w{0,30}){0,3}):"
    r"(?=\s)",
    re.MULTILINE,
)


class Token(NamedTuple):
    """A spoken word at [start, end) of the print; two of one contraction share a place.

    *is_aside* marks words in brackets. *after_ellipsis* says that an ellipsis stands
    between this word and the one before. *voice* numbers, from 1, the quotations of an
    article that otherwise tells in its own words; 0 is the article's own.
    """

    start: int
    end: int
    key: str
    bits: float
    is_aside: bool = False
    after_ellipsis: bool = False
    voice: int = 0


@dataclass(frozen=True)
class Speech:
    """The spoken words of *text* in reading order.

    *places* lists for every key where it stands, as indices of *tokens*.
    """

    text: str
    tokens: tuple[Token, ...]
    language: str = "en"

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the tokens."""
        return [token.key for token in self.tokens]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each key stands, ascending."""
        places: dict[str, list[int]] = {}
        for number, key in enumerate(self.keys):
            places.setdefault(key, []).append(number)
        return places

    @cached_property
    def neighbours(self) -> dict[tuple[str, str], list[int]]:
        """Where each two keys in a row stand, by the number of the first, ascending."""
        places: dict[tuple[str, str], list[int]] = {}
        for number, pair in enumerate(pairwise(self.keys)):
            places.setdefault(pair, []).append(number)
        return places

    @cached_property
    def ellipses(self) -> list[int]:
        """How many ellipses stand before each token; one entry more than tokens."""
        counts = [0]
        for token in self.tokens:
            counts.append(counts[-1] + token.after_ellipsis)
        return counts[1:]

    @cached_property
    def spoken(self) -> list[int]:
        """How many tokens outside brackets stand before each token, and at the end."""
        counts = [0]
        for token in self.tokens:
            counts.append(counts[-1] + (not token.is_aside))
        return counts

    @cached_property
    def brackets(self) -> list[range]:
        """The runs of tokens in brackets."""
        runs: list[range] = []
        for number, token in enumerate(self.tokens):
            if token.is_aside:
                joined = bool(runs) and runs[-1].stop == number
                start = runs.pop().start if joined else number
                runs.append(range(start, number + 1))
        return runs

    def span(self, start: int, end: int) -> Span:
        """The print of tokens [start, end); an empty span where they would stand."""
        if start < end:
            return Span(self.tokens[start].start, self.tokens[end - 1].end)
        at = self.tokens[start - 1].end if start else self.start
        return Span(at, at)

    @property
    def start(self) -> int:
        """Where the first token begins; 0 without tokens."""
        return self.tokens[0].start if self.tokens else 0

    def print_of(self, start: int, end: int) -> str:
        """The text of tokens [start, end)."""
        return self.span(start, end).of(self.text)


def speech(
    text: str,
    language: str = "en",
    spans: Iterable[Span] | None = None,
    quoted: Iterable[Span] = (),
) -> Speech:
    """The spoken words of *text*, or only of its *spans*; spans and *quoted* are in order.

    Cost grows with the length. Text without words gives no tokens.

    >>> [token.key for token in speech("We’ve cut [it] by 1,500 … co-operate").tokens]
    ['we', 'have', 'cut', 'it', 'by', '1500', 'co', 'operate']
    """
    parts = [Span(0, len(text))] if spans is None else spans
    voices = _Ranges([(span.start, span.end) for span in quoted])
    tokens = [token for part in parts for token in _tokens(text, part, language, voices)]
    return Speech(text, tuple(tokens), language)


def _tokens(text: str, part: Span, language: str, voices: "_Ranges") -> list[Token]:
    asides = [match.span() for match in ASIDE.finditer(text, part.start, part.end)]
    labels = [match.span() for match in LABEL.finditer(text, part.start, part.end)]
    inside, silent = _Ranges(asides), _Ranges(labels)
    found: list[Token] = []
    after_ellipsis = is_silent = is_aside = False
    voice, until = 0, -1
    for match in TOKEN.finditer(text, part.start, part.end):
        start, end = match.span()
        if match.lastgroup == "ellipsis":
            after_ellipsis = True
            continue
        if start >= until:
            is_silent, is_aside, voice = silent.holds(start), inside.holds(start), voices.at(start)
            until = min(silent.next, inside.next, voices.next)
        if is_silent:
            continue
        for key, bits in _spoken(match.group()[:LONGEST_WORD], language):
            found.append(Token(start, end, key, bits, is_aside, after_ellipsis, voice))
            after_ellipsis = False
    return found


class _Ranges:
    """Ranges in order, asked for positions in order; *next* is where the answer may change."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._index = 0
        self.next = 0

    def holds(self, position: int) -> bool:
        """Whether a range holds *position*."""
        return self.at(position) > 0

    def at(self, position: int) -> int:
        """Which range holds *position*, from 1; 0 for none."""
        ranges = self._ranges
        while self._index < len(ranges) and ranges[self._index][1] <= position:
            self._index += 1
        start, end = ranges[self._index] if self._index < len(ranges) else (sys.maxsize,) * 2
        inside = start <= position
        self.next = end if inside else start
        return self._index + 1 if inside else 0


@lru_cache(maxsize=1 << 16)
def _spoken(printed: str, language: str) -> tuple[tuple[str, float], ...]:
    folded = fold(printed).strip("_")
    if folded and folded[0].isdigit():
        key = _number(folded)
        return ((key, _bits(key, language)),)
    whole = known().contractions.get(folded)
    keys = whole.split() if whole else _parts(folded.replace(".", ""))
    return tuple((key, _bits(key, language)) for key in keys)


def _number(folded: str) -> str:
    from compare.evidence.lexicon import number_value

    # "33 000" is a figure in two words, whose second must keep its zeros.
    return folded if folded.startswith("00") else number_value(folded)


def _parts(folded: str) -> list[str]:
    folded = folded.strip("'") if folded not in known().endings else folded
    for ending, key in known().endings.items():
        if folded.endswith(ending) and len(folded) > len(ending):
            return [*_parts(folded.removesuffix(ending)), key]
    return known().same.get(folded, american(folded)).split()


def _bits(key: str, language: str) -> float:
    if key[:1].isdigit():
        return min(9.0 + 2.0 * (len(key) - 1), MOST_BITS)
    if key.startswith("'"):
        return 2.0
    from compare.evidence.lexicon import background

    return min(background(language).get(stem(key, language), MOST_BITS), MOST_BITS)


@dataclass(frozen=True, slots=True)
class Known:
    """The entries of `speech.toml`; two-word stage directions are joined by a space."""

    contractions: dict[str, str]
    endings: dict[str, str]
    readings: dict[str, frozenset[str]]
    same: dict[str, str]
    sounds: frozenset[str]
    stage: frozenset[str]


@lru_cache(maxsize=1)
def known() -> Known:
    """What is known of speech in print, loaded once."""
    data = tomllib.loads(Path(__file__).with_name("speech.toml").read_text("utf-8"))
    return Known(
        data["contractions"],
        data["endings"],
        {key: frozenset(values) for key, values in data["readings"].items()},
        data["same"],
        frozenset(data["sounds"]["all"].split()),
        frozenset(data["stage"]["all"]),
    )
