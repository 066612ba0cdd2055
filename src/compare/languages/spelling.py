"""British and American spellings of one English word brought together.

Spelling only: lorry and truck are two words.
"""

from functools import lru_cache
from pathlib import Path

from compare.patterns import pattern

# The endings a rule can tell, British -> American. Each needs three letters before it,
# for wise, our and dogue are words.
_RULES = tuple(
    (pattern(letters), replacement)
    for letters, replacement in (
        (r"(?<=\w{3})is(e[drs]?|ing|ations?|ers)$", r"iz\1"),
        (r"(?<=\w{3})ys(e[drs]?|ing)$", r"yz\1"),
        (r"(?<=\w{2})our(s?|ed|ing|able|ful|hood|ites?|ably)$", r"or\1"),
        (r"(?<=\w{3})ogue(s?)$", r"og\1"),
        (r"(?<=[aeiou])ll(ed|ing|ers?)$", r"l\1"),
    )
)

# One of these is in every word that a rule changes; looking for them costs a tenth.
_PARTS = ("is", "ys", "our", "ogue", "ll")


@lru_cache(maxsize=1 << 12)
def american(folded: str) -> str:
    """The American spelling of a folded English word; the word itself when there is but one.

    Equal results mean the same word in two spellings. Words that end in -ise or -our
    everywhere are known; a doubled l is reduced also where Americans keep it
    (controlled), so compare results with results, never with the text.

    >>> american("organised"), american("defence"), american("promise"), american("hours")
    ('organized', 'defense', 'promise', 'hours')
    """
    words, fixed = _data()
    if folded in words:
        return words[folded]
    if folded in fixed:
        return folded
    if not any(part in folded for part in _PARTS):
        return folded
    for letters, replacement in _RULES:
        changed = letters.sub(replacement, folded)
        if changed != folded:
            return changed
    return folded


@lru_cache(maxsize=1)
def _data() -> tuple[dict[str, str], frozenset[str]]:
    import tomllib

    text = Path(__file__).with_name("spelling.toml").read_text("utf-8")
    data = tomllib.loads(text)
    words = dict(pair.split("=") for pair in data["words"].split())
    stems = data["always_ise"].split()
    forms = {form for stem in stems for form in _ise_forms(stem)}
    return words, frozenset(forms) | frozenset(data["always_our"].split())


def _ise_forms(word: str) -> tuple[str, ...]:
    return word, word + "s", word + "d", word[:-1] + "ing", word + "r", word + "rs"
