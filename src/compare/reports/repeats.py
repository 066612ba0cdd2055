"""Repeats for readers: groups with what changes inside them, copied documents, standing text.

What repeats is `repetition`'s; here it is put in plain words and laid out, as text, JSON,
CSV, Markdown or a line a place. Texts are read once, and only the words shown are kept, so
that a stream of a million documents can be reported as well as two articles.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TextIO

from compare.errors import UsageError
from compare.frozen import dataclass
from compare.model import (
    Difference,
    DocumentId,
    Edit,
    EditKind,
    Likeness,
    Place,
    Repeat,
    RepeatKind,
    Skipped,
    Span,
)
from compare.repetition import Boilerplate, Card, DocumentRepeat, Found, tables
from compare.reports.csv import cell
from compare.reports.look import Look
from compare.reports.plain_words import NAME_CHARACTERS, counted, percent
from compare.reports.safe import clipped, plain

FORMATS = ("text", "concise", "json", "csv", "markdown")

#: Characters shown of a passage, of changed words, and of a standing text's pattern.
FIRST_WORDS, CHANGED_WORDS, PATTERN = 160, 60, 300
#: Characters kept of a place or an edit: enough to clip from.
KEPT = 4 * FIRST_WORDS
#: Places of a group, and changes in a place, that a page for readers lists without `-v`.
PLACES, CHANGES = 8, 6

#: How a pair of documents is called.
PAIRS = {
    RepeatKind.EXACT: "the same words",
    RepeatKind.NEAR: "nearly the same",
    RepeatKind.CONTAINED: "one inside the other",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be written; *texts* gives every document once and is read at most once.

    With *standing_only* repeats that are no standing text, and documents, are left out.
    """

    found: Found
    texts: Iterable[tuple[DocumentId, str]]
    skipped: tuple[Skipped, ...] = ()
    standing_only: bool = False

    @property
    def repeats(self) -> tuple[Repeat, ...]:
        """The repeats asked for."""
        every = self.found.repeats
        return tuple(each for each in every if each.boilerplate or not self.standing_only)

    @property
    def documents(self) -> tuple[DocumentRepeat, ...]:
        """The pairs of documents asked for."""
        return () if self.standing_only else self.found.documents


def write(report: Report, out: TextIO, *, format: str, look: Look) -> None:  # noqa: A002
    """Write *report* in the format of that name; UsageError when repeats have no such report."""
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"repeats cannot be written as {format}\n  It can be: {known}")
    if format == "text":
        from compare.reports import repeats_terminal

        repeats_terminal.write(report, out, look)
        return
    writers: Mapping[str, Callable[[Report, TextIO, Look], None]] = {
        "csv": _write_csv,
        "json": _write_json,
        "concise": _write_concise,
        "markdown": _write_markdown,
    }
    writers[format](report, out, look)


class Words:
    """The words of places, edits and differences, cut from texts as they go by."""

    def __init__(self, repeats: Iterable[Repeat], texts: Iterable[tuple[DocumentId, str]]) -> None:
        wanted = _wanted(repeats)
        self._kept = {
            (document, span): text[span.start : min(span.end, span.start + most)]
            for document, text in texts
            for span, most in wanted.get(document, {}).items()
        }

    def of(self, document: DocumentId, span: Span) -> str:
        """The words at *span* as printed, at most KEPT characters unless in a difference."""
        return self._kept.get((document, span), "")


def _wanted(repeats: Iterable[Repeat]) -> Mapping[DocumentId, Mapping[Span, int]]:
    """For each document the spans to keep and how many characters of each."""
    wanted: dict[DocumentId, dict[Span, int]] = defaultdict(dict)
    for repeat in repeats:
        first = repeat.places[0].document
        for place, likeness in zip(repeat.places, repeat.likenesses, strict=True):
            wanted[place.document].setdefault(place.span, KEPT)
            for edit in _changed(likeness):
                wanted[first].setdefault(edit.a, KEPT)
                wanted[place.document].setdefault(edit.b, KEPT)
            for fact in likeness.differences:
                wanted[first][fact.a] = wanted[place.document][fact.b] = sys.maxsize
    return wanted


def _changed(likeness: Likeness) -> Iterator[Edit]:
    return (edit for edit in likeness.edits if edit.kind is not EditKind.EQUAL)


