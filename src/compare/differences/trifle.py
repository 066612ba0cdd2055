"""Facts that no reader misses: what only says in other words who, when or which is meant.

Of a figure, a date or a name that one side lacks, whether it is of that sort. Where it is,
the difference is one of wording.
"""

from datetime import date

from .clause import part, sentence
from .moment import Moment
from .names import is_of_office
from .naming import Name
from .pair import SAME_PLACE, Reading
from .quantity import Quantity
from .role import is_age
from .view import View

Fact = Quantity | Moment | Name

#: Words before a figure word that make it look back: "the two", "both".
ANAPHORIC = frozenset({"the", "these", "those", "his", "her", "their", "its", "both", "all"})

#: Words before a span of time that is counted back from the day of writing: the last 24 hours.
COUNTED_BACK = frozenset({"last", "past", "previous", "recent", "последние", "последних"})

#: Days from the day of writing to the one before that papers report of.
YESTERDAY = 1

#: Words by which a place hangs on a thing: the border with Tarvia, the mayor of Orle.
OF_PLACES = frozenset({"of", "in", "at", "with", "between", "near", "on", "within", "из", "с"})

#: Words that go on with the name of a body: Control and Prevention.
JOINS = frozenset({"and", "&", "of", "for", "и"})


def is_trifle(view: View, fact: Fact, gap: tuple[int, int]) -> bool:
    """Whether nothing is missing without *fact*, which stands in the *gap* of mine alone."""
    if _is_beside_cue(view.mine, *gap):
        return True  # who said it may stand just outside the link, and to whom
    if isinstance(fact, Quantity):
        return _is_known_figure(view.mine, fact)
    if _is_of_remark(view.mine, fact):
        return True
    if isinstance(fact, Moment):
        return (
            _is_day_of_writing(view.mine, fact)
            or _is_of_dateline(view.mine, fact)
            or _is_in_name(view.mine, fact)
        )
    return (
        _is_no_person_or_place(view, fact)
        or _is_beside_office(view, fact)
        or _is_label(view.mine, fact)
        or _says_which(view, fact)
        or _goes_on(view.mine, fact)
    )


def _is_known_figure(reading: Reading, figure: Quantity) -> bool:
    """Whether it is an age, looks back at things known, or counts back from today."""
    before = reading.words[figure.first - 1].folded if figure.first else ""
    if before in COUNTED_BACK or is_age(reading, figure) or _is_of_person(reading, figure):
        return True
    if _is_converted(reading, figure) or _is_number_of(reading, figure):
        return True
    return not figure.digits and before in ANAPHORIC


def _is_of_person(reading: Reading, figure: Quantity) -> bool:
    """Whether it is an age or of a title: 16-year-old boy, three-term Torvell Mayor Ann Arden."""
    known, n = reading.language, figure.first
    is_old = False
    while n < len(reading.words) and (n < figure.last or reading.is_content(n)):
        folded = reading.words[n].folded.rstrip(".")
        is_old = is_old or folded.endswith("year-old")
        is_named = any(name.first <= n < name.last for name in reading.names)
        if is_old and (is_named or folded in known.generic_persons):
            return True
        if folded in known.titles:
            return is_old or any(name.first <= n + 1 < name.last for name in reading.names)
        n += 1
    return False


def _is_number_of(reading: Reading, figure: Quantity) -> bool:
    """Whether it belongs to the name before it: the Dams Act 2000."""
    if figure.unit or not any(name.last == figure.first for name in reading.names):
        return False
    words = reading.words
    return reading.side.text[words[figure.first - 1].end : words[figure.first].start] == " "


def _is_converted(reading: Reading, figure: Quantity) -> bool:
    """Whether it stands in another unit as well: 50 degrees (120 Fahrenheit)."""
    text, words = reading.side.text, reading.words
    firsts = {each.first for each in reading.quantities}
    for n in range(figure.last, min(figure.last + 2, len(words))):
        if n in firsts and "(" in text[words[n - 1].end : words[n].start]:
            return True
    return "(" in text[words[figure.first].start - 2 : words[figure.first].start] and any(
        figure.first - 2 <= each.last <= figure.first for each in reading.quantities
    )


