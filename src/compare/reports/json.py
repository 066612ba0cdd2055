"""The JSON contract, version 1: everything a run found, and the way back.

`write` is for the standard library alone, so that a run pays no start-up for it; `read`
checks a saved result (see `saved`) before anything else is done with it. One item
a line: two runs can be compared with diff, and a big result is written as it goes.

The law: `read` gives back what was written, the verdicts in the order of the articles and
their quotations, which is that of `verdicts`. Derived figures (coverage, cells) are
written for those who read the file, and computed anew by those who read it here.
"""

import json
import re
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from compare.model import (
    Article,
    Difference,
    Document,
    DocumentId,
    Edit,
    Finding,
    FoundQuotation,
    Likeness,
    Link,
    Location,
    Nearest,
    Passage,
    Place,
    Quotation,
    QuotationVerdict,
    Repeat,
    Result,
    Span,
    Spelling,
    Statement,
)
from compare.patterns import pattern
from compare.reports.look import Look
from compare.reports.overview import Overview

SCHEMA_VERSION = "1"

#: What a file's name ends in when it holds a saved result, and how many bytes of any other
#: file are looked at to see whether it does.
SUFFIX, HEAD = ".json", 256

Json = dict[str, Any]

#: Characters that JSON allows and a terminal obeys or hides: written as escapes, which
#: mean the same to every reader of JSON. Lone surrogates have no bytes at all.
_TO_ESCAPE = pattern(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def write(result: Result, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *result* as one JSON object; the same result gives the same bytes."""
    overview = Overview(result)
    texts = {id_: document.text for id_, document in overview.documents.items()}
    places = _Places(overview.documents)
    sections: tuple[tuple[str, Iterable[Json]], ...] = (
        ("documents", (_document(a, overview) for a in result.articles)),
        ("links", (places.link(link) for link in result.links)),
        ("statements", (_statement(s, overview, places) for s in result.statements)),
        ("repeats", (_repeat(repeat, texts, places) for repeat in result.repeats)),
        ("quotations", _quotations(result, places)),
        ("findings", (_finding(finding) for finding in result.findings)),
        ("skipped", ({"path": s.path, "reason": s.reason} for s in result.skipped)),
    )
    out.write(f'{{"schema_version": {dumped(SCHEMA_VERSION)}')
    for name, items in sections:
        out.write(f',\n"{name}": [')
        separator = "\n"
        for item in items:
            out.write(separator + dumped(item))
            separator = ",\n"
        out.write("]")
    out.write(f',\n"options": {dumped(dict(result.options))}')
    out.write(',\n"nearest": [')
    out.write(",\n".join(dumped(places.nearest(each)) for each in result.nearest))
    out.write('],\n"spellings": [')
    out.write(",\n".join(dumped(places.spelling(each)) for each in result.spellings))
    out.write("]}\n")


def dumped(value: object) -> str:
    r"""*value* as JSON on one line, in which nothing acts on a terminal.

    >>> print(dumped({"text": "naïve \x9b31m"}))
    {"text": "naïve \u009b31m"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _TO_ESCAPE.sub(lambda match: json.dumps(match.group())[1:-1], text)


def link_lines(result: Result) -> Iterator[str]:
    """Each link of *result* as JSON on a line of its own, best first."""
    places = _Places({a.document.id: a.document for a in result.articles})
    return (dumped(places.link(link)) for link in result.links)


def document(article: Article) -> Json:
    """A document as the contract has it, without what needs a whole result."""
    about = article.document
    return {
        "id": about.id,
        "path": about.path,
        "outlet": about.outlet,
        "title": about.title,
        "published": about.published,
        "language": about.language,
        "encoding": about.encoding,
        "sha256": about.sha256,
        "passages": [_passage(passage) for passage in article.passages],
        "url": about.url,
        "body_start": about.body_start,
        "origins": [{"name": o.name, "source": o.source} for o in about.origins],
        "notes": list(about.notes),
        "text": about.text,
    }


def quotations(article: Article) -> Iterator[Json]:
    """The article's quotations; a verdict of null means that none was sought."""
    for number, passage in enumerate(article.passages):
        for quotation in passage.quotations:
            yield _quotation(article, number, quotation)


def verdict_lines(result: Result) -> Iterator[str]:
    """Each quotation of *result* that has a verdict, as JSON on a line of its own."""
    every = _quotations(result, _Places({a.document.id: a.document for a in result.articles}))
    return (dumped(quotation) for quotation in every if quotation["verdict"] is not None)


def _quotation(article: Article, number: int, quotation: Quotation) -> Json:
    return {
        "path": article.document.path,
        "line": article.passages[number].line,
        **_span(quotation.span),
        "text": quotation.span.of(article.document.text),
        "speaker": quotation.speaker,
        "verdict": None,
        "source": None,
        "differences": [],
        "document": article.document.id,
        "passage": number,
        "inner": _span(quotation.inner),
        "kind": quotation.kind.value,
        "cue": quotation.cue,
        "cue_span": _optional(quotation.cue_span),
        "continued": quotation.continued,
        "probability": None,
        "found": [],
    }


def _quotations(result: Result, places: "_Places") -> Iterator[Json]:
    """All quotations in reading order, with their verdicts where there are any."""
    verdicts: dict[tuple[Place, Quotation], deque[QuotationVerdict]] = defaultdict(deque)
    for verdict in result.quotations:
        verdicts[verdict.place, verdict.quotation].append(verdict)
    for article in result.articles:
        for number, passage in enumerate(article.passages):
            for quotation in passage.quotations:
                bare = _quotation(article, number, quotation)
                place = Place(article.document.id, quotation.span, passage.line)
                waiting = verdicts.get((place, quotation))
                yield {**bare, **places.verdict(waiting.popleft())} if waiting else bare


class _Places:
    """Places and what is made of them, in JSON; knows the documents they stand in."""

    def __init__(self, documents: Mapping[DocumentId, Document]) -> None:
        self._documents = documents

    def bare(self, place: Place) -> Json:
        """A place without its words."""
        path = self._documents[place.document].path
        return {"path": path, "line": place.line, **_span(place.span), "document": place.document}

    def quoted(self, place: Place) -> Json:
        """A place with its words."""
        about = self._documents[place.document]
        text = place.span.of(about.text)
        return {
            "path": about.path,
            "line": place.line,
            **_span(place.span),
            "text": text,
            "document": place.document,
        }

    def link(self, link: Link) -> Json:
        """A link with its evidence, differences and edits."""
        a, b = (self._documents[place.document].text for place in (link.a, link.b))
        return {
            "a": self.quoted(link.a),
            "b": self.quoted(link.b),
            "probability": link.probability,
            "relation": link.relation.value,
            "evidence": [
                {"name": e.name, "weight": e.weight, "detail": e.detail} for e in link.evidence
            ],
            "differences": [_difference(difference, a, b) for difference in link.differences],
            "edits": [*map(_edit, link.edits)],
        }

    def nearest(self, nearest: Nearest) -> Json:
        """Where a passage without a link might belong."""
        return {
            "here": self.bare(nearest.here),
            "there": self.bare(nearest.there),
            "probability": nearest.probability,
        }

    def spelling(self, spelling: Spelling) -> Json:
        """The places of a name in its spellings."""
        return {"kind": "name-spelling", "places": [*map(self.quoted, spelling.places)]}

    def verdict(self, verdict: QuotationVerdict) -> Json:
        """What became of a quotation, here and in each document that has it."""
        a = self._documents[verdict.place.document].text
        source = verdict.source
        b = self._documents[source.document].text if source else ""
        return {
            "verdict": verdict.verdict.value,
            "probability": verdict.probability,
            "source": None if source is None else self.quoted(source),
            "differences": [_difference(each, a, b) for each in verdict.differences],
            "found": [self._found(found, a) for found in verdict.found],
        }

    def _found(self, found: FoundQuotation, a: str) -> Json:
        about = self._documents[found.document]
        return {
            "document": found.document,
            "path": about.path,
            "verdict": found.verdict.value,
            "probability": found.probability,
            "places": [self.quoted(place) for place in found.places],
            "differences": [_difference(each, a, about.text) for each in found.differences],
            "speaker": found.speaker,
            "cue": found.cue,
        }


def _document(article: Article, overview: Overview) -> Json:
    if not overview.is_whole:
        return {**document(article), "coverage": None}
    coverage = overview.coverage[article.document.id]
    figures = {
        "words": coverage.words,
        "verbatim": coverage.verbatim,
        "rewrite": coverage.rewrite,
        "partial": coverage.partial,
        "new": coverage.new,
    }
    return {**document(article), "coverage": figures}


def _passage(passage: Passage) -> Json:
    return {
        "line": passage.line,
        **_span(passage.span),
        "role": passage.role.value,
        "speaker": passage.speaker,
        "sentences": [_span(sentence) for sentence in passage.sentences],
    }


def _statement(statement: Statement, overview: Overview, places: _Places) -> Json:
    documents = dict.fromkeys(place.document for place in statement.members)
    return {
        "id": statement.id,
        "label": statement.label,
        "members": [places.bare(place) for place in statement.members],
        "missing": [overview.documents[id_].path for id_ in statement.missing],
        "missing_documents": list(statement.missing),
        "probability": statement.probability,
        "possible": [places.bare(place) for place in statement.possible],
        "cells": [
            {"document": id_, "relation": overview.relations[statement.id, id_].value}
            for id_ in documents
        ],
    }


def _repeat(repeat: Repeat, texts: Mapping[DocumentId, str], places: _Places) -> Json:
    a, b = (texts[place.document] for place in (repeat.places[0], repeat.places[-1]))
    return {
        "kind": repeat.kind.value,
        "places": [places.bare(place) for place in repeat.places],
        "words": repeat.words,
        "boilerplate": repeat.boilerplate,
        "differences": [_difference(difference, a, b) for difference in repeat.differences],
        "likenesses": [
            _likeness(likeness, a, texts[place.document])
            for likeness, place in zip(repeat.likenesses, repeat.places, strict=False)
        ],
    }


def _likeness(likeness: Likeness, first: str, here: str) -> Json:
    return {
        "kind": likeness.kind.value,
        "share_first": likeness.share_first,
        "share_here": likeness.share_here,
        "edits": [*map(_edit, likeness.edits)],
        "differences": [_difference(each, first, here) for each in likeness.differences],
    }


def _edit(edit: Edit) -> Json:
    return {"kind": edit.kind.value, "a": _span(edit.a), "b": _span(edit.b)}


def _location(place: Location) -> Json:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        **_span(place.span),
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        **_span(finding.span),
        "related": [_location(place) for place in finding.related],
        "fingerprint": finding.fingerprint,
    }


def _difference(difference: Difference, a: str, b: str) -> Json:
    return {
        "kind": difference.kind,
        "a": {**_span(difference.a), "text": difference.a.of(a)},
        "b": {**_span(difference.b), "text": difference.b.of(b)},
        "weight": difference.weight.value,
        "message": difference.message,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _optional(span: Span | None) -> dict[str, int] | None:
    # Not "if span": an empty span has the length 0 and is false.
    return None if span is None else _span(span)


def looks_like_result(head: str) -> bool:
    """Whether a text that begins with *head* is meant to be a saved result."""
    return re.match(r'\s{0,64}\{\s{0,64}"schema_version"\s{0,64}:', head) is not None


def is_saved(given: str) -> bool:
    """Whether the input *given* is meant to be a saved result: by its suffix or beginning.

    Nothing is taken from standard input by asking.
    """
    if given == "-":
        peek = getattr(getattr(sys.stdin, "buffer", None), "peek", None)
        return peek is not None and looks_like_result(_decoded(peek(HEAD)[:HEAD]))
    if given.casefold().endswith(SUFFIX):
        return "://" not in given and not Path(given).is_dir()
    try:
        with Path(given).open("rb") as file:
            return looks_like_result(_decoded(file.read(HEAD)))
    except (OSError, ValueError):
        return False  # what cannot be opened is for the readers to complain of


def _decoded(head: bytes) -> str:
    return head.decode("utf-8-sig", "replace")


def read(path: str | Path) -> Result:
    """The result saved at *path*, or on standard input for `-`.

    InputError says what in the file is not as it must be.
    """
    from compare.reports import saved

    if str(path) == "-":
        return saved.parsed("-", sys.stdin.buffer.read())
    return saved.result(str(path), Path(path))
