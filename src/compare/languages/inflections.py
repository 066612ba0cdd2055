"""The forms of verbs of speech, made from the plain form by rule, else by the list.

English and Russian only; made for the verbs in our own data, not for every verb.
"""

from collections.abc import Iterator, Mapping

VOWELS = "aeiou"


def inflected(lemma: str, irregular: Mapping[str, str], code: str) -> Iterator[str]:
    """*lemma* and its forms; of a phrase the first word is inflected.

    >>> list(inflected("point out", {}, "en"))
    ['point out', 'points out', 'pointed out', 'pointing out']
    >>> list(inflected("заявил", {}, "ru"))
    ['заявил', 'заявила', 'заявили', 'заявило']
    """
    first, space, rest = lemma.partition(" ")
    yield lemma
    forms = irregular[first].split("/") if first in irregular else _regular(first, code)
    for form in forms:
        yield form + space + rest


def _regular(word: str, code: str) -> list[str]:
    if code == "ru":
        return [word + ending for ending in "аио"] if word.endswith("л") else []
    return [_third(word), _past(word), _participle(word)]


def _third(word: str) -> str:
    if word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def _past(word: str) -> str:
    if word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ied"
    return word + ("d" if word.endswith("e") else "ed")


def _participle(word: str) -> str:
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1] + "ing"
    return word + "ing"
