"""Where else a document tells a fact, so that nothing it has further on is called missing.

Looks through the whole text of a side, not only the linked span. It finds the same value,
day or name; whether the same is said of it there is for the reader to see.
"""

from collections.abc import Mapping
from functools import lru_cache

from compare.evidence.lexicon import RARE_BITS, background
from compare.languages import name_key
from compare.languages.changes import changes
from compare.model import Span

from .moment import Moment
from .naming import Name, Relation, bare_of, relation
from .pair import Reading, Side, read
from .quantity import Quantity

#: Whole documents kept read; links come document by document, so a few would do.
DOCUMENTS = 64

#: From so many bits on, a surname alone says who is meant.
UNCOMMON = 14.0


def line_elsewhere(mention: Name | Moment | Quantity, other: Side) -> int:
    """The 1-based line in which the document of *other* has the *mention*; 0 for nowhere.

    Cost: the length of the document once, then its mentions.
    """
    whole = _whole(other.text, other.language, other.published)
    at = _place(mention, whole)
    return other.text.count("\n", 0, whole.words[at].start) + 1 if at >= 0 else 0


def ready(whole: Side) -> None:
    """Read a *whole* document before anything is sought in it."""
    _index(whole.text, whole.language, whole.published)


@lru_cache(maxsize=DOCUMENTS)
def _whole(text: str, language: str, published: str) -> Reading:
    return read(Side(text, Span(0, len(text)), language, published))


def _place(mention: Name | Moment | Quantity, whole: Reading) -> int:
    """The first word of the mention in *whole*; -1 when it is nowhere."""
    if isinstance(mention, Quantity):
        return next((q.first for q in whole.quantities if mention.same_value(q)), -1)
    if isinstance(mention, Moment):
        return next((m.first for m in whole.moments if mention.agree(m)), -1)
    return _named(mention, whole)


def _named(name: Name, whole: Reading) -> int:
    known = (Relation.SAME, Relation.SPELLING, Relation.SEAT)
    for each in whole.names:
        if relation(name, each, whole.language) in known:
            return each.first
    index = _index(whole.side.text, whole.side.language, whole.side.published)
    if name.alias and name.alias in index:
        return index[name.alias]
    places = [index.get(key, index.get(word, -1)) for key, word in _own(name)]
    bits = background(whole.language.code).get(name.folded[-1], RARE_BITS)
    if places and places[-1] >= 0 and (min(places) >= 0 or bits >= UNCOMMON):
        return places[-1]
    return -1


def _own(name: Name) -> tuple[tuple[str, str], ...]:
    return tuple(zip(name.keys, name.folded, strict=True))


@lru_cache(maxsize=DOCUMENTS)
def _index(text: str, language: str, published: str) -> Mapping[str, int]:
    """Where each word stands first, by its folded form and by the key of a name."""
    found: dict[str, int] = {}
    aliases = changes(language).aliases
    seen: set[str] = set()
    for n, word in enumerate(_whole(text, language, published).words):
        if word.text in seen:
            continue
        seen.add(word.text)
        bare = bare_of(word.folded)
        for form in (bare, *bare.split("-")):
            found.setdefault(form, n)
            found.setdefault(aliases.get(form, form), n)
            if word.text[:1].isupper():
                found.setdefault(name_key(form) or form, n)
    return found
