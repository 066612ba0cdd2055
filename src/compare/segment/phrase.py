"""How far a phrase for a person reaches to the left or right of a place.

Capitals, titles and the small words between them decide; there is no grammar. What the
phrase stands for is read in `mention`.
"""

from collections.abc import Sequence

from compare.languages import Language
from compare.segment.token import Token

#: Longest phrase for a speaker, in words: "Tarvian Deputy Foreign Minister Irma Solberg" has
#: six; titles of committees make it longer.
LONGEST = 12


def capital_runs(tokens: Sequence[Token], language: Language) -> list[tuple[int, int]]:
    """The ranges of tokens that may be a name with its title: runs of capitals.

    Lower-case titles before, and "of" inside a title, belong to them.
    """
    runs: list[tuple[int, int]] = []
    last = 0
    for index, token in enumerate(tokens):
        if index >= last and token.is_capital:
            first = _with_lower_titles(tokens, index, last, language)
            if runs and first < last:
                runs.pop()
            last = _run_end(tokens, index, language)
            runs.append((first, last))
    return runs


def _with_lower_titles(tokens: Sequence[Token], index: int, floor: int, language: Language) -> int:
    while index > floor and index and is_title_word(tokens[index - 1].folded, language):
        index -= 1
    # Russian puts words between: "министр транспорта Игорь Ветров".
    if language.code != "ru":
        return index
    for first in range(index - 1, max(0, index - 4) - 1, -1):
        if not tokens[first].is_word or _is_boundary(tokens[first], language):
            break
        if tokens[first].folded in language.titles:
            return first
    return index


def _run_end(tokens: Sequence[Token], index: int, language: Language) -> int:
    """The end of the run of capitals that begins at *index*; a possessive ends it."""
    while index < len(tokens):
        token = tokens[index]
        if token.is_capital:
            index += 1
            if token.is_possessive:
                return index
        elif (token.folded in language.name_particles and _is_capital_at(tokens, index + 1)) or (
            _is_title_of(tokens, index, language) and _is_capital_at(tokens, index + 1)
        ):
            index += 1
        else:
            return index
    return index


def _is_capital_at(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].is_capital


def _is_title_of(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether token *index* is the "of" of "Secretary of State"."""
    if tokens[index].folded != "of" or not index:
        return False
    return is_title_word(tokens[index - 1].folded, language)


def is_title_word(folded: str, language: Language) -> bool:
    """Whether the folded word is a title, part of one, or a form of address."""
    return (
        folded in language.titles
        or folded in language.title_modifiers
        or folded in language.honorifics
    )


def over_adverbs(tokens: Sequence[Token], end: int, language: Language) -> int:
    """The place before helpers, adverbs and days: "Arden on Friday also said"."""
    while end and tokens[end - 1].is_word:
        folded = tokens[end - 1].folded
        adverb = folded in language.auxiliaries or (
            folded.endswith("ly") and len(folded) > 4 and not tokens[end - 1].is_capital
        )
        day = folded in language.weekdays
        if not (
            adverb
            or day
            or (folded == "on" and end < len(tokens) and _is_day(tokens[end], language))
        ):
            break
        end -= 1
    return end


def _is_day(token: Token, language: Language) -> bool:
    return token.folded in language.weekdays


def before_bracket(tokens: Sequence[Token], close: int) -> int:
    """The place before the bracket that token *close* closes: Ed Eck (D-Ohio)."""
    for index in range(close, max(-1, close - LONGEST), -1):
        if tokens[index].text == "(":
            return index
    return 0


def phrase_start(tokens: Sequence[Token], last: int, language: Language) -> int:
    """Where the phrase that ends at *last* begins."""
    first = last
    while first > max(0, last - LONGEST):
        token = tokens[first - 1]
        if not token.is_word:
            break
        if token.folded in language.determiners:
            first -= 1
            break
        if _is_boundary(token, language) and not _joins(tokens, first - 1, last, language):
            break
        if token.is_possessive and first < last and not _is_owner(tokens, first, language):
            break
        first -= 1
    return _with_head(tokens, first, last, language)


def _is_owner(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a possessive belongs to the title after it: "Russia's foreign minister"."""
    return is_title_word(tokens[index].folded, language) or not tokens[index].is_capital


def _joins(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """Whether a small word stands inside a name or title: "Secretary of State", "von der"."""
    token = tokens[index]
    if index + 1 >= last or not index:
        return False
    if token.folded in language.name_particles:
        return tokens[index - 1].is_capital and tokens[index + 1].is_word
    return _is_title_of(tokens, index, language)


def _is_boundary(token: Token, language: Language) -> bool:
    """Whether no phrase goes over this word; the US is not "us"."""
    if token.is_acronym:
        return False
    return (
        token.folded in language.function_words
        or token.folded in language.finite_words
        or token.folded in language.attribution
    ) and not (token.is_capital and is_title_word(token.folded, language))


def _with_head(tokens: Sequence[Token], first: int, last: int, language: Language) -> int:
    """Further left over "a spokesman for" to the person the phrase belongs to."""
    if first < 2 or tokens[first - 1].folded not in language.speaker_prepositions:
        return first
    head = first - 2
    if tokens[head].folded not in language.titles or tokens[head].is_capital:
        return first
    while head and last - head < LONGEST and tokens[head - 1].is_word:
        head -= 1
        if tokens[head].folded in language.determiners:
            return head
        if _is_boundary(tokens[head], language):
            return head + 1
    return head


def phrase_end(tokens: Sequence[Token], begin: int, language: Language) -> int:
    """Where the phrase that begins at *begin* ends."""
    index = begin
    if index < len(tokens) and tokens[index].folded in language.pronouns:
        if tokens[index].folded not in language.determiners:
            return index + 1
        if not _is_content(tokens, index + 1, language):
            return index + 1
    if index < len(tokens) and tokens[index].folded in language.determiners:
        index += 1
    while index < min(len(tokens), begin + LONGEST) and tokens[index].is_word:
        token = tokens[index]
        inside = _joins(tokens, index, len(tokens), language) and index > begin
        if (
            _is_boundary(token, language)
            and not inside
            and not _is_head_of(tokens, index, language)
        ):
            break
        index += 1
        if (
            token.is_possessive
            and _is_capital_at(tokens, index)
            and not is_title_word(tokens[index].folded, language)
        ):
            break
    return index


def before_verb(tokens: Sequence[Token], begin: int, last: int, language: Language) -> int:
    """Where the phrase stops if the first small word after a name or title is its verb."""
    for index in range(begin + 1, last):
        before, token = tokens[index - 1], tokens[index]
        named = before.is_capital or before.folded in language.titles
        small = not token.is_capital and token.folded not in language.function_words
        if named and small and not is_title_word(token.folded, language):
            return index
    return last


def _is_content(tokens: Sequence[Token], index: int, language: Language) -> bool:
    return (
        index < len(tokens) and tokens[index].is_word and not _is_boundary(tokens[index], language)
    )


def _is_head_of(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether token *index* is the preposition of "a spokesman for the ministry"."""
    return (
        index > 0
        and tokens[index].folded in ("for", "of")
        and tokens[index - 1].folded in language.titles
        and index + 1 < len(tokens)
    )
