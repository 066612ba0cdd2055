"""Families of related words: what one report calls talks the next calls negotiations.

One text file a language, a family a line. A family says that two words may stand for one
thing in two reports; it is evidence for a match, never a proof, and no synonym for the
reader. A language without a file has no families.
"""

from functools import lru_cache
from pathlib import Path

from compare.words import fold, stem


@lru_cache(maxsize=4)
def related(code: str) -> dict[str, str]:
    """The family of each stem of the language *code*, named by the stem of its first word.

    Two words are the stem of the first, a blank, and the second: "call off".

    >>> related("en")[stem("negotiations")] == related("en")[stem("talks")]
    True
    """
    file = Path(__file__).with_name(f"related-{code}.txt")
    if not file.is_file():
        return {}
    families: dict[str, str] = {}
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            keys = [_key(entry, code) for entry in line.split()]
            for key in keys:
                families.setdefault(key, keys[0])
    return families


def _key(entry: str, code: str) -> str:
    first, _, second = fold(entry).partition("_")
    return f"{stem(first, code)} {second}" if second else stem(first, code)
