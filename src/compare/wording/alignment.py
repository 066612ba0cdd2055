"""Which word of one text stands for which of another: links with a strength.

Exact and inflected words, spellings, initials, numbers, learnt word pairs and what the
neighbours say, weighed together (see `features` and `network`). Links may be n:m.
Nothing here decides order or kind; that is `runs`.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from compare.languages import load
from compare.words import Word, fold, stem

from .anchors import divided
from .kinship import is_mark

if TYPE_CHECKING:
    from .features import Knowledge
    from .network import Round

#: The data files `weights/wording.json` and `weights/wording_pairs.json`.
WEIGHTS = "wording"

#: Least probability of a link: where F1 was best on labelled news and translations.
LEAST_STRENGTH = 0.55

#: Least probability of a guess: enough, in a gap between linked words, to show both
#: sides as one replacement; below it they are shown as a deletion and an insertion.
LEAST_GUESS = 0.12

#: Pairs of words weighed in one go: 40 bytes of features each, and 600 x 600 words stay whole.
MOST_CELLS = 400_000


class Link(NamedTuple):
    """Word *i* of a stands for word *j* of b; *strength* is a probability, 0 to 1."""

    i: int
    j: int
    strength: float


def align(a: Sequence[Word], b: Sequence[Word], language: str = "en") -> tuple[Link, ...]:
    """Who became what: links (i, j, strength) in order of i, then j; n:m where phrases meet.

    Texts with the same words are linked one to one. Otherwise links below probability
    `LEAST_STRENGTH` are left out. The same for both orders of the sides. Cost: the
    product of the lengths up to `MOST_CELLS`; longer texts are divided at rare words
    that both have once, and links across the divisions are not found.
    """
    return likely(guesses(a, b, language), a, b, language)


def likely(
    links: Sequence[Link], a: Sequence[Word], b: Sequence[Word], language: str
) -> tuple[Link, ...]:
    """The guesses that are links: probable enough, and function words only in company."""
    strong = [link for link in links if link.strength >= LEAST_STRENGTH]
    if all(link.strength == 1 for link in strong):  # the same words: no doubt to weigh
        return tuple(strong)
    return tuple(_anchored(strong, a, b, language))


def guesses(a: Sequence[Word], b: Sequence[Word], language: str) -> tuple[Link, ...]:
    """All links from probability `LEAST_GUESS`, in order: what may stand for what."""
    left, right = ([word.folded for word in side] for side in (a, b))
    if left == right:
        return tuple(Link(n, n, 1.0) for n in range(len(a)))
    # The network is not symmetric; one orientation for both calls makes the result so.
    if left > right:
        return tuple(sorted(Link(i, j, s) for j, i, s in _aligned(b, a, language)))
    return tuple(_aligned(a, b, language))


def align_tokens(
    tokens_a: Sequence[str], tokens_b: Sequence[str], language: str = "en"
) -> set[tuple[int, int]]:
    """The links between two texts that are tokenised already, punctuation included.

    >>> sorted(align_tokens(["Boats", "sank", "."], ["Ten", "boats", "sank", "."]))
    [(0, 1), (1, 2), (2, 3)]
    """
    a, b = (_as_words(side, language) for side in (tokens_a, tokens_b))
    return {(i, j) for i, j, _ in align(a, b, language)}


def _as_words(tokens: Sequence[str], language: str) -> list[Word]:
    folded = [fold(token) for token in tokens]
    return [
        Word(n, n + 1, token, form, stem(form, language))
        for n, (token, form) in enumerate(zip(tokens, folded, strict=True))
    ]


def _aligned(a: Sequence[Word], b: Sequence[Word], language: str) -> list[Link]:
    links: list[Link] = []
    for (a_start, a_end), (b_start, b_end) in divided(a, b, most_cells=MOST_CELLS):
        block = _block(a[a_start:a_end], b[b_start:b_end], language)
        links += [Link(i + a_start, j + b_start, s) for i, j, s in block]
    return links


def _block(a: Sequence[Word], b: Sequence[Word], language: str) -> list[Link]:
    if not a or not b:
        return []
    from .features import NAMES, pair_features
    from .network import probabilities

    features = pair_features(a, b, language, knowledge(language))
    content = features[NAMES.index("both content words")] > 0
    strengths = probabilities(features, content, network())
    rows, columns = (strengths >= LEAST_GUESS).nonzero()
    found = strengths[rows, columns].tolist()
    return [Link(*link) for link in zip(rows.tolist(), columns.tolist(), found, strict=True)]


#: How many words away, on both sides, a linked content word may be to hold a function word.
HOLD = 4


def _anchored(links: list[Link], a: Sequence[Word], b: Sequence[Word], language: str) -> list[Link]:
    """The links without those of function words that no linked content word is near.

    "the … of the" is in every two sentences; it is news only between the same words.
    """
    little = load(language).function_words
    loose = {link for link in links if a[link.i].folded in little and b[link.j].folded in little}
    firm: dict[int, list[int]] = {}
    for link in links:
        if link not in loose and not is_mark(a[link.i].folded):
            firm.setdefault(link.i, []).append(link.j)
    return [link for link in links if link not in loose or _is_held(link, firm)]


def _is_held(link: Link, firm: dict[int, list[int]]) -> bool:
    near = range(link.i - HOLD, link.i + HOLD + 1)
    return any(abs(j - link.j) <= HOLD for i in near for j in firm.get(i, ()))


@lru_cache(maxsize=1)
def network() -> "tuple[Round, ...]":
    """The fitted rounds of `weights/wording.json`."""
    import numpy as np

    from .network import Round

    rounds = json.loads(_file(f"{WEIGHTS}.json").read_text("utf-8"))["rounds"]
    return tuple(
        Round(
            weights=np.array(each["weights"], np.float32),
            bias=np.array(each["bias"], np.float32),
            out=np.array(each["out"], np.float32),
            out_bias=each["out_bias"],
        )
        for each in rounds
    )


@lru_cache(maxsize=4)
def knowledge(language: str) -> "Knowledge":
    """What is known of words of *language* beforehand; nothing for unknown languages."""
    from compare.evidence.lexicon import background

    from .features import Knowledge

    if language != "en":
        return Knowledge(bits=background(language))
    odds, related = (_table(f"{WEIGHTS}_{name}.json") for name in ("pairs", "related"))
    return Knowledge(background(language), odds, related)


def _table(name: str) -> dict[str, dict[str, float]]:
    """A table of word pairs, each one way; empty when there is none, as before a fit."""
    if not _file(name).is_file():
        return {}
    table: dict[str, dict[str, float]] = json.loads(_file(name).read_text("utf-8"))
    return table


def _file(name: str) -> Path:
    return Path(__file__).parent.with_name("weights") / name
