"""The persons of one article: their fullest names, their titles, and who spoke last.

Learned from the article alone, in two readings: first all names, then the speakers in
order. A surname stands for the last person who was named so in full; a title for the
person who bore it; a pronoun for whoever was spoken of last.
"""

from bisect import bisect_right
from collections.abc import Iterable

from compare.frozen import dataclass, field
from compare.languages import Language, name_key
from compare.segment.mention import Kind, Mention

#: How many persons back a pronoun or a title may reach.
MEMORY = 12

#: How many persons of one surname or title are told apart. An article has a handful; a
#: list of all Smiths must not take quadratic time.
MOST_NAMESAKES = 64

_MALE = frozenset({"mr", "sir", "lord", "congressman", "chairman", "spokesman", "господин", "г-н"})
_FEMALE = frozenset(
    {"mrs", "ms", "miss", "madam", "lady", "dame", "congresswoman", "chairwoman", "spokeswoman"}
    | {"госпожа", "г-жа"}
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article; grows while the article is read."""

    name: str
    keys: tuple[str, ...]
    titles: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    gender: str = ""


class People:
    """The persons of one article, and the order in which they were spoken of."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._by_surname: dict[str, list[Person]] = {}
        self._by_head: dict[str, list[Person]] = {}
        self._recent: list[Person] = []

    def learn(self, mention: Mention, position: int) -> None:
        """Take in a name and its titles, met at *position*; other mentions are ignored."""
        if mention.kind is not Kind.NAME:
            return
        keys = _keys(mention.name)
        if not keys or (len(keys) == 1 and not mention.titles and keys[0] not in self._by_surname):
            return
        person = self._match(keys, position) or self._new(mention.name, keys)
        if len(keys) > len(person.keys):
            person.name, person.keys = mention.name, keys
        if len(keys) > 1:
            person.places.append(position)
        self._entitle(person, mention.titles)
        person.gender = person.gender or self._gender(mention)

    def find(self, mention: Mention, position: int) -> Person | None:
        """The person a mention at *position* stands for, if the article tells."""
        if mention.kind is Kind.NAME:
            keys = _keys(mention.name)
            return self._match(keys, position) if keys else None
        if mention.kind is Kind.TITLE:
            return self._by_title(mention.titles)
        if mention.kind is Kind.PRONOUN:
            return self._by_pronoun(mention.pronoun)
        return None

    def notice(self, person: Person) -> None:
        """Make *person* the one spoken of last."""
        if person in self._recent:
            self._recent.remove(person)
        self._recent.insert(0, person)
        del self._recent[MEMORY:]

    @property
    def last(self) -> Person | None:
        """The person spoken of last."""
        return self._recent[0] if self._recent else None

    def _new(self, name: str, keys: tuple[str, ...]) -> Person:
        person = Person(name, keys)
        self._by_surname.setdefault(keys[-1], []).append(person)
        return person

    def _entitle(self, person: Person, titles: frozenset[str]) -> None:
        for head in titles & self._language.titles - person.titles:
            self._by_head.setdefault(head, []).append(person)
        person.titles |= titles

    def _match(self, keys: tuple[str, ...], position: int) -> Person | None:
        """The person of that surname whose other names agree, last named in full before."""
        namesakes = self._by_surname.get(keys[-1], [])[:MOST_NAMESAKES]
        same = [person for person in namesakes if _agree(keys, person.keys)]
        return max(same, key=lambda person: _nearness(person, position), default=None)

    def _by_title(self, titles: frozenset[str]) -> Person | None:
        fitting = [person for person in self._bearers(titles) if self._fits(titles, person)]
        if fitting:
            return min(fitting, key=lambda person: self._strangeness(titles, person))
        return self._by_gender(titles) if titles & self._language.generic_persons else None

    def _by_gender(self, titles: frozenset[str]) -> Person | None:
        """The person spoken of last whom the words do not make a man or a woman wrongly."""
        pronoun = "m" if titles & _MALE else "f" if titles & _FEMALE else ""
        return self._by_pronoun(pronoun) if pronoun else self.last

    def _bearers(self, titles: frozenset[str]) -> Iterable[Person]:
        """Who bears one of the titles, in the order they were named, none twice."""
        heads = sorted(titles & self._language.titles)
        groups = (self._by_head.get(head, [])[:MOST_NAMESAKES] for head in heads)
        return dict.fromkeys(person for group in groups for person in group)

    def _fits(self, titles: frozenset[str], person: Person) -> bool:
        """Whether no word of the title speaks against: "deputy", another country."""
        language = self._language
        distinct = language.title_distinctions & titles
        if not distinct <= person.titles:
            return False
        countries = {language.countries[word] for word in titles if word in language.countries}
        own = {language.countries[word] for word in person.titles if word in language.countries}
        return not (countries and own) or bool(countries & own)

    def _strangeness(self, titles: frozenset[str], person: Person) -> tuple[int, int, int]:
        """How little the title suits: distinctions not said, words not borne, long unheard."""
        unsaid = len((person.titles & self._language.title_distinctions) - titles)
        unborne = len(titles - person.titles)
        heard = self._recent.index(person) if person in self._recent else MEMORY
        return unsaid + unborne, heard, -len(person.places)

    def _gender(self, mention: Mention) -> str:
        """m, f or empty, by the form of address, else by the first name."""
        first, _, more = mention.name.partition(" ")
        first = first.casefold() if more else ""
        if mention.titles & _MALE or first in self._language.male_names:
            return "m"
        if mention.titles & _FEMALE or first in self._language.female_names:
            return "f"
        return ""

    def _by_pronoun(self, pronoun: str) -> Person | None:
        if pronoun not in ("m", "f"):
            return None
        return next((p for p in self._recent if p.gender in ("", pronoun)), None)


def _keys(name: str) -> tuple[str, ...]:
    keys = tuple(name_key(name).split())
    while len(keys) > 1 and keys[-1] in _SUFFIXES:
        keys = keys[:-1]
    return keys


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of one surname may be one person's: no first names that differ."""
    if len(a) == 1 or len(b) == 1:
        return True
    short = min(len(a[0]), len(b[0]))
    return a[0] == b[0] or (short == 1 and a[0][0] == b[0][0])


def _nearness(person: Person, position: int) -> tuple[bool, int]:
    """Last full naming before *position*, else the first one after it."""
    index = bisect_right(person.places, position)
    if index:
        return True, person.places[index - 1]
    return False, -person.places[0] if person.places else 0
