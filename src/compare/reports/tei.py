"""The statements as a critical apparatus in TEI P5, by parallel segmentation.

A witness an outlet, a division a statement; where texts differ an `app` with the readings
of all, without a lemma unless there is a base. Text is exactly as decoded, furniture left out;
a character that XML cannot hold becomes its visible stand-in, and the header counts them.

The encoding is that of the TEI Guidelines P5, chapter 13, Critical Apparatus.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TextIO
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from compare.model import Article, DocumentId, Result, Statement
from compare.patterns import pattern
from compare.reports.look import Look
from compare.reports.overview import Overview, row_foot
from compare.reports.safe import plain
from compare.reports.segmentation import BETWEEN, Segment, segments
from compare.reports.variants import WEIGHTS, Variant, reading_in_words

NAMESPACE = "http://www.tei-c.org/ns/1.0"

#: Characters that no XML 1.0 document can hold, not even as a reference (section 2.2).
_ILLEGAL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: Characters that act on a terminal, hide, or that a parser would turn into others.
_TO_REFER = pattern(
    "[\r\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)

_DATE = pattern(r"\d{4}(-\d{2}(-\d{2})?)?$")
_LANGUAGE = pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")

METHOD = (
    "Made by machine: passages that report the same statement were aligned and their words "
    "compared. Every witness of a statement can be read through it in full, letter by letter, "
    "by parallel segmentation. Passages of the article that no other witness reports follow in "
    "divisions of the type only-in; parts of passages that no statement holds, and furniture "
    "(captions, navigation and the like), are left out."
)


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *result* as one TEI document; the same result gives the same bytes."""
    _Edition(Overview(result, base=look.base)).write(out)


