"""Names that do not stand for one another, wherever they stand: of two sorts, or maybe of one.

A first name and a surname may be one person, a team and a city one side, a street and a
town one place; no list of the world says so, and a report would be a guess. Where two
names stand is looked at elsewhere.
"""

from .naming import Name
from .pair import ARTICLES, Pair, Reading

#: Of the words before a name that make it that of a thing or a group, the Saints, those
#: for one of several.
INDEFINITE = frozenset({"a", "an"})

#: Least letters of a plural: the Saints, but not "the Gas".
PLURAL_LETTERS = 4

#: Words before a place.
INSIDE = frozenset({"in", "near"})

#: Words before what is only another name of something told: also known as.
NAMING = frozenset({"as", "called", "dubbed", "nicknamed"})

#: Words before "the" and a plural that is a place: east of the Leewards.
PLACE_WORDS = frozenset({"of", "in", "at", "near", "from", "on", "to"})

#: First words of the names of towns.
TOWN_OPENERS = frozenset({"new", "san", "santa", "los", "las", "fort", "port", "saint", "st"})

#: Last words of the names of streets.
STREETS = frozenset({"street", "avenue", "road", "boulevard", "lane", "drive", "highway", "ave"})
STREETS |= frozenset({"blvd", "st", "rd", "улица", "проспект", "шоссе"})


def is_unlike(pair: Pair, a: Name, b: Name) -> bool:
    """Whether the two may be one, or are of sorts that are never given for one another."""
    sides = (pair.a, a, pair.b, b), (pair.b, b, pair.a, a)
    return any(
        _is_first_name(mine, name, other, each)
        or _is_team(mine, name, other, each)
        or _is_team_of_town(mine, name, other, each)
        or _is_short_form(name, each)
        or (_before(mine, name) in NAMING and _before(other, each) not in NAMING)
        or (name.is_adjective and bool(each.acronym) and not each.country)
        or _is_of_other_sort(mine, name, other, each)
        or _is_person_for_thing(mine, name, other, each)
        or (_is_street(mine, name) and not _is_street(other, each))
        for mine, name, other, each in sides
    )


def _is_first_name(mine: Reading, name: Name, other: Reading, each: Name) -> bool:
    """Whether one is only a first name and the other only none: Jeremy, Shockley."""
    single = len(name.folded) == len(each.folded) == 1
    countries = name.country or each.country or name.acronym or each.acronym
    return single and not countries and _is_given(mine, name, 0) and not _is_given(other, each, 0)


def _is_given(reading: Reading, name: Name, at: int) -> bool:
    word = name.folded[at]
    return word in reading.language.male_names or word in reading.language.female_names


def _is_team(mine: Reading, name: Name, other: Reading, each: Name) -> bool:
    """Whether one is a team or a people and the other none: the Saints, New Orleans."""
    return _is_plural(mine, name) and not (
        _is_plural(other, each) or _before(other, each) in ARTICLES
    )


def _is_team_of_town(mine: Reading, name: Name, other: Reading, each: Name) -> bool:
    """Whether one begins with a team and the other is a town: Otters Hal Brook, San Torvell."""
    if each.folded[0] not in TOWN_OPENERS or len(each.folded) < 2 or is_person(other, each):
        return False
    word, known = name.folded[0], mine.language
    single = word[:-1]
    return (
        word.endswith("s")
        and len(word) > PLURAL_LETTERS
        and not word.endswith("ss")
        and not (name.country or single in known.male_names or single in known.female_names)
    )


def _is_plural(reading: Reading, name: Name) -> bool:
    word = name.folded[-1]
    printed = reading.words[name.last - 1].folded
    return (
        len(name.folded) == 1
        and not name.country
        and _before(reading, name) == "the"
        and not (name.first > 1 and reading.words[name.first - 2].folded in PLACE_WORDS)
        and len(word) >= PLURAL_LETTERS
        and word.endswith("s")
        and not word.endswith("ss")
        and not printed.endswith("'s")
    )


def _is_short_form(short: Name, long: Name) -> bool:
    """Whether capitals may stand for a name that begins with the first of them: AMC, AusMag."""
    if not short.acronym or short.country or long.acronym or long.country:
        return False
    return long.folded[0][0] == short.acronym[0]


def _is_person_for_thing(mine: Reading, name: Name, other: Reading, each: Name) -> bool:
    """Whether one is a person and the other a land, or goes with the noun after it."""
    if not is_person(mine, name) or is_person(other, each):
        return _before(mine, name) in INDEFINITE and _before(other, each) not in INDEFINITE
    is_town = each.folded[0] in TOWN_OPENERS and len(each.folded) > 1
    return bool(each.country) or is_town or _before(other, each) in ARTICLES


def is_person(reading: Reading, name: Name) -> bool:
    """Whether a title stands before it, or a first name begins it."""
    inside = {word.folded for word in reading.words[name.first : name.last]}
    plain = not inside & reading.language.function_words  # Jack In The Box is a firm
    if len(name.folded) > 1 and plain and _is_given(reading, name, 0):
        return True
    before = _before(reading, name).rstrip(".")
    return before in reading.language.titles or before in reading.language.honorifics


def _is_of_other_sort(mine: Reading, name: Name, other: Reading, each: Name) -> bool:
    """Whether one is a person, a place or a body by its words and the other one of the others."""
    sorts = _sort(mine, name), _sort(other, each)
    return "" not in sorts and sorts[0] != sorts[1]


def _sort(reading: Reading, name: Name) -> str:
    """What a name is of as far as its words and the one before tell; empty when they do not."""
    if is_person(reading, name):
        return "person"
    following = reading.words[name.last].folded if name.last < len(reading.words) else ""
    tails = reading.changes.name_tails
    if (name.acronym and not name.country) or following in tails:
        return "body"
    if name.folded[-1] in reading.changes.bodies and not name.country:
        return "body"
    return "place" if _before(reading, name) in INSIDE else ""


def _is_street(reading: Reading, name: Name) -> bool:
    following = reading.words[name.last].folded if name.last < len(reading.words) else ""
    return name.folded[-1] in STREETS or following.rstrip(".") in STREETS


def _before(reading: Reading, name: Name) -> str:
    """The word before the name; an initial is no article."""
    word = reading.words[name.first - 1] if name.first else None
    return "" if word is None or word.text == "A" else word.folded
