"""Names of persons, places and bodies: runs of capitals, with keys that meet across spellings.

No list of known persons; titles, nationalities and endings of firms are set aside.
Whether two names are one is for `relation`.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import takewhile
from operator import eq

from rapidfuzz.distance import Levenshtein

from compare.evidence.lexicon import RARE_BITS, background
from compare.frozen import dataclass
from compare.languages import Language, name_key
from compare.languages.changes import Changes, changes
from compare.patterns import pattern
from compare.words import Word, stem

from .source import Source

#: A capital at the start of a sentence, or in a headline where all words have one, is a
#: name when the word is this rare, in bits: "Rumsfeld", "Orle", not "Police".
RARE = 15.0

#: The same in a headline in title case, where verbs have capitals too: "Quake", "Clinch".
RARE_IN_TITLE = 19.0

#: A capital after an initial goes on with the name when the word is this rare.
UNCOMMON = 12.0

#: Above this share of capitals among content words a text is a headline in title case.
TITLE_CASE = 0.85

#: Content words of a headline that is so short that a verb must show it to be one.
SHORT_TITLE = 5

#: Below this many bits a word is a common one, and one that is hardly a name in the plural.
COMMON, VERY_COMMON = 15.0, 11.5

#: Below this many bits a word with the ending of a verb is one: Sacked, but not Fred or Reed.
OPENING_VERB = 15.8

_JOINERS = frozenset({"&", "of", "de", "du", "del", "von", "van", "al", "bin", "ibn", "la", "le"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at words [first, last).

    *keys* are the keys of its own words, titles left out; *tail* the last of them;
    *folded* the same words as written; *country* the country meant, or empty; *capital*
    the country whose government is meant by a town, *seat* by a body (White House);
    *nation* the adjective before it that is no part of it.
    """

    first: int
    last: int
    keys: tuple[str, ...]
    folded: tuple[str, ...]
    country: str = ""
    capital: str = ""
    acronym: str = ""
    alias: str = ""
    is_adjective: bool = False
    seat: str = ""
    nation: str = ""

    @property
    def tail(self) -> str:
        """The key of the last word: the surname of a person."""
        return self.keys[-1] if self.keys else ""


#: Words and keys of words to look names up in.
Keys = frozenset[str]


class Relation(Enum):
    """What two names are to one another."""

    SAME = "same"
    SPELLING = "spelling"
    SEAT = "seat"
    RELATED = "related"
    OTHER = "other"


def relation(a: Name, b: Name, language: Language) -> Relation:
    """Whether both names mean one, and how they differ if they do.

    SAME: equal or one the shorter form of the other; SPELLING: the same name written
    otherwise; SEAT: Washington and the United States; RELATED: share a word, nobody
    can tell; OTHER: different names.
    """
    if a.country and b.country:
        return Relation.SAME if a.country == b.country else Relation.OTHER
    if a.folded == b.folded or (a.alias and a.alias == b.alias):
        return Relation.SAME
    if _is_seat(a, b) or _is_seat(b, a):
        return Relation.SEAT
    if a.acronym and a.acronym == b.acronym:
        return Relation.SAME
    if _is_initials(a, b) or _is_initials(b, a):
        return Relation.SAME
    return _by_keys(a, b, language)


def _is_seat(one: Name, other: Name) -> bool:
    if one.capital:
        return one.capital in (other.country, other.capital, other.seat)
    return bool(one.seat) and one.seat == other.country


def _is_initials(short: Name, long: Name) -> bool:
    if not short.acronym and len(short.folded[0]) > 1:
        return False  # most names
    single = all(len(word) == 1 for word in short.folded)
    letters = "".join(short.folded) if single else short.acronym
    return len(letters) > 1 and _is_begun_by(long, long.folded, letters)


def _is_begun_by(long: Name, words: Sequence[str], letters: str) -> bool:
    """Whether *letters* are the first of *words*, with the nation before them or without."""
    parts = [part for word in words for part in word.split("-") if part]
    if len(parts) < 2:
        return False
    initials = "".join(part[0] for part in parts)
    whole = long.nation[:1] + initials
    return initials.startswith(letters) or letters.startswith(initials) or letters == whole


