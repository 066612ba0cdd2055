"""What to show of a result: the kinds of difference asked for, and the first statements.

`select` takes a finished `Result` and gives a smaller one; what it leaves out is counted
among the skipped. Nothing is compared or found here, and how it looks is for reports.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from compare.errors import UsageError
from compare.frozen import replace
from compare.model import (
    Difference,
    Document,
    DocumentId,
    FoundQuotation,
    Link,
    Place,
    QuotationVerdict,
    Result,
    Skipped,
    Span,
    Statement,
    Verdict,
    Weight,
)
from compare.options import Options

#: Kinds that have words on one side only.
ONE_SIDED = frozenset({"omission", "addition"})

#: Characters of a difference that tell it from another; two that begin alike are one.
TELLING = 200


def kinds() -> tuple[str, ...]:
    """Every name that --select and --ignore know: kinds of difference, verdicts, weights."""
    from compare.differences import RULES

    return tuple(dict.fromkeys((*RULES, *map(str, Verdict), *map(str, Weight))))


def select(result: Result, options: Options) -> Result:
    """*result* with what `ignore`, `select` and `top` leave, in that order.

    `ignore` takes differences away and no statement. `select` keeps the statements
    that have such a difference, or a quotation with such a verdict, and their links.
    `top` keeps the first statements by `ranked`, in that order. Unknown kinds are a
    UsageError. Without these options the result itself.
    """
    ignored, selected = _known(options.ignore, "ignore"), _known(options.select, "select")
    if ignored:
        result = _without(result, ignored)
    if selected:
        result = _only(result, selected)
    if options.top:
        result = _first(result, options.top)
    return _noted(result, options) if ignored or selected or options.top else result


def select_quotations(
    quotations: Iterable[QuotationVerdict], options: Options
) -> tuple[QuotationVerdict, ...]:
    """The quotations that `ignore` and `select` leave, asked each for itself."""
    ignored, selected = _known(options.ignore, "ignore"), _known(options.select, "select")
    kept = (_less(each, ignored) for each in quotations if not _is_verdict(each, ignored))
    return tuple(each for each in kept if not selected or _has(each, selected))


def based_on(result: Result, base: str) -> frozenset[DocumentId]:
    """The documents of the outlet *base*, or the one with that path or file name.

    Upper case does not count. Nothing for an empty *base*; a UsageError that names the
    outlets and files when it is none of them.
    """
    if not base:
        return frozenset()
    documents = [article.document for article in result.articles]
    for name_of in (_outlet, _path, _file):
        if found := frozenset(d.id for d in documents if name_of(d) == base.casefold()):
            return found
    known = ", ".join(dict.fromkeys(document.outlet or document.path for document in documents))
    raise UsageError(f"no document to be the base: {base!r}\n  There are: {known or 'none'}")


def _outlet(document: Document) -> str:
    return document.outlet.casefold()


def _path(document: Document) -> str:
    return document.path.casefold()


def _file(document: Document) -> str:
    return document.path.rsplit("/", 1)[-1].casefold()


def ranked(result: Result) -> tuple[Statement, ...]:
    """The statements, those whose facts differ first: by how many do, then by probability.

    Facts that both sides have, and not the same, go before those that only one has. A
    figure that differs between one text and four others is one difference. Statements that
    are alike in all of this keep their order.
    """
    inside, texts = Inside(result), _texts(result)

    def rank(statement: Statement) -> tuple[int, int, float]:
        facts = {
            _words(link, difference, texts)
            for link in inside.links(statement)
            for difference in link.differences
            if difference.weight is Weight.FACT
        }
        details = sum(kind in ONE_SIDED for kind, _ in facts)
        return details - len(facts), -details, -statement.probability

    return tuple(sorted(result.statements, key=rank))


def _words(
    link: Link, difference: Difference, texts: Mapping[DocumentId, str]
) -> tuple[str, frozenset[str]]:
    """The kind and both wordings of a difference, whichever side they stand on."""
    sides = ((link.a, difference.a), (link.b, difference.b))
    words = (span.of(texts[place.document])[:TELLING].casefold() for place, span in sides)
    return difference.kind, frozenset(" ".join(each.split()) for each in words)


def _texts(result: Result) -> dict[DocumentId, str]:
    return {article.document.id: article.document.text for article in result.articles}


def _known(names: Sequence[str], option: str) -> frozenset[str]:
    if names and (unknown := [name for name in names if name not in kinds()]):
        raise UsageError(
            f"--{option}: unknown kind {unknown[0]!r}\n  Known are: {', '.join(kinds())}"
        )
    return frozenset(names)


def _matches(difference: Difference, names: frozenset[str]) -> bool:
    return difference.kind in names or difference.weight in names


def _has(quotation: QuotationVerdict, names: frozenset[str]) -> bool:
    return quotation.verdict in names or any(_matches(d, names) for d in quotation.differences)


def _is_verdict(quotation: QuotationVerdict, names: frozenset[str]) -> bool:
    return quotation.verdict in names


def _without(result: Result, names: frozenset[str]) -> Result:
    """The result without the differences and verdicts of these names."""
    links = tuple(
        replace(link, differences=_others(link.differences, names)) for link in result.links
    )
    quotations = tuple(
        _less(each, names) for each in result.quotations if not _is_verdict(each, names)
    )
    gone = sum(len(link.differences) for link in result.links)
    gone -= sum(len(link.differences) for link in links)
    lost = len(result.quotations) - len(quotations)
    said = (
        *((f"{gone} differences of the kinds {_list(names)} (--ignore)",) if gone else ()),
        *((f"{lost} quotations with the verdicts {_list(names)} (--ignore)",) if lost else ()),
    )
    return _skipping(replace(result, links=links, quotations=quotations), said)


def _less(quotation: QuotationVerdict, names: frozenset[str]) -> QuotationVerdict:
    found: tuple[FoundQuotation, ...] = tuple(
        replace(each, differences=_others(each.differences, names)) for each in quotation.found
    )
    return replace(quotation, differences=_others(quotation.differences, names), found=found)


def _others(differences: Iterable[Difference], names: frozenset[str]) -> tuple[Difference, ...]:
    return tuple(each for each in differences if not _matches(each, names))


def _only(result: Result, names: frozenset[str]) -> Result:
    inside = Inside(result)

    def is_asked(statement: Statement) -> bool:
        differences = (d for link in inside.links(statement) for d in link.differences)
        return any(_matches(each, names) for each in differences) or any(
            _has(each, names) for each in inside.quotations(statement)
        )

    kept = tuple(filter(is_asked, result.statements))
    gone = len(result.statements) - len(kept)
    return _kept(result, kept, f"{gone} statements without {_list(names)} (--select)", names)


def _first(result: Result, count: int) -> Result:
    kept = ranked(result)[:count]
    gone = len(result.statements) - len(kept)
    return _kept(result, kept, f"{gone} statements after the first {count} (--top)")


def _kept(
    result: Result,
    statements: tuple[Statement, ...],
    reason: str,
    names: frozenset[str] = frozenset(),
) -> Result:
    """The result with only *statements*, and what stands in them."""
    inside = Inside(result)
    links = {id(link) for statement in statements for link in inside.links(statement)}
    quotations = {id(each) for statement in statements for each in inside.quotations(statement)}
    smaller = replace(
        result,
        statements=statements,
        links=tuple(link for link in result.links if id(link) in links),
        quotations=tuple(
            each for each in result.quotations if id(each) in quotations or _has(each, names)
        ),
    )
    return _skipping(smaller, (reason,) if len(statements) < len(result.statements) else ())


def _skipping(result: Result, reasons: Iterable[str]) -> Result:
    return replace(result, skipped=(*result.skipped, *(Skipped("", reason) for reason in reasons)))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _noted(result: Result, options: Options) -> Result:
    """The result with these options among its own: a saved one has others."""
    ours = {key: text for key, text in options.changed() if key in ("ignore", "select", "top")}
    return replace(result, options=tuple({**dict(result.options), **ours}.items()))


def is_selection(result: Result) -> bool:
    """Whether statements may have been left out, so that shares of words say nothing."""
    return any(key in ("select", "top") for key, _ in result.options)


class Inside:
    """What stands in each statement: its links and quotations, and who touches a span."""

    def __init__(self, result: Result) -> None:
        cells: dict[DocumentId, list[tuple[Span, str]]] = defaultdict(list)
        for statement in result.statements:
            for place in statement.members:
                cells[place.document].append((place.span, statement.id))
        self._cells = {document: _Spans(spans) for document, spans in cells.items()}
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in result.links:
            for id_ in sorted(self._at(link.a) & self._at(link.b)):
                self._links[id_].append(link)
        self._quotations: dict[str, list[QuotationVerdict]] = defaultdict(list)
        for quotation in result.quotations:
            for id_ in sorted(self._at(quotation.place)):
                self._quotations[id_].append(quotation)

    def links(self, statement: Statement) -> tuple[Link, ...]:
        """The links of which both sides stand in *statement*, in the result's order."""
        return tuple(self._links.get(statement.id, ()))

    def quotations(self, statement: Statement) -> tuple[QuotationVerdict, ...]:
        """The quotations that stand in *statement*, in the result's order."""
        return tuple(self._quotations.get(statement.id, ()))

    def touching(self, document: DocumentId, span: Span) -> tuple[str, ...]:
        """The ids of the statements that share a code point with *span* of *document*."""
        cells = self._cells.get(document)
        return tuple(cells.touching(span)) if cells else ()

    def _at(self, place: Place) -> set[str]:
        return set(self.touching(place.document, place.span))


class _Spans:
    """Spans with a name each, to be asked which of them touch a span."""

    def __init__(self, spans: Iterable[tuple[Span, str]]) -> None:
        self._spans: Sequence[tuple[Span, str]] = sorted(spans)
        self._starts = [span.start for span, _ in self._spans]
        # The furthest end up to each span tells when looking further back is in vain.
        self._furthest = list(accumulate((span.end for span, _ in self._spans), max))

    def touching(self, span: Span) -> Iterator[str]:
        """The names of the spans that share a code point with *span*, last first."""
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._furthest[at] > span.start:
            if self._spans[at][0].overlap(span):
                yield self._spans[at][1]
            at -= 1