def _is_day_of_writing(reading: Reading, moment: Moment) -> bool:
    """Whether it is the day the article is of, or the one before: what "today" would say."""
    if not moment.start:
        return moment.relative and not (moment.year or moment.month)
    try:
        written = date.fromisoformat(reading.side.published[:10]).toordinal()
    except ValueError:
        return False
    return moment.start == moment.end and 0 <= written - moment.start <= YESTERDAY


def _is_of_dateline(reading: Reading, moment: Moment) -> bool:
    """Whether only words in capitals stand before it: TORVELL, March 14."""
    before = range(sentence(reading, moment.first)[0], moment.first)
    return bool(before) and all(reading.words[n].text.isupper() for n in before)


def _is_in_name(reading: Reading, moment: Moment) -> bool:
    """Whether a year belongs to a name: the Dams Act 2000, the 2002 Winter Games."""
    if not moment.year or moment.month or moment.day:
        return False
    return any(name.last == moment.first or name.first == moment.last for name in reading.names)


def _is_beside_cue(reading: Reading, first: int, last: int) -> bool:
    """Whether the words, or the one before them, tell that something was said, or who said it."""
    gap, beside = reading.span(first, last), reading.span(max(0, first - 1), last)
    return any(
        beside.overlap(cue.span) or (cue.speaker_span and gap.overlap(cue.speaker_span))
        for cue in reading.side.attributions
    )


def _is_of_remark(reading: Reading, fact: Moment | Name) -> bool:
    """Whether it is when or where something was said: said on Monday in Torvell."""
    begin, _ = part(reading, fact.first)
    others: tuple[Fact, ...] = (*reading.moments, *reading.names)
    known = {n for each in others for n in range(each.first, each.last)}
    at = fact.first - 1
    while at > begin and (at in known or not reading.is_content(at)):
        at -= 1
    span = reading.span(max(at, begin), fact.first)
    return any(span.overlap(cue.span) for cue in reading.side.attributions)


def _is_no_person_or_place(view: View, name: Name) -> bool:
    """Whether it is a nationality, an abbreviated body, a seat of government, or the press."""
    if name.is_adjective or name.capital or (name.acronym and not name.country):
        return True
    return not view.mine.changes.media.isdisjoint(name.folded)


def _is_beside_office(view: View, name: Name) -> bool:
    """Whether it fills out a title or a name: Torvell Mayor, the mayor Arden, Arden of Orle."""
    if is_of_office(view.mine, name):
        return True
    before, words = name.first - 1, view.mine.words
    if before < 0:
        return False
    if _is_tied(view, before) and words[before].folded.rstrip(".") in view.mine.language.titles:
        return True
    return words[before].folded == "of" and any(n.last == before for n in view.mine.names)


def _is_tied(view: View, n: int) -> bool:
    return any(strength >= SAME_PLACE for _, strength in view.ties.get(n, ()))


def _is_label(reading: Reading, name: Name) -> bool:
    """Whether it stands in brackets by itself, or after a hyphen: Arden (D-Orle), (Torvell)."""
    text = reading.side.text
    start, end = reading.words[name.first].start, reading.words[name.last - 1].end
    before, after = text[start - 1 : start], text[end : end + 2]
    return before == "-" or (before == "(" and ")" in after)


def _says_which(view: View, name: Name) -> bool:
    """Whether a place only says which thing is meant that both sides have: border with Tarvia.

    After a verb it is where something happened, and that is told.
    """
    words, at = view.mine.words, name.first - 1
    if at >= 0 and words[at].folded in view.mine.language.determiners:
        at -= 1
    if at < 1 or words[at].folded not in OF_PLACES:
        return False
    thing = words[at - 1]
    return _is_tied(view, at - 1) and thing.text.isalpha() and not _is_verb(view.mine, thing.folded)


def _is_verb(reading: Reading, folded: str) -> bool:
    return folded in reading.changes.verbs or folded.endswith(("ed", "ing"))


def _goes_on(reading: Reading, name: Name) -> bool:
    """Whether it goes on with the name of a body: the Office of Floods and Storms."""
    ends = {each.last: each.first for each in reading.names}
    at = name.first
    while at and reading.words[at - 1].folded in JOINS and at - 1 in ends:
        at = ends[at - 1]
    if at == name.first or not at:
        return False
    return reading.words[at - 1].folded in reading.language.determiners
