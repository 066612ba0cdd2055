"""Who is meant by a few words: a name, a title, a pronoun, or somebody else.

Reads noun phrases to the left or right of a place, without a grammar: capitals,
titles and the small words between them decide. Resolves nobody; see `people`.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from compare.languages import Language
from compare.segment.phrase import (
    before_bracket,
    before_verb,
    is_title_word,
    over_adverbs,
    phrase_end,
    phrase_start,
)
from compare.segment.token import Token

#: Longest phrase for a speaker, in words: "Tarvian Deputy Foreign Minister Irma Solberg" has
#: six; titles of committees make it longer.
LONGEST = 12


class Kind(Enum):
    """What a mention is."""

    NAME = "name"
    TITLE = "title"
    PRONOUN = "pronoun"
    OTHER = "other"


class Mention(NamedTuple):
    """Tokens [first, last) that stand for somebody.

    *name* is the name without titles, or the phrase as printed without its article;
    *titles* the folded words of the title; *pronoun* m, f, p or s.
    """

    first: int
    last: int
    kind: Kind
    name: str
    titles: frozenset[str] = frozenset()
    pronoun: str = ""


def mention_before(
    tokens: Sequence[Token], end: int, text: str, language: Language
) -> Mention | None:
    """The phrase that ends just before token *end*, over adverbs and brackets."""
    last = over_adverbs(tokens, end, language)
    if last and tokens[last - 1].text == ")":
        last = before_bracket(tokens, last - 1)
    if not last or not tokens[last - 1].is_word:
        return None
    if tokens[last - 1].folded in language.relatives:
        last -= 2 if last > 1 and tokens[last - 2].text == "," else 1
    if not last or not tokens[last - 1].is_word:
        return None
    if tokens[last - 1].folded in language.pronouns and not tokens[last - 1].is_acronym:
        return _read(tokens, last - 1, last, text, language)
    first = phrase_start(tokens, last, language)
    return _owner(tokens, first, text, language) or _read(tokens, first, last, text, language)


def _owner(tokens: Sequence[Token], first: int, text: str, language: Language) -> Mention | None:
    """The name before "of" or "from": in "Ann Arden of Ohio" it is not Ohio that speaks."""
    if first < 2 or tokens[first - 1].folded not in ("of", "from"):
        return None
    if not tokens[first - 2].is_capital:
        return None
    found = _read(tokens, phrase_start(tokens, first - 1, language), first - 1, text, language)
    return found if found is not None and found.kind is Kind.NAME else None


def mention_after(
    tokens: Sequence[Token],
    begin: int,
    text: str,
    language: Language,
    *,
    verb_follows: bool = False,
) -> Mention | None:
    """The phrase that starts at token *begin*; of "the envoy, Ann Arden" the name.

    With *verb_follows* the first small word after a name or title ends the phrase, for
    it may be any verb: "Arden reflected". Otherwise it may be part of it: "according to
    Arden family lawyers".
    """
    last = phrase_end(tokens, begin, language)
    if verb_follows:
        last = before_verb(tokens, begin, last, language)
    found = _read(tokens, begin, last, text, language) if last > begin else None
    if found is None or found.kind is not Kind.TITLE or last + 1 >= len(tokens):
        return found
    if tokens[last].text != "," or not tokens[last + 1].is_capital:
        return found
    name = _read(tokens, last + 1, phrase_end(tokens, last + 1, language), text, language)
    if name is None or name.kind is not Kind.NAME:
        return found
    return name._replace(first=begin, titles=name.titles | found.titles)


def read(
    tokens: Sequence[Token], first: int, last: int, text: str, language: Language
) -> Mention | None:
    """What tokens [first, last) stand for; None when they are nothing but small words."""
    return _read(tokens, first, last, text, language)


def _read(
    tokens: Sequence[Token], first: int, last: int, text: str, language: Language
) -> Mention | None:
    if last <= first:
        return None
    if last - first == 1 and tokens[first].folded in language.pronouns:
        pronoun = language.pronouns[tokens[first].folded]
        return Mention(first, last, Kind.PRONOUN, tokens[first].text, pronoun=pronoun)
    begin = first
    while begin < last and _is_lead(tokens[begin], language):
        begin += 1
    if begin == last:
        return None
    name = _name_start(tokens, begin, last, language)
    if name < last:
        titles = _titles(tokens[begin:name], language)
        return Mention(first, last, Kind.NAME, _printed(tokens, name, last, text), titles)
    titles = _titles(tokens[begin:last], language)
    kind = Kind.TITLE if _has_head(tokens[begin:last], language) else Kind.OTHER
    return Mention(first, last, kind, _printed(tokens, begin, last, text), titles)


def _is_lead(token: Token, language: Language) -> bool:
    """Whether the word only stands before a phrase: an article, "But", "Thursday"."""
    return not token.is_acronym and (
        token.folded in language.function_words
        or token.folded in language.determiners
        or token.folded in language.openers
        or token.folded in language.weekdays
        or token.folded in language.months
        or not token.is_word
        or token.text[0].isdigit()
    )


def _titles(found: Sequence[Token], language: Language) -> frozenset[str]:
    if not found:
        return frozenset()
    words = {token.folded.removesuffix("'s") for token in found}
    words = words - language.determiners - language.function_words
    return frozenset(words | {language.title_synonyms.get(word, word) for word in words})


def _has_head(found: Sequence[Token], language: Language) -> bool:
    """Whether a person is the head: the last word is a title, or one before "for" or "of"."""
    for index, token in enumerate(found):
        following = found[index + 1].folded if index + 1 < len(found) else ""
        ends = not following or following in language.function_words
        if ends and token.folded in language.titles:
            return True
    return False


def _name_start(tokens: Sequence[Token], first: int, last: int, language: Language) -> int:
    """Where the name itself begins after titles; *last* when there is no name."""
    start = last
    while start > first and _may_be_name(tokens, start - 1, last, language):
        start -= 1
    while start < last and not tokens[start].is_capital:
        start += 1
    start = _at_first_name(tokens, start, last, language)
    if start == last or _is_no_name(tokens[start:last], language):
        return last
    if start > first and tokens[start - 1].folded in ("of", "for", "at", "from"):
        return last  # "a spokesman for North Way"
    return start


def _at_first_name(tokens: Sequence[Token], start: int, last: int, language: Language) -> int:
    """The start of the name itself where a place stands before: "Ohio Ann Arden"."""
    for index in range(start, last - 1):
        folded = tokens[index].folded
        if folded in language.male_names or folded in language.female_names:
            return index
    return start


def _may_be_name(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    token = tokens[index]
    if token.folded in language.name_particles and index + 1 < last:
        return tokens[index + 1].is_capital
    if not token.is_capital or token.folded in language.honorifics or is_party_tag(token):
        return False
    if token.is_possessive and index + 1 < last:
        return False
    known = token.folded in language.countries or token.folded in language.weekdays
    if known or token.folded in language.months or token.is_acronym:
        return False
    return not is_title_word(token.folded, language)


def is_party_tag(token: Token) -> bool:
    """Whether it is the party and state of a member of Congress: R-Texas, D-Calif."""
    return token.text[1:2] == "-" and token.text[2:3].isupper()


def _is_no_name(found: Sequence[Token], language: Language) -> bool:
    """Whether the capitals name a body or a place: "White House", "Moscow"."""
    bare = [token.folded.removesuffix("'s") for token in found]
    if len(bare) > 1 and (bare[0] in language.male_names or bare[0] in language.female_names):
        bare = bare[1:]  # Bill Brent is one, though a bill is none
    if any(word in language.non_names or word in language.countries for word in bare):
        return True
    return len(found) == 1 and (
        bare[0] in language.capitals or found[0].is_acronym or len(bare[0]) < 2
    )


def _printed(tokens: Sequence[Token], first: int, last: int, text: str) -> str:
    """The phrase as printed, with single spaces and without a possessive ending."""
    printed = " ".join(text[tokens[first].start : tokens[last - 1].end].split())
    for ending in ("'s", "’s"):
        printed = printed.removesuffix(ending)
    return printed