def _is_partly_initials(short: Name, long: Name) -> bool:
    """Whether initials and the same words are one: T.H. Fabrian, Tarvian Harbour Fabrian."""
    at = common_start(short.folded[::-1], long.folded[::-1])
    if not at or len(short.folded) - at != 1 or len(short.folded[0]) < 2:
        return False
    return _is_begun_by(long, long.folded[:-at], short.folded[0].replace(".", ""))


def common_start(a: Iterable[str], b: Iterable[str]) -> int:
    """How many words or letters are the same before the first that differ."""
    return sum(1 for _ in takewhile(bool, map(eq, a, b)))


def _by_keys(a: Name, b: Name, language: Language) -> Relation:
    mine, theirs = set(a.keys), set(b.keys)
    common = mine & theirs
    if not common:
        return _of_other_keys(a, b)
    spelt = _spellings(a, b) or _misspelt(a, b, language)
    strong = {key for key in common if key not in language.non_names}
    if _is_partly_initials(a, b) or _is_partly_initials(b, a):
        return Relation.SAME
    if mine <= theirs or theirs <= mine:
        if not strong and len(mine | theirs) > 1 and len(common) < min(len(mine), len(theirs)):
            return Relation.RELATED
        return Relation.SAME if _is_written_alike(a, b) else Relation.SPELLING
    if spelt and len(common) + len(spelt) >= min(len(mine), len(theirs)):
        return Relation.SPELLING
    other_tails = a.tail not in theirs and b.tail not in mine
    if _is_other_first_name(a, b) or other_tails:
        return Relation.OTHER
    return Relation.RELATED if strong else Relation.OTHER


def _of_other_keys(a: Name, b: Name) -> Relation:
    """The relation of names that have no key in common, as most have none."""
    if len(a.keys) == len(b.keys) == 1 and _is_begun(a.folded[0], b.folded[0]):
        return Relation.RELATED
    spelt = _spellings(a, b)
    if spelt and len(spelt) >= min(len(a.keys), len(b.keys)):
        return Relation.SPELLING
    return Relation.RELATED if _joined(a) == _joined(b) else Relation.OTHER


def _is_begun(a: str, b: str) -> bool:
    """Whether one word begins the other: Pat, Patricia; Calif, California; Fiji, Fijian."""
    return (a.startswith(b) or b.startswith(a)) and min(len(a), len(b)) >= SHORT_FORM


#: Least letters of a short form: Pat, Calif.
SHORT_FORM = 3


def _joined(name: Name) -> str:
    return "".join(name.keys)


def _is_written_alike(a: Name, b: Name) -> bool:
    """Whether the words of the shorter name stand in the other, in any Russian case."""
    short, long = sorted((a, b), key=lambda name: len(name.folded))
    return all(any(_is_case(x, y) for y in long.folded) for x in set(short.folded))


#: Letters of the endings of Russian cases: Лемов, Лемовым; Сергей, Сергея.
CASE_LETTERS = frozenset("аеёийоуыьэюямхг")


def _is_case(x: str, y: str) -> bool:
    if x == y:
        return True
    if not ("а" <= x[0] <= "я" and "а" <= y[0] <= "я") or name_key(x) != name_key(y):
        return False
    common = common_start(x, y)
    return CASE_LETTERS.issuperset(x[common:] + y[common:])


def _spellings(a: Name, b: Name) -> list[tuple[str, str]]:
    """Words of both names that are nearly the same letters: Nebenzia, Nebenzya."""
    return [(x, y) for x in a.keys for y in b.keys if x[:1] == y[:1] and x != y and is_near(x, y)]


