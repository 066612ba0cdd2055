"""What is known of a document beside its text: each fact with where it was found.

The first fact of a name wins, so the order in which facts are listed is their rank.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from compare.frozen import dataclass
from compare.readers.dates import iso_date

#: The names a fact may have, and what manifests, front matter and JSON lines call them.
ALIASES = {
    "outlet": ("outlet", "source", "site", "sitename", "publisher"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publish_date", "published_at"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonical"),
    "source_id": ("source_id", "id", "article_id"),
}
NAMES = tuple(ALIASES)
_BY_ALIAS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_LANGUAGES = {"english": "en", "russian": "ru", "английский": "en", "русский": "ru"}


class Fact(NamedTuple):
    """One piece of metadata: its name, value, and source in plain words."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by rank, best first, and notes on what could not be used."""

    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Facts") -> "Facts":
        return Facts(self.facts + other.facts, self.notes + other.notes)


def name_of(key: str) -> str:
    """The fact that *key* stands for, or "" when it is none: "Headline" is the title."""
    return _BY_ALIAS.get(key.strip().casefold(), "")


def facts_of(values: Mapping[str, object], source: str) -> Facts:
    """The facts among *values*; keys that are none are left out.

    >>> facts_of({"headline": "Ships leave port", "size": 3}, "front matter").facts
    (Fact(name='title', value='Ships leave port', source='front matter'),)
    """
    found = [_fact(name_of(key), value, source) for key, value in values.items() if name_of(key)]
    return sum(found, Facts())


def _fact(name: str, value: object, source: str) -> Facts:
    if value is None or isinstance(value, (list, dict, bool)):
        return Facts()
    plain = " ".join(str(value).split())
    if name == "published" and plain:
        day = iso_date(plain)
        note = f"{source}: date {plain[:40]!r} not understood; write it as 2022-01-28"
        return Facts((Fact(name, day, source),)) if day else Facts((), (note,))
    if name == "language":
        plain = _LANGUAGES.get(plain.casefold(), plain.casefold().replace("_", "-").split("-")[0])
    return Facts((Fact(name, plain, source),) if plain else ())


def best(facts: Iterable[Fact]) -> dict[str, Fact]:
    """The first fact of each name."""
    chosen: dict[str, Fact] = {}
    for fact in facts:
        chosen.setdefault(fact.name, fact)
    return chosen
