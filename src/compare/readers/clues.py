"""What a text says about itself: who published it and when.

Datelines, picture captions, mastheads, copyright lines, timestamps, and headings of
transcripts. A photo credit names the photographer's agency and a name in a sentence is
news, so neither makes an outlet. Nothing is guessed: a date without a year stays unread
unless the same text settles the year, and the notes say so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from compare.frozen import dataclass
from compare.furniture import PICTURE, TAIL
from compare.model import ARTICLE_ROLES, Passage, Role
from compare.patterns import pattern
from compare.readers.dates import Found, dates, iso, weekdays
from compare.readers.facts import Fact, Facts
from compare.roles import headline

#: A dateline stands in one of the first passages, a masthead in the first or last ones.
DATELINE_PASSAGES = 25
MASTHEAD_PASSAGES = 3

_CAPS = "A-ZА-ЯЁÀ-ÖØ-Þ"
_DATELINE = pattern(
    rf"""
    # MOSCOW   ST. LOUIS   and, in Russian style before a full stop, Москва
    (?P<city> [{_CAPS}][{_CAPS}'’.\-\ ]{{1,40}} | [А-ЯЁ][а-яё-]{{2,20}}(?=\.) )
    # , Fla.   , South Korea
    (?: ,\ (?P<region> [{_CAPS}][\w.]+ (?:\ [{_CAPS}]\w+)? ) )??
    # , January 28   . 28 января
    (?: [,.]\ (?P<date> [^/()–—\n]{{3,24}}? ) )??
    \s?\.?\s?
    (?:
      / \s? (?P<slashed> [^/\n]{{2,40}} ) /            # /TASS/
      | \( (?P<bracketed> [^()\n]{{2,40}} ) \) \s? (?: [-–—.:] | $ )   # (Reuters) -
      | \s?[-–—]\s (?P<dashed> [^\W\d_][^.,:;()\n]{{1,30}} ) \.\s        # - РИА Новости.
      | (?P<capitals> [{_CAPS}][{_CAPS}.]{{2,20}} ) \s [-–—]\s           # INTERFAX.RU -
      | (?P<none> [-–—:] )                              # no agency
    )
    """,
    re.VERBOSE,
)
_COPYRIGHT = pattern(
    r"""(?:©|\(c\)|copyright)\s?(?:©|\(c\))?\s?(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)?\d\d)?,?\s(?:by\s)?
    (?P<name>[^\d\W][^.,|;()\n]{1,50})""",
    re.VERBOSE | re.IGNORECASE,
)
_SOURCE = pattern(r"(?:source|источник)\s?:\s(?P<name>.{2,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of `outlets.toml`."""

    name: str
    names: tuple[str, ...]
    page: tuple[str, ...]


def clues(text: str, passages: Sequence[Passage]) -> Facts:
    """The outlet and date that *text* names, best evidence first, and what stayed open.

    *passages* are those of *text*. Cost grows with their number.
    """
    facts = (
        *_datelines(text, passages),
        *_stamps(text, passages),
        *_captions(text, passages),
        *_mastheads(text, passages),
        *_copyrights(text, passages),
        *_site_lines(text, passages),
        *_agreeing(text, passages),
        *_datelines_without_year(text, passages),
    )
    notes = (*_open_date(text, passages, facts), *_republished(text, passages))
    return Facts(facts, notes)


def title(text: str, passages: Sequence[Passage]) -> Facts:
    """The first passage that is a title, without a ticker's date; and that date."""
    for passage in passages:
        if passage.role is Role.TITLE:
            words, day = headline(passage.span.of(text))
            source = f"title, line {passage.line}"
            dated = (Fact("published", day, f"ticker, line {passage.line}"),) if day else ()
            return Facts((Fact("title", " ".join(words.split()), source), *dated))
    return Facts()


def canonical(name: str) -> str:
    """The name reports use for the outlet printed as *name*; the same name when unknown.

    >>> canonical("Sputnik International"), canonical("The Lighthouse")
    ('Sputnik', 'The Lighthouse')
    """
    known = _outlets_by_name().get(_folded(name))
    return known.name if known else " ".join(name.split())


def _folded(name: str) -> str:
    return " ".join(name.casefold().strip(" .,/").split())


@lru_cache(maxsize=1)
def _outlets() -> tuple[Outlet, ...]:
    import tomllib
    from pathlib import Path

    data = tomllib.loads(Path(__file__).with_name("outlets.toml").read_text("utf-8"))
    return tuple(
        Outlet(one["name"], (one["name"], *one.get("aliases", ())), tuple(one.get("page", ())))
        for one in data["outlet"]
    )


@lru_cache(maxsize=1)
def _outlets_by_name() -> dict[str, Outlet]:
    return {_folded(name): outlet for outlet in _outlets() for name in outlet.names}


# ---------------------------------------------------------------- datelines


@dataclass(frozen=True, slots=True)
class _Dateline:
    agency: str
    day: Found | None
    passage: Passage


def _dateline(text: str, passage: Passage) -> _Dateline | None:
    opening = text[passage.span.start : min(passage.span.end, passage.span.start + 140)]
    match = _DATELINE.match(opening)
    if match is None:
        return None
    bracket = match["slashed"] or match["bracketed"] or match["dashed"] or match["capitals"] or ""
    # The bracket may hold the date instead: "NEW YORK (May 2) -"; the agency may share it.
    day = next(dates(f"{match['region'] or ''}{match['date'] or ''}"), None)
    inside = None if day else next(dates(bracket), None)
    agency = bracket if inside is None else ""
    if match["none"] and day is None:
        return None
    return _Dateline(agency if _is_name(agency) else "", day or inside, passage)


def _is_name(words: str) -> bool:
    return bool(words) and len(words.split()) <= 4 and words.strip()[:1].isalpha()


def _first_dateline(text: str, passages: Sequence[Passage]) -> _Dateline | None:
    body = [one for one in passages if one.role in (Role.BODY, Role.DATELINE, Role.STANDFIRST)]
    found = (_dateline(text, one) for one in body[:DATELINE_PASSAGES])
    return next((one for one in found if one), None)


def _datelines(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    dateline = _first_dateline(text, passages)
    if dateline is None:
        return
    where = f"dateline, line {dateline.passage.line}"
    if dateline.agency:
        yield Fact("outlet", canonical(dateline.agency), where)
    if dateline.day and dateline.day.iso:
        yield Fact("published", dateline.day.iso, where)


def _datelines_without_year(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    dateline = _first_dateline(text, passages)
    if dateline and dateline.day and not dateline.day.iso:
        yield from _with_year(text, passages, dateline, dateline.day)


def _with_year(
    text: str, passages: Sequence[Passage], dateline: _Dateline, day: Found
) -> Iterator[Fact]:
    """The dateline's date with the one year that the text's latest full date allows.

    News looks back: the dateline is the first such day on or after the latest full date,
    at most half a year later. A weekday in the same passage must agree, because the
    latest date may also lie ahead ("until December 31, 2030").
    """
    latest = max(_full_dates(text, passages), default=None)
    if latest is None:
        return
    then, line = latest
    year = then.year if (day.month, day.day) >= (then.month, then.day) else then.year + 1
    named = weekdays(text[dateline.passage.span.start : dateline.passage.span.start + 600])
    settled = iso(year, day.month, day.day)
    if not settled or (date.fromisoformat(settled) - then).days > 183:
        return
    weekday = date.fromisoformat(settled).weekday()
    if weekday not in named:
        return
    year_from = f"its year from {then.isoformat()} in line {line}, the weekday agrees"
    source = f"dateline, line {dateline.passage.line}; {year_from}"
    yield Fact("published", settled, source)


def _full_dates(text: str, passages: Sequence[Passage]) -> Iterator[tuple[date, int]]:
    for passage in passages:
        if passage.role in ARTICLE_ROLES:
            for found in dates(passage.span.of(text)):
                if found.iso:
                    yield date.fromisoformat(found.iso), passage.line


# ---------------------------------------------------------------- furniture that names the outlet


def _captions(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    """The outlet in the address of a picture, and the date of the first dated one."""
    pictures = [
        (match, one.line)
        for one in passages
        if one.role is Role.CAPTION and (match := PICTURE.search(_end(text, one)))
    ]
    for match, line in pictures[:1]:
        yield Fact("outlet", canonical(match["outlet"]), f"caption, line {line}")
    for match, line in [one for one in pictures if one[0]["date"]][:1]:
        found = next(dates(match["date"]), None)
        if found:
            yield Fact("published", found.iso, f"caption of the first dated picture, line {line}")


def _end(text: str, passage: Passage) -> str:
    return text[max(passage.span.start, passage.span.end - TAIL) : passage.span.end]


def _mastheads(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    """A line near the top or the end that is a known outlet's name and nothing else."""
    for passage in (*passages[:MASTHEAD_PASSAGES], *passages[-MASTHEAD_PASSAGES:]):
        if len(passage.span) <= 60:
            outlet = _outlets_by_name().get(_folded(passage.span.of(text)))
            if outlet:
                yield Fact("outlet", outlet.name, f"masthead, line {passage.line}")


def _copyrights(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    for passage in passages:
        if passage.role is Role.CREDIT:
            match = _COPYRIGHT.search(passage.span.of(text)[:300])
            if match:
                name = re.split(r"\s(?:all|contributed)\s", match["name"], flags=re.IGNORECASE)[0]
                yield Fact("outlet", canonical(name), f"copyright, line {passage.line}")


def _site_lines(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    """A known outlet named in the furniture of a page that has the lines its site prints."""
    furniture = [one for one in passages if one.is_furniture and len(one.span) < 400]
    printed = {_folded(one.span.of(text)) for one in furniture}
    for outlet in _outlets() if printed else ():
        if outlet.page and all(_folded(line) in printed for line in outlet.page):
            named = [one for one in furniture if _names(one.span.of(text), outlet)]
            for one in named[:1]:
                lines = " and ".join(f"“{line}”" for line in outlet.page)
                yield Fact(
                    "outlet", outlet.name, f"named in line {one.line}, and its site's lines {lines}"
                )


def _names(line: str, outlet: Outlet) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", line) for name in outlet.names)


# ---------------------------------------------------------------- outlets that no list knows


@dataclass(frozen=True, slots=True)
class _Clue:
    """That *kind* of line names an outlet as *name*, at *line*."""

    kind: str
    name: str
    line: int


_PROPER = rf"[{_CAPS}][\w.&'’-]*(?:\ (?:[{_CAPS}][\w.&'’-]*|of|and|the)){{0,4}}"
#: How furniture names its own outlet; a name ends at a full stop, a colon or a small letter.
_NAMING = {
    "a line on following it": pattern(
        rf"(?:Follow|follow|Subscribe\ to|Like|Join|Read|[Пп]одписывайтесь\ на|[Чч]итайте)"
        rf"\ (?:the\ )?(?P<name>{_PROPER})"
    ),
    "a note on quoting": pattern(
        rf"(?:reference|link|hyperlink|credit|attribution|ссылк\w+)\ (?:to|на)"
        rf"\ (?:the\ )?(?P<name>{_PROPER})"
    ),
    "a copyright sign": pattern(rf"^(?:©|\([cC]\))\ ?(?P<name>{_PROPER})"),
}
_TOLD = pattern(rf"\btold\ (?:the\ )?[*_“\"]?(?P<name>{_PROPER})")
_TOLD_KIND = "“told …”"
#: A person too may be followed and told, so only these clues go with "told …".
_OWN_NAMES = frozenset({"a masthead", "a copyright sign"})


def _agreeing(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    """An outlet that two clues of different kinds name alike; one alone proves nothing.

    A paper's own articles shorten its name ("told the Gazette"), so there the last word of
    a masthead's name is enough.
    """
    clues_by_name: dict[str, dict[str, _Clue]] = {}
    for clue in (*_top_names(text, passages), *_named_by(text, passages)):
        clues_by_name.setdefault(_core(clue.name), {}).setdefault(clue.kind, clue)
    told = {_core(clue.name): clue for clue in _told(text, passages)}
    for name, kinds in clues_by_name.items():
        first, *others = kinds.values()
        second = others[0] if others else _told_of(first, name, told)
        if second:
            both = f"{first.kind}, line {first.line}, and {second.kind}, line {second.line}"
            yield Fact("outlet", canonical(_printed(first.name)), f"{both}, name it alike")
            return


def _told_of(clue: _Clue, name: str, told: Mapping[str, _Clue]) -> _Clue | None:
    if clue.kind not in _OWN_NAMES:
        return None
    return told.get(name) or told.get(name.rsplit(maxsplit=1)[-1])


def _top_names(text: str, passages: Sequence[Passage]) -> Iterator[_Clue]:
    for passage in passages[:MASTHEAD_PASSAGES]:
        if passage.role is Role.NAVIGATION and len(passage.span) <= 60:
            line = passage.span.of(text)
            if re.fullmatch(_PROPER, line):
                yield _Clue("a masthead", line, passage.line)


def _named_by(text: str, passages: Sequence[Passage]) -> Iterator[_Clue]:
    for passage in passages:
        if passage.is_furniture:
            line = passage.span.of(text)[:300].strip("*_ ")
            for kind, pattern in _NAMING.items():
                match = pattern.search(line)
                if match:
                    yield _Clue(kind, match["name"], passage.line)


def _told(text: str, passages: Sequence[Passage]) -> Iterator[_Clue]:
    for passage in passages:
        if not passage.is_furniture:
            for match in _TOLD.finditer(text, passage.span.start, passage.span.end):
                yield _Clue(_TOLD_KIND, match["name"], passage.line)


def _core(name: str) -> str:
    return _folded(name).removeprefix("the ")


def _printed(name: str) -> str:
    """A name in capitals as it is written in a sentence; one word may be an abbreviation."""
    words = name.split()
    if len(words) == 1 or not name.isupper():
        return " ".join(words)
    return " ".join(word.capitalize() for word in words)


# ---------------------------------------------------------------- dates


def _stamps(text: str, passages: Sequence[Passage]) -> Iterator[Fact]:
    """Full dates in timestamps, bylines and the dated heading of a transcript.

    Times only near the top: one in the middle stands beside a link to another article.
    A transcript's heading may stand below a long teaser.
    """
    for number, passage in enumerate(passages):
        top = number < DATELINE_PASSAGES
        if top and passage.role in (Role.TIMESTAMP, Role.BYLINE, Role.DATELINE):
            found = next((one for one in dates(passage.span.of(text)[:300]) if one.iso), None)
            if found:
                yield Fact("published", found.iso, f"{passage.role}, line {passage.line}")
        elif passage.role is Role.TITLE and len(passage.span) < 600:
            line = passage.span.of(text)
            last = [one for one in dates(line) if one.iso and one.end >= len(line.rstrip(" ."))]
            if last:
                yield Fact("published", last[0].iso, f"heading, line {passage.line}")


def _open_date(text: str, passages: Sequence[Passage], facts: Sequence[Fact]) -> Iterator[str]:
    dateline = _first_dateline(text, passages)
    dated = any(fact.name == "published" for fact in facts)
    if dateline and dateline.day and not dated:
        line = dateline.passage.line
        yield f"the dateline in line {line} gives no year and the text does not settle it"


def _republished(text: str, passages: Sequence[Passage]) -> Iterator[str]:
    spoken = any(one.role in (Role.QUESTION, Role.ANSWER) for one in passages)
    for passage in passages:
        match = passage.role is Role.SOURCE_NOTE and _SOURCE.match(passage.span.of(text)[:220])
        if match:
            says = "republishes a transcript; names as its" if spoken else "names as its"
            name = match["name"].strip(" .")
            yield f"{says} source {name} (source note, line {passage.line})"