def _misspelt(a: Name, b: Name, language: Language) -> list[tuple[str, str]]:
    """The one word by a letter of which long names differ: Ann and Anne Arden, Brook and Brooke."""
    if len(a.keys) != len(b.keys) or len(a.keys) < 2 or a.folded[0].isdigit():
        return []
    unlike = [pair for pair in zip(a.folded, b.folded, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1 or not _is_slip(*unlike[0]):
        return []
    x, y = unlike[0]
    if a.folded.index(x) < len(a.folded) - 1 and _are_two(x, y, language):
        return []
    return unlike


#: Letters that stand for nearly the same sound, so that one for another is a spelling.
ALIKE_LETTERS = ("iy", "ck", "kq", "sz", "fv", "vw", "ae", "ei", "ао", "ие", "еэ", "иы", "тд")

#: Letters of which one more at the end makes a woman of a man, or a people of a place.
FEMININE = "aаяns"


def _is_slip(x: str, y: str) -> bool:
    """Whether a letter more, or one for its like, is all that two words differ in."""
    short, long = sorted((x, y), key=len)
    if len(short) < SHORT_FORM or not (short.isalpha() and long.isalpha()):
        return False
    at = common_start(short, long)
    if len(long) == len(short):
        letters = {short[at], long[at]}
        return short[at + 1 :] == long[at + 1 :] and any(letters <= set(x) for x in ALIKE_LETTERS)
    is_ending = at == len(short) and long[-1] in FEMININE
    return len(long) == len(short) + 1 and short[at:] == long[at + 1 :] and not is_ending


def _are_two(x: str, y: str, language: Language) -> bool:
    """Whether one is a man's first name and the other a woman's: Simon, Simone."""
    tables = language.male_names, language.female_names
    return any(x in one and y in two and x not in two for one, two in (tables, tables[::-1]))


#: Least letters of a key for one letter more or less to be a spelling: Biden and Baden are two.
NEAR_LETTERS = 6


def is_near(a: str, b: str) -> bool:
    """Whether two keys differ by a letter somewhere inside, not in a feminine ending."""
    if min(len(a), len(b)) < NEAR_LETTERS or a[0] != b[0]:
        return False
    if a.rstrip("ay") == b.rstrip("ay") or a.startswith(b) or b.startswith(a):
        return False  # Ivanov and Ivanova; Tarvia and Tarvian
    return Levenshtein.distance(a, b, score_cutoff=1) <= 1


def _is_other_first_name(a: Name, b: Name) -> bool:
    """George and Laura Bush: the surname alone does not make them one."""
    if a.tail != b.tail or min(len(a.keys), len(b.keys)) < 2:
        return False
    first, second = a.keys[0], b.keys[0]
    return first[:1] != second[:1] and len(first) > 1 and len(second) > 1


def fresh(name: Name, words: Sequence[Word], language: Language, others: Keys) -> Name | None:
    """The last stretch of *name* without titles and words of *others*; None when nothing is left.

    Of "Tarvian Negotiator Irma Solberg" against "Tarvian Negotiator Yohana Hartveg" this
    is "Irma Solberg".
    """
    if name.acronym and others.isdisjoint((*name.folded, *name.keys)):
        return name  # US and WHO, though "us" and "who" are function words
    own = [n for n in range(name.first, name.last) if _is_fresh(words[n], language, others)]
    if not own:
        return None
    first = last = own[-1]
    while first - 1 in own:
        first -= 1
    if (first, last + 1) == (name.first, name.last):
        return name
    bare = tuple(bare_of(words[n].folded) for n in range(first, last + 1))
    keys = tuple(name_key(word) or word for word in bare)
    printed = words[first].text
    acronym = bare[0].replace(".", "") if len(bare) == 1 and is_acronym(printed) else ""
    return Name(first, last + 1, keys, bare, _country(" ".join(bare), language), acronym=acronym)


def _is_fresh(word: Word, language: Language, others: Keys) -> bool:
    bare = bare_of(word.folded)
    if bare in language.titles or bare in language.title_modifiers or bare in language.honorifics:
        return False
    if bare in _JOINERS or bare in language.function_words:
        return False
    key = name_key(bare) or bare
    if bare in others or key in others or others.issuperset(bare.split("-")):
        return False
    return not any(is_adjective(key, other) or is_adjective(bare, other) for other in others)


#: Least letters of a name and most letters that make an adjective of it: Tarvia, Tarvian.
STEM_LETTERS, ENDING_LETTERS = 4, 3


def is_adjective(a: str, b: str) -> bool:
    """Whether one word is the other with a short ending, as peoples are called after places."""
    short, long = sorted((a, b), key=len)
    if len(short) < STEM_LETTERS or not 0 < len(long) - len(short) <= ENDING_LETTERS:
        return False
    return long.startswith(short) and not long.endswith(("ova", "eva", "ina"))


def keys_of(words: Sequence[Word]) -> Keys:
    """The words of one side as written and their keys, to look names up in."""
    bare = {bare_of(word.folded) for word in words} | {_singular(word) for word in words}
    bare |= {part for word in bare for part in word.split("-")}
    return frozenset(bare | {name_key(word.folded) for word in words if word.text[:1].isupper()})


@dataclass(frozen=True, slots=True)
class _Source(Source):
    taken: frozenset[int]
    title_case: bool
    usage: "_Usage"

    def between(self, index: int) -> str:
        return self.text[self.words[index].end : self.words[index + 1].start]

    def starts(self, index: int) -> bool:
        """Whether word *index* begins a sentence or a quotation."""
        start = self.words[index].start
        before = self.text[max(0, start - 4) : start].rstrip(" \n\t\u00a0\"'“”‘’«»([")
        opened = self.text[max(0, start - 1) : start] in tuple('"“«‘')
        return index == 0 or opened or before[-1:] in ("", ".", "!", "?", "…", ":", "\n", "/")

    def is_capital(self, index: int) -> bool:
        word = self.words[index]
        return word.text[:1].isupper() and index not in self.taken

    def is_acronym(self, index: int) -> bool:
        """In a headline all in capitals no word is told as one."""
        return not self.title_case and is_acronym(self.words[index].text)


def is_acronym(printed: str) -> bool:
    """Whether a word has two letters or more, all capitals."""
    letters = [char for char in printed if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)


def names(
    text: str,
    words: Sequence[Word],
    language: Language,
    changes: Changes,
    *,
    taken: frozenset[int] = frozenset(),
) -> tuple[Name, ...]:
    """The names among *words* in reading order; words of *taken* are in none."""
    title_case = _is_title_case(words, language)
    source = _Source(text, words, language, changes, taken, title_case, _usage(text))
    found: list[Name] = []
    index = 0
    while index < len(words):
        if not words[index].text[:1].isupper() and words[index].folded not in changes.proper:
            index += 1  # most words, and no name begins with them
            continue
        last = _end(source, index)
        if last == index:
            index += 1
            continue
        parts = (_name(source, *part) for part in _parts(source, index, last))
        found += [name for name in parts if name is not None]
        index = last
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Usage:
    """How a document writes its words inside sentences: *small*, or always with a *capital*."""

    small: frozenset[str]
    capital: frozenset[str]


#: A word inside a sentence: after a word or a comma.
_INSIDE = pattern(r"(?<=[\w,;] )[^\W\d_]+")

#: Documents whose usage is kept.
DOCUMENTS = 64


#: Share of capitals from which a line may be a headline, where they tell nothing.
HEADLINE = 0.5


def _is_headline(line: str) -> bool:
    found = line.split()
    return sum(word[:1].isupper() for word in found) > HEADLINE * len(found)


@lru_cache(maxsize=DOCUMENTS)
def _usage(text: str) -> _Usage:
    """Cost: the length of the document, once."""
    lines = (line for line in text.splitlines() if not _is_headline(line))
    found = frozenset(word for line in lines for word in _INSIDE.findall(line))
    small = frozenset(word for word in found if word.islower())
    capital = frozenset(word.lower() for word in found if word.istitle())
    return _Usage(small, capital - small)


def _is_title_case(words: Sequence[Word], language: Language) -> bool:
    alpha = [word for word in words if word.text[:1].isalpha()]
    content = [word for word in alpha if word.folded not in language.function_words]
    capitals = sum(word.text[:1].isupper() for word in content)
    if len(content) > SHORT_TITLE:
        return capitals > TITLE_CASE * len(content)
    joined = len(content) == SHORT_TITLE or len(content) + 1 == SHORT_TITLE < len(alpha)
    return joined and capitals == len(content) and any(_is_verbal(w, language) for w in content)


def _is_verbal(word: Word, language: Language) -> bool:
    """Whether it looks like a verb, which has no capital but in a headline: Arrested, Sets."""
    bare, code = word.folded, language.code
    looks = bare in changes(code).verbs or bare.endswith(tuple(changes(code).verb_endings))
    known = language.countries, language.male_names, language.female_names, language.non_names
    if any(bare in each for each in known):
        return False
    third = code == "en" and bare.endswith("s") and rarity(bare, code) < VERY_COMMON
    return third or (looks and rarity(bare, code) < COMMON)


def _end(source: _Source, index: int) -> int:
    """Where the run of capitals that begins at *index* ends; *index* itself when none does."""
    if not _may_begin(source, index):
        return index
    last = index + 1
    while last < len(source.words):
        step = _joins(source, last)
        if not step:
            break
        last += step
    return _in_full(source, index, last)


def _in_full(source: _Source, first: int, last: int) -> int:
    """The end with a small word that belongs to a known name: North Atlantic alliance."""
    if last >= len(source.words) or source.between(last - 1) != " ":
        return last
    phrase = " ".join(bare_of(word.folded) for word in source.words[first : last + 1])
    return last + (phrase in source.changes.aliases and last not in source.taken)


def _may_begin(source: _Source, index: int) -> bool:
    word = source.words[index]
    if word.folded in source.changes.proper:
        return not _is_counted(source, index)
    if not source.is_capital(index) or not any(char.isalpha() for char in word.text):
        return False
    if source.is_acronym(index):
        return len(word.text) > 1
    bare = word.folded.removesuffix("'s")
    if bare in source.language.function_words or bare in source.language.openers:
        return False
    if bare.partition("-")[0] in source.language.numbers or bare in source.language.ordinals:
        return False
    if source.starts(index) and _is_opening_verb(source, index, bare):
        return False  # "Excluding charges, it earned"; "Приехал Лемов"
    if source.starts(index) or source.title_case:
        if bare in source.usage.capital:
            return True
        return (
            (_is_known(source, bare) and bare not in source.usage.small)
            or _opens_known(source, index)
            or (
                not source.title_case
                and _is_followed(source, index)
                and not _is_common(source, bare)
            )
        )
    return True


def _is_opening_verb(source: _Source, index: int, bare: str) -> bool:
    """Whether a sentence begins with a verb: Excluding, Named, Приехал, but not Ahmed, Михаил."""
    language = source.language
    if not bare.endswith(tuple(source.changes.verb_endings)):
        return False
    tables = language.male_names, language.female_names, language.non_names
    if any(bare in each for each in tables) or _opens_known(source, index):
        return False
    return bare.endswith("ing") or (
        bare not in source.usage.capital and _bits(source, bare) < OPENING_VERB
    )


def _is_known(source: _Source, bare: str) -> bool:
    language, rare = source.language, RARE_IN_TITLE if source.title_case else RARE
    return (
        bare in language.countries
        or bare in language.capitals
        or bare in language.male_names
        or bare in language.female_names
        or all(part.isalpha() and _bits(source, part) >= rare for part in bare.split("-"))
    )


def _is_counted(source: _Source, index: int) -> bool:
    """Whether it is the unit of the figure before it: 5 dollars, but not "the dollar"."""
    before = source.words[index - 1] if index else None
    if before is None:
        return False
    known = source.language
    tables = (known.numbers, known.multipliers, known.fractions)
    return before.folded[:1].isdigit() or any(before.folded in table for table in tables)


def _opens_known(source: _Source, index: int) -> bool:
    """Whether this word and the next are a place or body with other names: New Jersey."""
    pair = " ".join(bare_of(word.folded) for word in source.words[index : index + 2])
    return pair in source.changes.aliases or pair in source.language.countries


def rarity(bare: str, code: str) -> float:
    """How rare a word of the language *code* is, in bits, in its commonest form."""
    table = background(code)
    # "Falls" at the start is the rare form of a common word, not a name.
    return min(table.get(form, RARE_BITS) for form in (bare, stem(bare, code)))


def _bits(source: _Source, bare: str) -> float:
    return rarity(bare, source.language.code)


def _is_common(source: _Source, bare: str) -> bool:
    return _bits(source, bare) < 10


def _is_followed(source: _Source, index: int) -> bool:
    if index + 1 >= len(source.words) or source.between(index).strip(" ."):
        return False
    return source.is_capital(index + 1)


def _joins(source: _Source, index: int) -> int:
    """How many words from *index* on belong to the run before: 0, 1, or 2 with a joiner."""
    gap = source.between(index - 1)
    if source.words[index - 1].text.endswith(("'s", "’s")):
        return 0
    if gap.strip() not in ("", ".", "&", "-") or "\n" in gap:
        return 0
    if ". " in gap and not (_is_initial(source, index - 1) and _may_go_on(source, index)):
        return 0
    if gap.startswith(" ") and "." in gap:
        return 0  # a ticker: Torvell Composite .TORV
    if source.words[index].folded in source.changes.proper:
        return int(gap == " ")  # Swiss franc
    if source.is_capital(index):
        return 0 if source.title_case and not _is_known(source, source.words[index].folded) else 1
    folded = source.words[index].folded
    if folded in _JOINERS and index + 1 < len(source.words) and source.is_capital(index + 1):
        body = source.words[index - 1].folded in source.language.non_names or folded != "of"
        return 2 if body and source.between(index) == " " and gap == " " else 0
    if folded.isdecimal() and gap == " " and index not in source.taken and _is_index(source, index):
        return 1
    return 0


def _parts(source: _Source, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run cut before titles: New Jersey | Gov. Chris Christie are a place and a person."""
    begin = first
    for n in range(first + 1, last):
        word = source.words[n]
        is_title = bare_of(word.folded) in source.language.titles and not _is_own(word, source, n)
        if is_title and n + 1 < last and _is_own(source.words[n - 1], source, n - 1):
            yield begin, n
            begin = n
        if _is_descriptive(source, n - 1):
            begin = n
    if not (_is_descriptive(source, last - 1) or _is_before_descriptive(source, last)):
        yield begin, last


def _is_before_descriptive(source: _Source, last: int) -> bool:
    """Whether the land of a place follows and both only describe: Torvell, Tarvia-based."""
    if last >= len(source.words) or source.between(last - 1) != ", ":
        return False
    return source.is_capital(last) and _is_descriptive(source, last)


def _is_descriptive(source: _Source, index: int) -> bool:
    """Whether a name is only part of it: Torvell-based, Tarvian-born, Torv.-based."""
    word = source.words[index]
    if source.text[word.end : word.end + 2] == ".-":
        return True
    return "-" in word.text and word.text.rpartition("-")[2].islower()


def _may_go_on(source: _Source, index: int) -> bool:
    """Whether a word after an initial may be a name: Harold W. Arden; the U.N. Nothing came."""
    bare = bare_of(source.words[index].folded)
    known = source.language
    plain = bare in source.usage.small or bare in known.openers or bare in known.function_words
    return not plain and bare not in known.pronouns and _bits(source, bare) >= UNCOMMON


def _is_initial(source: _Source, index: int) -> bool:
    word = source.words[index]
    short = len(word.text.rstrip(".")) == 1 or "." in word.text
    return short or word.folded in source.language.abbreviations


def _is_index(source: _Source, index: int) -> bool:
    """Whether a figure after a name is part of it: Standard & Poor's 500 Index, Boeing 747."""
    following = source.words[index + 1] if index + 1 < len(source.words) else None
    return following is not None and following.text[:1].isupper() and source.between(index) == " "


def _name(source: _Source, first: int, last: int) -> Name | None:
    """The name at the words without titles; None when nothing is left."""
    language = source.language
    words = source.words[first:last]
    own = [n for n, word in enumerate(words) if _is_own(word, source, first + n)]
    if not own:
        return None
    own = sorted({*own, *_inside(source, words, own)})
    begin, end = first + own[0], first + own[-1] + 1
    bare = [_singular(words[n]) for n in own]
    if len(bare) == 1 and bare[0] in source.changes.bodies and not source.is_acronym(begin):
        return None
    if end - begin == 1 and _is_tag(source.words[begin]):
        return None  # R-Torv.
    country = _country(" ".join(bare), language)
    seat, nation = language.bodies.get(" ".join(bare), ""), bare[0]
    if not country and len(bare) > 1 and " ".join(bare) not in source.changes.aliases:
        bare, begin = _without_nationality(source, bare, begin)
    bare = [part for word in bare for part in word.split("-") if part]
    keys = tuple(name_key(word) or word for word in bare)
    return Name(
        begin,
        end,
        keys,
        tuple(bare),
        country,
        capital=language.capitals.get(bare[-1], "") if len(bare) == 1 else "",
        acronym=_acronym(source, begin, bare) if end - begin == 1 else "",
        alias=source.changes.aliases.get(" ".join(bare), ""),
        is_adjective=_is_nationality(country, bare, source.changes.lands),
        seat=seat,
        nation=nation if begin > first + own[0] else "",
    )


def _is_own(word: Word, source: _Source, index: int) -> bool:
    bare = bare_of(word.folded)
    if bare in source.language.honorifics or bare in source.changes.name_tails:
        return False
    if bare in source.language.titles or bare in source.language.title_modifiers:
        return source.is_acronym(index) or bare in source.language.non_names
    return bare not in source.language.function_words or source.is_acronym(index)


def _singular(word: Word) -> str:
    """The word as it is looked up; of initials in the plural the one: HPs, HP's."""
    bare = bare_of(word.folded)
    return bare[:-1] if _is_plural_initials(word.text) else bare


def _is_plural_initials(printed: str) -> bool:
    return (
        printed[-1:] == "s"
        and len(printed) > 2
        and printed[:-1].isalpha()
        and is_acronym(printed[:-1])
    )


def _acronym(source: _Source, index: int, bare: Sequence[str]) -> str:
    if source.is_acronym(index) or _is_plural_initials(source.words[index].text):
        return "".join(bare).replace(".", "")
    return ""


def _inside(source: _Source, words: Sequence[Word], own: list[int]) -> Iterator[int]:
    """The words of titles that are part of a body's name: Health of World Health Organization."""
    if own[-1] == own[0] or bare_of(words[own[-1]].folded) not in source.language.non_names:
        return
    for n in range(own[0] + 1, own[-1]):
        bare = bare_of(words[n].folded)
        if bare in source.language.titles or bare in source.language.honorifics:
            return
        if bare in source.language.title_modifiers:
            yield n


def bare_of(folded: str) -> str:
    """A folded word without the ending of a genitive or the stop of an abbreviation."""
    return folded.removesuffix("'s").removesuffix("'").rstrip(".")


def _country(phrase: str, language: Language) -> str:
    plain = phrase.replace(".", "")
    return language.countries.get(phrase) or language.countries.get(plain) or ""


def _is_tag(word: Word) -> bool:
    """Whether it is a party, or a party with a place: (R), (D-Torv.)."""
    return len(word.text.partition("-")[0]) == 1


def _is_nationality(country: str, bare: Sequence[str], lands: Keys) -> bool:
    """Whether it is the adjective or people of a country: Tarvian, but not Tarvia.

    Languages that write these small have no *lands*.
    """
    return bool(country and lands) and "-".join(bare) != country and bare[-1] not in lands


def _without_nationality(source: _Source, bare: list[str], begin: int) -> tuple[list[str], int]:
    """Russian Mirovan: the adjective before a name is not part of it."""
    rest = bare[1:]
    adjective = _country(bare[0], source.language) and bare[0] not in rest
    bodies = source.language.non_names | source.changes.bodies
    if rest[0] in source.changes.proper:
        return bare, begin  # the Swiss franc
    if adjective and bare[0] not in source.language.countries.values() and rest[0] not in bodies:
        return rest, begin + 1
    return bare, begin