@dataclass(frozen=True, slots=True)
class At:
    """One place of a group, ready to be laid out: what changes there against the first."""

    where: str
    outlet: str
    likeness: str
    changes: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A repeat ready to be laid out; every text in it is fit to be shown."""

    kind: RepeatKind
    length: str
    words: str
    places: tuple[At, ...]
    more: int

    @property
    def facts_differ(self) -> bool:
        """Whether any place shown differs in a number or a negation."""
        return any(place.facts for place in self.places)


class Told:
    """Puts the repeats of one report into words."""

    def __init__(self, report: Report, *, verbose: bool = False) -> None:
        self._cards = tables.cards(report.found)
        self._words = Words(report.repeats, report.texts)
        self._places = sys.maxsize if verbose else PLACES
        self._changes = sys.maxsize if verbose else CHANGES

    def group(self, repeat: Repeat) -> Group:
        """*repeat* ready to be laid out, places in which facts differ never left out."""
        shown = [
            n
            for n, likeness in enumerate(repeat.likenesses)
            if n < self._places or likeness.differences
        ]
        return Group(
            repeat.kind,
            f"{counted(repeat.words, 'word')}, {counted(len(repeat.places), 'place')}",
            self.first_words(repeat.places[0]),
            tuple(self._at(repeat, n) for n in shown),
            len(repeat.places) - len(shown),
        )

    def where(self, place: Place) -> str:
        """The file and the line."""
        return f"{plain(self._cards[place.document].path)}:{place.line}"

    def outlet(self, document: DocumentId) -> str:
        """The outlet, or nothing when it is not known."""
        return clipped(self._cards[document].outlet, NAME_CHARACTERS)

    def path(self, document: DocumentId) -> str:
        """The path as the user gave it."""
        return plain(self._cards[document].path)

    def first_words(self, place: Place) -> str:
        """How the passage at *place* begins."""
        return clipped(self._words.of(place.document, place.span), FIRST_WORDS)

    def quoted(self, document: DocumentId, span: Span) -> str:
        """The words of a difference, exactly as printed."""
        return self._words.of(document, span)

    def _at(self, repeat: Repeat, n: int) -> At:
        place, likeness = repeat.places[n], repeat.likenesses[n]
        changes = [self._change(edit, repeat.places[0], place) for edit in _changed(likeness)]
        rest = len(changes) - self._changes
        return At(
            self.where(place),
            self.outlet(place.document),
            _alike(likeness) if n and repeat.kind is not RepeatKind.EXACT else "",
            (*changes[: self._changes], *([f"{rest} more"] if rest > 0 else [])),
            tuple(clipped(fact.message or fact.kind, 300) for fact in likeness.differences),
        )

    def _change(self, edit: Edit, first: Place, here: Place) -> str:
        a = clipped(self._words.of(first.document, edit.a), CHANGED_WORDS)
        b = clipped(self._words.of(here.document, edit.b), CHANGED_WORDS)
        if a and b:
            return f"“{a}” → “{b}”"
        return f"without “{a}”" if a else f"with “{b}”"


def _alike(likeness: Likeness) -> str:
    """How a place resembles the first one, in figures that anyone can count again."""
    if likeness.kind is RepeatKind.EXACT:
        return "the same words"
    here, first = percent(likeness.share_here), percent(likeness.share_first)
    return f"{likeness.kind}: {here} of these words, {first} of the first"


def pair(one: DocumentRepeat, told: Told) -> str:
    """Two documents and how much of either stands in the other; who copied is not said."""
    a, b = told.path(one.a), told.path(one.b)
    if one.kind is RepeatKind.EXACT:
        return f"{a} = {b}"
    inner = one.inner
    relation = "~" if inner is None else "inside" if inner == one.a else "holds"
    shares = f"{percent(one.share_a)} of the first, {percent(one.share_b)} of the second"
    return f"{a} {relation} {b}: {shares}"


def standing(one: Boilerplate) -> str:
    """How often a standing text stands, and whose it is."""
    about = one.standing
    whose = clipped(about.owner, NAME_CHARACTERS) or (
        "several outlets" if len(about.outlets) > 1 else "no outlet named"
    )
    saved = counted(about.words_saved, "word")
    return f"{saved} saved, {counted(about.documents, 'document')}, {whose}"


def total(report: Report) -> str:
    """How much of each kind was found."""
    repeats = report.repeats
    kinds = Counter(repeat.kind for repeat in repeats)
    told = ", ".join(f"{kinds[kind]:,} {kind}" for kind in RepeatKind if kinds[kind])
    facts = sum(repeat.facts_differ for repeat in repeats)
    parts = (
        counted(len(repeats), "repeat") + (f" ({told})" if told else ""),
        f"facts differ in {facts:,}" if facts else "",
        "" if report.standing_only else counted(len(report.documents), "pair", "pairs")
        + " of documents",
        counted(len(report.found.boilerplate), "standing text"),
        f"{len(report.skipped):,} skipped" if report.skipped else "",
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def counts(report: Report) -> str:
    """Everything that was looked at, collapsed, capped or dropped, on one line."""
    return " · ".join(f"{name} {count:,}" for name, count in every_count(report).items() if count)


def every_count(report: Report) -> Mapping[str, int]:
    """What was counted while finding, and what is not shown."""
    found = report.found
    documents = len(found.documents) - len(report.documents)
    return {
        "documents": len(found.cards),
        **dict(found.counts),
        "no standing text, so not shown": len(found.repeats) - len(report.repeats),
        "pairs of documents not shown": documents,
        "places whose changed words are not listed": _without_edits(report.repeats),
    }


def _without_edits(repeats: Iterable[Repeat]) -> int:
    """Near places without edits: of very many they are left out."""
    return sum(
        likeness.kind is RepeatKind.NEAR and not likeness.edits
        for repeat in repeats
        for likeness in repeat.likenesses
    )


def _write_json(report: Report, out: TextIO, look: Look) -> None:
    """Everything, one item a line; unlike other reports nothing in it is clipped."""
    from compare.reports.json import SCHEMA_VERSION, dumped

    sections: tuple[tuple[str, Iterable[object]], ...] = (
        ("repeats", _repeats_json(report)),
        ("documents", () if report.standing_only else tables.document_rows(report.found)),
        ("boilerplate", _standing_json(report)),
        ("skipped", ({"path": one.path, "reason": one.reason} for one in report.skipped)),
    )
    out.write(f'{{"schema_version": {dumped(SCHEMA_VERSION)},\n')
    out.write(f'"counts": {dumped(every_count(report))}')
    for name, items in sections:
        out.write(f',\n"{name}": [')
        for n, item in enumerate(items):
            out.write(",\n" if n else "\n")
            out.write(dumped(item))
        out.write("]")
    out.write("}\n")


def _repeats_json(report: Report) -> Iterator[object]:
    told, known = Told(report), tables.cards(report.found)
    for repeat in report.repeats:
        first, last = repeat.places[0].document, repeat.places[-1].document
        yield {
            "kind": repeat.kind.value,
            "places": [_place(place, known) for place in repeat.places],
            "words": repeat.words,
            "boilerplate": repeat.boilerplate,
            "differences": [_difference(one, first, last, told) for one in repeat.differences],
            "likenesses": [
                _likeness(likeness, first, place.document, told)
                for likeness, place in zip(repeat.likenesses, repeat.places, strict=True)
            ],
        }


def _place(place: Place, known: Mapping[DocumentId, Card]) -> dict[str, object]:
    path = known[place.document].path
    return {"path": path, "line": place.line, **_span(place.span), "document": place.document}


def _likeness(likeness: Likeness, first: DocumentId, here: DocumentId, told: Told) -> object:
    return {
        "kind": likeness.kind.value,
        "share_first": likeness.share_first,
        "share_here": likeness.share_here,
        "edits": [
            {"kind": edit.kind.value, "a": _span(edit.a), "b": _span(edit.b)}
            for edit in likeness.edits
        ],
        "differences": [_difference(one, first, here, told) for one in likeness.differences],
    }


def _difference(one: Difference, first: DocumentId, here: DocumentId, told: Told) -> object:
    return {
        "kind": one.kind,
        "a": {**_span(one.a), "text": told.quoted(first, one.a)},
        "b": {**_span(one.b), "text": told.quoted(here, one.b)},
        "weight": one.weight.value,
        "message": one.message,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _standing_json(report: Report) -> Iterator[object]:
    """Standing text by words saved; *repeat* counts from 0 in the list of repeats."""
    known = tables.cards(report.found)
    # By identity: to hash a repeat is to hash all its places.
    index = {id(repeat): n for n, repeat in enumerate(report.repeats)}
    for one in report.found.boilerplate:
        about = one.standing
        yield {
            "pattern": about.pattern,
            "slots": about.has_slots,
            "words": one.repeat.words,
            "words_saved": about.words_saved,
            "documents": about.documents,
            "owner": about.owner,
            "outlets": [
                {"outlet": name, "documents": here, "of": every}
                for name, here, every in about.outlets
            ],
            "place": _place(one.repeat.places[0], known),
            "repeat": index[id(one.repeat)],
        }


_PLACE = ("path", "outlet", "line", "start", "end")
REPEAT_COLUMNS = (
    *("repeat", "kind", "words", "boilerplate", *_PLACE),
    *("share_first", "share_here", "differences", "text"),
)
STANDING_COLUMNS = (
    *("words_saved", "documents", "places", "words", "owner", "outlets", "slots", "pattern"),
    *_PLACE,
)


def _write_csv(report: Report, out: TextIO, look: Look) -> None:
    """One row a place, or one a standing text when only these are asked for."""
    columns = STANDING_COLUMNS if report.standing_only else REPEAT_COLUMNS
    rows = tables.boilerplate_rows(report.found) if report.standing_only else _rows(report)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)


def _rows(report: Report) -> Iterator[tables.Row]:
    told = Told(report)
    places = (place for repeat in report.repeats for place in repeat.places)
    for row, place in zip(tables.repeat_rows(report.found), places, strict=True):
        yield {**row, "text": told.first_words(place)}


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return cell(value) if isinstance(value, str) else value


def _write_concise(report: Report, out: TextIO, look: Look) -> None:
    """One line a place after the first, naming the first: grep and editors can follow it."""
    told = Told(report, verbose=True)
    for repeat in report.repeats:
        group = told.group(repeat)
        kind = f"standing text, {group.kind}" if repeat.boilerplate else f"{group.kind} repeat"
        for place in group.places[1:]:
            facts = "".join(f"; {fact}" for fact in place.facts)
            out.write(f"{place.where}: {kind} of {group.places[0].where} ")
            out.write(f'({counted(repeat.words, "word")}) "{clipped(group.words, 60)}"{facts}\n')
    out.writelines(
        f"{told.path(one.a)}: {PAIRS[one.kind]}: {pair(one, told)}\n" for one in report.documents
    )


def _write_markdown(report: Report, out: TextIO, look: Look) -> None:
    told = Told(report, verbose=look.verbose)
    lines = ["# Repeats", ""]
    if not look.statistics:
        lines += [*_groups_markdown(report, told), *_documents_markdown(report, told)]
        lines += _standing_markdown(report, told)
    out.write("\n".join([*lines, *_closing_markdown(report)]) + "\n")


def _groups_markdown(report: Report, told: Told) -> Iterator[str]:
    from compare.reports.markdown import escaped

    for group in (told.group(repeat) for repeat in report.repeats if not repeat.boilerplate):
        warning = ", **facts differ**" if group.facts_differ else ""
        yield f"- **{group.kind}**, {group.length}{warning}: {escaped(group.words)}"
        for place in group.places:
            parts = (place.outlet, place.likeness, *place.changes, *place.facts)
            told_of = "; ".join(escaped(part) for part in parts if part)
            yield f"  - {escaped(place.where)}{': ' if told_of else ''}{told_of}"
        if group.more:
            yield f"  - and {counted(group.more, 'place')} more"


def _documents_markdown(report: Report, told: Told) -> Iterator[str]:
    from compare.reports.markdown import escaped

    if report.documents:
        yield from ("", "## Documents", "")
    for one in report.documents:
        yield f"- **{PAIRS[one.kind]}**: {escaped(pair(one, told))}"


def _standing_markdown(report: Report, told: Told) -> Iterator[str]:
    from compare.reports.markdown import escaped, table_lines

    if not report.found.boilerplate:
        return
    yield from ("", "## Standing text", "")
    head = ("Saved", "Text", "First place")
    yield from table_lines(
        head,
        (
            (
                escaped(standing(one)),
                escaped(clipped(one.standing.pattern, PATTERN)),
                escaped(told.where(one.repeat.places[0])),
            )
            for one in report.found.boilerplate
        ),
    )


def _closing_markdown(report: Report) -> Iterator[str]:
    from compare.reports.markdown import escaped

    for one in report.skipped:
        yield f"- skipped {escaped(plain(one.path))}: {escaped(clipped(one.reason, 300))}"
    yield from ("", f"{escaped(total(report))}.", "", f"{escaped(counts(report))}.")
