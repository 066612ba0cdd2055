"""A saved result read again, once it is sure that it is one and hangs together.

Form is for `contract`; here also every span must lie in the text it speaks of and cut
out the words it says: an edited file is refused rather than shown wrongly. The error
names the first place that is wrong.
"""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pydantic import ValidationError

from compare.errors import InputError
from compare.model import Result
from compare.reports.contract import (
    DifferenceJson,
    DocumentJson,
    LinkJson,
    PlaceJson,
    QuotationJson,
    QuotedPlace,
    QuotedSpan,
    ResultJson,
    SpanJson,
)

NOT_OURS = "it is not a result saved with --format json"
REMEDY = "Save one with: compare show A B --format json -o result.json"


def result(name: str, path: Path) -> Result:
    """The result saved at *path*, called *name* in errors."""
    try:
        written = path.read_bytes()
    except OSError as error:
        raise InputError(name, error.strerror or str(error)) from None
    return parsed(name, written)


def parsed(name: str, written: bytes) -> Result:
    """The result *written* as bytes, called *name* in errors."""
    try:
        data = json.loads(written)
    except json.JSONDecodeError as error:
        # At the very beginning it is no JSON at all; further on it is damaged.
        where = f"line {error.lineno}, column {error.colno}: " if error.pos else ""
        raise InputError(name, f"{where}{NOT_OURS} ({_told(error)})", REMEDY) from None
    except UnicodeDecodeError as error:
        why = f"byte {error.start + 1} is not {error.encoding.upper()}"
        raise InputError(name, f"{NOT_OURS} ({why})", REMEDY) from None
    except (ValueError, RecursionError):
        raise InputError(name, NOT_OURS, REMEDY) from None
    return checked(name, data).result()


def _told(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return "it ends too early" if error.doc.strip() else "it is empty"
    return error.msg[:1].lower() + error.msg[1:]


def checked(name: str, data: Any) -> ResultJson:
    """*data* in the contract's types; InputError when it breaks the contract."""
    if not isinstance(data, dict) or "schema_version" not in data:
        raise InputError(name, NOT_OURS, REMEDY)
    if data["schema_version"] != "1":
        version = json.dumps(data["schema_version"])[:40]
        why = f'its schema_version is {version}, and this program reads "1"'
        raise InputError(name, why, REMEDY)
    try:
        whole = ResultJson.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        _fail(name, where, first["msg"][:1].lower() + first["msg"][1:])
    _check_places(name, whole)
    return whole


class _Claim(NamedTuple):
    """What a part of the result, at *where*, says of a document: a span of it."""

    where: str
    document: str
    span: SpanJson


def _check_places(name: str, whole: ResultJson) -> None:
    texts = {document.id: document.text for document in whole.documents}
    if len(texts) < len(whole.documents):
        _fail(name, "documents", "two have the same id")
    for where, document, span in _claims(whole):
        if document not in texts:
            _fail(name, where, f"there is no document {document[:40]!r}")
        text = texts[document]
        if not span.start <= span.end <= len(text):
            _fail(name, where, f"{span.start} to {span.end} is not in a text of {len(text)}")
        said = span.text if isinstance(span, QuotedSpan | QuotedPlace | QuotationJson) else None
        if said is not None and text[span.start : span.end] != said:
            _fail(name, where, "the text is not what the document has there")


def _claims(whole: ResultJson) -> Iterator[_Claim]:
    """Every claim of the result about what stands where."""
    return chain(
        chain.from_iterable(_of_document(i, d) for i, d in enumerate(whole.documents)),
        chain.from_iterable(_of_link(i, link) for i, link in enumerate(whole.links)),
        _of_statements(whole),
        _of_repeats(whole),
        chain.from_iterable(_of_quotation(i, q) for i, q in enumerate(whole.quotations)),
        _of_places("nearest", ([near.here, near.there] for near in whole.nearest)),
        _of_places("spellings", ([*spelling.places] for spelling in whole.spellings)),
    )


def _of_document(number: int, document: DocumentJson) -> Iterator[_Claim]:
    for i, passage in enumerate(document.passages):
        for span in (passage, *passage.sentences):
            yield _Claim(f"documents.{number}.passages.{i}", document.id, span)


def _of_link(number: int, link: LinkJson) -> Iterator[_Claim]:
    for side, place in (("a", link.a), ("b", link.b)):
        where = f"links.{number}.{side}"
        yield _Claim(where, place.document, place)
        for inner in (*link.differences, *link.edits):
            yield _Claim(where, place.document, getattr(inner, side))


def _of_statements(whole: ResultJson) -> Iterator[_Claim]:
    yield from _of_places("statements", (s.members + s.possible for s in whole.statements))
    nothing = SpanJson(start=0, end=0)
    for i, statement in enumerate(whole.statements):
        for document in (*statement.missing_documents, *(c.document for c in statement.cells)):
            yield _Claim(f"statements.{i}", document, nothing)


def _of_places(section: str, items: Iterator[list[PlaceJson]]) -> Iterator[_Claim]:
    for i, places in enumerate(items):
        for place in places:
            yield _Claim(f"{section}.{i}", place.document, place)


def _of_repeats(whole: ResultJson) -> Iterator[_Claim]:
    yield from _of_places("repeats", (repeat.places for repeat in whole.repeats))
    for i, repeat in enumerate(whole.repeats):
        for place, likeness in zip(repeat.places, repeat.likenesses, strict=False):
            for side, document in (("a", repeat.places[0].document), ("b", place.document)):
                for inner in (*likeness.edits, *likeness.differences):
                    yield _Claim(f"repeats.{i}", document, getattr(inner, side))


def _of_quotation(number: int, quotation: QuotationJson) -> Iterator[_Claim]:
    where = f"quotations.{number}"
    for span in (quotation, quotation.inner, quotation.cue_span):
        if span is not None:
            yield _Claim(where, quotation.document, span)
    if quotation.source is not None:
        yield _Claim(where, quotation.source.document, quotation.source)
        yield from _of_differences(
            where, (quotation.document, quotation.source.document), quotation.differences
        )
    for found in quotation.found:
        for place in found.places:
            yield _Claim(where, place.document, place)
        yield from _of_differences(where, (quotation.document, found.document), found.differences)


def _of_differences(
    where: str, documents: tuple[str, str], differences: list[DifferenceJson]
) -> Iterator[_Claim]:
    for difference in differences:
        yield _Claim(where, documents[0], difference.a)
        yield _Claim(where, documents[1], difference.b)


def _fail(name: str, where: str, why: str) -> NoReturn:
    raise InputError(name, f"{where}: {why}", REMEDY) from None
