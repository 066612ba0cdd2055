"""Where sentences begin and end inside a passage, without changing a letter.

Full stops of abbreviations, initials, decimals and addresses end no sentence; closing
marks belong to the sentence they close. Nothing is learned and nothing looked up but
the abbreviations of the language, so the cost grows with the length of the passage.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from compare.languages import Language, load
from compare.model import Span
from compare.patterns import pattern

# A run of stops with the marks that close after it. Possessive, and never begun inside a
# run, so that a megabyte of full stops is read once.
_STOP = pattern(
    r"""
    (?<! [.!?…] )
    (?P<stop>
        # Spaced ellipses: ". . ." in American print.
        \. (?: [ \u00a0] \. ){2,3}+
      | [.!?…]++
    )
    (?P<close> (?: ["'”’“»›)\]}] | \[\d{1,3}\] )*+ )
    | (?P<full> [。！？]++ [”’」』）]*+ )
    """,
    re.VERBOSE,
)
_BRACKET = pattern(r"[()\[\]]")
# Marks before the first letter of what follows; a dash or bullet may have a space after.
_FIRST_LETTER = pattern(r"(?:[-–—•*][ \u00a0]|[^\w\s]){0,8}+")
_WORD = pattern(r"\w+(?:['’]\w+)?")
_BEFORE = pattern(r"[^\s\"“”„«»()\[\]‘/]+\Z")
_ACRONYM = pattern(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
# What may follow a question in quotes within its sentence: `"Why?" Arden asked`.
_ATTRIBUTION = pattern(r"\s*(?P<subject>\w[\w.'’-]*(?: [\w.'’-]+){0,5}?)(?=[,.;]|\s*\Z)")

#: Longest stretch in brackets, in code points, that is never divided.
SHORT_BRACKETS = 200

#: How far back, in code points, the word before a full stop is looked for.
LONGEST_ABBREVIATION = 24


def sentences(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The sentences of *text* inside *span*, trimmed, in order.

    They hold every character of the span that is not white space exactly once; an
    empty span has none.

    >>> text = 'Gen. Arden met J. K. Moss at 5 p.m. on Jan. 28. "It is so." he said. Yes.'
    >>> [sentence.of(text) for sentence in sentences(text, Span(0, len(text)), "en")][1:]
    ['"It is so." he said.', 'Yes.']
    """
    ends = [*_ends(text, span, load(language)), span.end]
    starts = [span.start, *ends[:-1]]
    pieces = (_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True))
    return tuple(piece for piece in pieces if len(piece))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends(text: str, span: Span, language: Language) -> Iterator[int]:
    """The positions after which a new sentence begins."""
    opened, closed = _brackets(text, span)
    begin = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        end = match.end()
        if end >= span.end or _inside(end, opened, closed):
            continue
        if match["full"] or _is_end(text, match, begin, span.end, language):
            yield end
            begin = end


def _brackets(text: str, span: Span) -> tuple[list[int], list[int]]:
    """Starts and ends of the short stretches in brackets, the outermost only."""
    opened: list[int] = []
    closed: list[int] = []
    open_at: int | None = None
    for match in _BRACKET.finditer(text, span.start, span.end):
        if match.group() in "([":
            if open_at is None or match.start() - open_at > SHORT_BRACKETS:
                open_at = match.start()
        elif open_at is not None:
            if match.end() - open_at <= SHORT_BRACKETS:
                opened.append(open_at)
                closed.append(match.end())
            open_at = None
    return opened, closed


def _inside(position: int, opened: list[int], closed: list[int]) -> bool:
    index = bisect_right(opened, position) - 1
    return index >= 0 and position < closed[index]


def _is_end(text: str, match: re.Match[str], begin: int, limit: int, language: Language) -> bool:
    end = match.end()
    if not text[end].isspace():
        return _is_glued(text, match, limit)
    after = end
    while after < limit and text[after].isspace():
        after += 1
    lead = _FIRST_LETTER.match(text, after, limit)
    letter = lead.end() if lead else after
    if letter >= limit:
        # Only marks are left: a dash, a stray quotation mark. They stay with the sentence.
        return False
    word = _WORD.match(text, letter, min(limit, letter + 40))
    following = word.group() if word else ""
    if following[:1].islower():
        return False
    if text[after] == "/":
        return False  # "LESKOV, March 3. /NORD/. The bridge": one dateline
    opens = any(mark in "\"“„«‘'" for mark in text[after:letter])
    return _is_full_stop(text, match, begin, following, language, opens=opens) and not (
        _is_attributed(text, match, letter, limit, language)
    )


def _is_glued(text: str, match: re.Match[str], limit: int) -> bool:
    """Whether two sentences stand without a space between: "over.The talks".

    Not addresses (site.Com/Path) and not abbreviations (U.S.Senate): the word before
    must be lower case and of more than two letters, the one after a capital with
    small letters and a space.
    """
    if match["stop"] not in ".?!" or match["close"]:
        return False
    before = _BEFORE.search(text, max(0, match.start() - LONGEST_ABBREVIATION), match.start())
    if before is None or len(before.group()) < 3 or not before.group().isalpha():
        return False
    word = _WORD.match(text, match.end(), min(limit, match.end() + 40))
    if word is None or not before.group()[-2:].islower() or not word.group().istitle():
        return False
    return len(word.group()) > 1 and text[word.end() : word.end() + 1].isspace()


def _is_full_stop(
    text: str, match: re.Match[str], begin: int, following: str, language: Language, *, opens: bool
) -> bool:
    """Whether the stop is more than the mark of an abbreviation, an initial or a list."""
    if match["stop"] != "." or match["close"].strip(")]"):
        return True
    before = _BEFORE.search(text, max(begin, match.start() - LONGEST_ABBREVIATION), match.start())
    if before is None:
        return True
    token = before.group()
    common = following.casefold() in language.function_words and following != "I"
    if token.isdigit():
        return len(token) > 3 or text[begin : before.start()].strip() != ""
    if len(token) == 1 and token.isalpha() and token.isupper():
        return common and len(following) > 1
    return _ends_after(token, following, language, common=common or opens)


def _ends_after(token: str, following: str, language: Language, *, common: bool) -> bool:
    """Whether a sentence ends after that word; *common* says an ordinary word follows."""
    folded = token.casefold().replace("’", "'")
    if folded in language.number_abbreviations and not following[:1].isdigit():
        return folded not in language.months and not (len(folded) == 1 and token != "v")
    if folded + "." in language.closing_abbreviations or _ACRONYM.search(token):
        return common
    if folded in language.closing_abbreviations:
        return common or folded in {"etc", "др", "т.д", "т.п"}
    return folded not in language.abbreviations


def _is_attributed(
    text: str, match: re.Match[str], letter: int, limit: int, language: Language
) -> bool:
    """Whether a quoted question goes on with its speaker: `"Why?" Arden asked.`"""
    if not match["close"] or match["stop"] == ".":
        return False
    found = _ATTRIBUTION.match(text, letter, min(limit, letter + 90))
    if found is None:
        return False
    parts = [part.casefold() for part in found["subject"].split()]
    return any(part in language.attribution for part in parts[1:])