class _Edition:
    """One result as TEI; witnesses are called w1, w2, … in the order of the documents."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._sigla = {id_: f"w{n}" for n, id_ in enumerate(overview.documents, 1)}

    def write(self, out: TextIO) -> None:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}">\n')
        out.write(written(self._header()))
        out.write("<text>\n<body>\n")
        divisions = (*self._statements(), *self._only()) or (_empty(),)
        out.writelines(map(written, divisions))
        out.write("</body>\n</text>\n</TEI>\n")

    # ------------------------------------------------------------ the header

    def _header(self) -> Element:
        head = Element("teiHeader")
        file = SubElement(head, "fileDesc")
        _text(SubElement(SubElement(file, "titleStmt"), "title"), "Synopsis")
        about = "Not published; made from the files that the witnesses name."
        _text(SubElement(SubElement(file, "publicationStmt"), "p"), about)
        witnesses = SubElement(SubElement(file, "sourceDesc"), "listWit")
        for article in self._overview.result.articles:
            self._witness(witnesses, article)
        self._encoding(SubElement(head, "encodingDesc"))
        return head

    def _witness(self, parent: Element, article: Article) -> None:
        about = article.document
        witness = SubElement(parent, "witness", {"xml:id": self._sigla[about.id]})
        source = SubElement(witness, "bibl")
        _text(SubElement(source, "publisher"), self._overview.names[about.id])
        if about.title:
            _text(SubElement(source, "title"), about.title)
        if about.published:
            date = SubElement(source, "date")
            _text(date, about.published)
            if _DATE.match(about.published):
                date.set("when", about.published)
        if _LANGUAGE.match(about.language):
            SubElement(source, "textLang", {"mainLang": about.language})
        target = about.url or quote(about.path, safe="/:")
        _text(SubElement(source, "ref", {"target": quote(target, safe=_URI)}), about.path)
        if about.sha256:
            _text(SubElement(source, "idno", {"type": "sha256"}), about.sha256)

    def _encoding(self, parent: Element) -> None:
        from importlib.metadata import version

        applications = SubElement(parent, "appInfo")
        attributes = {"ident": "source-compare", "version": version("source-compare")}
        label = SubElement(SubElement(applications, "application", attributes), "label")
        _text(label, "Source Compare")
        SubElement(
            parent,
            "variantEncoding",
            {"method": "parallel-segmentation", "location": "internal"},
        )
        editorial = SubElement(parent, "editorialDecl")
        for told in self._told():
            _text(SubElement(editorial, "p"), told)

    def _told(self) -> Iterator[str]:
        overview = self._overview
        yield METHOD
        yield f"{overview.closing()}."
        illegal = sum(len(_ILLEGAL.findall(d.text)) for d in overview.documents.values())
        if illegal:
            yield f"{illegal} characters that XML cannot hold have a stand-in."
        for item in overview.result.skipped:
            yield "Left out: " + ": ".join(part for part in (item.path, item.reason) if part)

    # ------------------------------------------------------------ the statements

    def _statements(self) -> Iterator[Element]:
        for number, statement in enumerate(self._overview.result.statements, 1):
            yield self._statement(number, statement)

    def _statement(self, number: int, statement: Statement) -> Element:
        overview = self._overview
        division = Element("div", {"type": "statement", "xml:id": f"s{number}", "n": f"{number}"})
        _text(SubElement(division, "head"), statement.label)
        cells = overview.cells(statement)
        variants = overview.variants(statement)
        text = _Mixed(SubElement(division, "p"))
        links = overview.links[statement.id]
        stretches = segments(statement, links, overview.documents, cells)
        spoken = _spoken(stretches, variants)
        for at, segment in enumerate(stretches):
            if segment.is_shared:
                text.add(segment.readings[0][0])
            else:
                self._apparatus(text.element("app"), segment, number, spoken.get(at, ()))
        self._places(division, statement, cells)
        for variant in variants:
            self._variant(division, number, variant)
        _text(SubElement(division, "note", {"type": "row"}), row_foot(statement, overview))
        return division

    def _apparatus(
        self, app: Element, segment: Segment, number: int, variants: Sequence[Variant]
    ) -> None:
        """The readings of one place, and what kinds of difference are in it."""
        if variants:
            first = min(variants, key=lambda v: (WEIGHTS.index(v.weight), v.number))
            app.set("type", first.weight.value)
            app.set("subtype", first.kind)
            app.set("corresp", " ".join(f"#s{number}-v{v.number}" for v in variants))
        for words, ids in segment.readings:
            is_base = any(id_ in self._overview.base for id_ in ids)
            reading = SubElement(app, "lem" if is_base else "rdg", {"wit": self._pointers(ids)})
            _Mixed(reading).add(words)

    def _pointers(self, ids: Iterable[DocumentId]) -> str:
        return " ".join(f"#{self._sigla[id_]}" for id_ in ids)

    def _places(self, parent: Element, statement: Statement, cells: Sequence[DocumentId]) -> None:
        """Where the words of each witness stand, and which witnesses have none."""
        for id_ in cells:
            for place in statement.cell(id_):
                where = f"line {place.line}, characters {place.span.start} to {place.span.end}"
                attributes = {"type": "place", "corresp": self._pointers((id_,))}
                _text(SubElement(parent, "note", attributes), where)
        perhaps = {place.document: f"perhaps in line {place.line}" for place in statement.possible}
        for id_ in statement.missing:
            attributes = {"type": "missing", "corresp": self._pointers((id_,))}
            _text(SubElement(parent, "note", attributes), perhaps.get(id_, "not reported"))

    def _variant(self, parent: Element, number: int, variant: Variant) -> None:
        note = SubElement(
            parent,
            "note",
            {
                "type": variant.weight.value,
                "subtype": variant.kind,
                "n": f"{variant.number}",
                "xml:id": f"s{number}-v{variant.number}",
            },
        )
        names = self._overview.names
        told = "; ".join(reading_in_words(reading, names) for reading in variant.readings)
        _text(note, f"{told} ({variant.note})" if variant.note else told)

    def _only(self) -> Iterator[Element]:
        """For each witness the passages that no statement touches."""
        if not self._overview.is_whole:
            return
        for id_, about in self._overview.documents.items():
            passages = self._overview.only_here(id_)
            if not passages:
                continue
            division = Element("div", {"type": "only-in", "corresp": self._pointers((id_,))})
            _text(SubElement(division, "head"), f"Only in {self._overview.names[id_]}")
            for passage in passages:
                paragraph = SubElement(division, "p", {"n": f"{passage.line}"})
                _Mixed(paragraph).add(passage.span.of(about.text))
            yield division


#: What may stand in an address as it is (RFC 3986), the sign of an escape among them.
_URI = "/:?#[]@!$&'()*+,;=%~"


def _spoken(
    stretches: Sequence[Segment], variants: Iterable[Variant]
) -> Mapping[int, Sequence[Variant]]:
    """For each stretch, by its number, the differences whose words stand in it."""
    places: dict[DocumentId, list[tuple[int, int, int]]] = defaultdict(list)
    for number, segment in enumerate(stretches):
        for id_, span in segment.places:
            places[id_].append((span.start, span.end, number))
    furthest = {}
    for id_, found in places.items():
        found.sort()
        furthest[id_] = [*accumulate((end for _, end, _ in found), max)]
    spoken: dict[int, list[Variant]] = defaultdict(list)
    for variant in variants:
        for number in sorted({*_touched(variant, places, furthest)}):
            spoken[number].append(variant)
    return spoken


def _touched(
    variant: Variant,
    places: Mapping[DocumentId, Sequence[tuple[int, int, int]]],
    furthest: Mapping[DocumentId, Sequence[int]],
) -> Iterator[int]:
    for id_, span in variant.spans:
        found = places.get(id_, ())
        at = bisect_right(furthest.get(id_, ()), span.start)
        while at < len(found) and found[at][0] < span.end:
            if found[at][1] > span.start:
                yield found[at][2]
            at += 1


def _empty() -> Element:
    division = Element("div", {"type": "statement"})
    _text(SubElement(division, "p"), "No statement was found in two documents or more.")
    return division


class _Mixed:
    """Text and elements in turn, inside one element."""

    def __init__(self, parent: Element) -> None:
        self._parent = parent
        self._last: Element | None = None

    def add(self, words: str) -> None:
        """Words; the border of two passages becomes a milestone."""
        for number, part in enumerate(words.split(BETWEEN)):
            if number:
                self.element("milestone").set("unit", "passage")
            if self._last is None:
                self._parent.text = (self._parent.text or "") + legal(part)
            else:
                self._last.tail = (self._last.tail or "") + legal(part)

    def element(self, name: str) -> Element:
        """An empty element after what is there."""
        self._last = SubElement(self._parent, name)
        return self._last


def _text(element: Element, text: str) -> None:
    element.text = plain(text)


def legal(text: str) -> str:
    r"""*text* with a stand-in for each character that XML cannot hold; as long as before.

    >>> legal("bell\x07 end")
    'bell␇ end'
    """
    return _ILLEGAL.sub(
        lambda m: chr(0x2400 + ord(m[0])) if m[0] < " " else "\N{REPLACEMENT CHARACTER}", text
    )


def written(element: Element) -> str:
    """The element as XML with a line break; what hides or acts is a character reference."""
    whole = tostring(element, encoding="unicode")
    return _TO_REFER.sub(lambda match: f"&#x{ord(match[0]):X};", whole) + "\n"
