"""A result of any size, made by rule: for measuring reports, and for what only many rows show.

Invented outlets tell invented incidents in the same few sentence shapes; every tenth figure
differs, some words are others, every fourth statement is missing somewhere, a stretch of
rows is identical.
"""

from compare.model import (
    Article,
    Difference,
    Document,
    DocumentId,
    Edit,
    EditKind,
    Link,
    Passage,
    Place,
    Relation,
    Result,
    Role,
    Span,
    Statement,
    Weight,
)

OUTLETS = ("Fjordwire", "The Hollin Gazette", "VELTIN", "Skylark")
_WHO = ("The harbour office", "A spokesman for the port", "The river board", "The mayor of Hollin")
_WHAT = ("said", "announced", "confirmed", "told reporters")
_WHERE = ("at the northern pier", "near the old lock", "in the upper basin", "off the breakwater")
_WHY = ("because of the fog", "after the storm", "before the inspection", "during the night")

#: Of every so many rows, these are told in the same words by all.
_CYCLE, _IDENTICAL = 20, 4


def large(statements: int, outlets: int = 3) -> Result:
    """A result with so many *statements*, each told by up to so many *outlets*."""
    ids = [DocumentId(f"d{n}") for n in range(1, outlets + 1)]
    told = [[_sentence(row, n) for row in range(statements)] for n in range(outlets)]
    articles = [_article(id_, n, told[n]) for n, id_ in enumerate(ids)]
    links: list[Link] = []
    rows: list[Statement] = []
    for row in range(statements):
        there = [n for n in range(outlets) if not _is_missing(row, n)]
        places = [Place(ids[n], articles[n].passages[row].span, row + 1) for n in there]
        links += [
            _link(places[i], told[a][row], places[j], told[b][row])
            for i, a in enumerate(there)
            for j, b in enumerate(there)
            if i < j
        ]
        missing = tuple(ids[n] for n in range(outlets) if n not in there)
        label = " ".join(told[there[0]][row][:8])
        rows.append(Statement(f"s{row + 1}", label, tuple(places), missing, 0.9))
    return Result(tuple(articles), tuple(links), tuple(rows))


def _is_missing(row: int, outlet: int) -> bool:
    return outlet > 1 and row % 4 == 0


def _sentence(row: int, outlet: int) -> list[str]:
    """The words of a sentence, in slots that are the same for every outlet."""
    turn = 0 if row % _CYCLE < _IDENTICAL else outlet
    figure = str(100 + row * 7 % 900 + (3 if turn and row % 10 == 5 else 0))
    return [
        _WHO[row % 4],
        _WHAT[(row + turn) % 4],
        "on",
        "Wednesday",
        "that",
        figure,
        "vessels",
        "were",
        "held" if not turn else "kept",
        _WHERE[row // 4 % 4],
        _WHY[(row // 16 + turn) % 4],
        f"and that berth {row + 1} would stay closed until further notice.",
    ]


def _article(id_: DocumentId, number: int, told: list[list[str]]) -> Article:
    passages, lines, start = [], [], 0
    for row, words in enumerate(told):
        line = " ".join(words)
        span = Span(start, start + len(line))
        passages.append(Passage(span, row + 1, Role.BODY, (span,)))
        lines.append(line)
        start += len(line) + 1
    name = OUTLETS[number % len(OUTLETS)]
    document = Document(
        id_,
        f"press/{number + 1}.txt",
        "\n".join(lines),
        outlet=name if number < len(OUTLETS) else f"{name} {number}",
        published=f"2024-03-{20 + number % 9}",
        language="en",
    )
    return Article(document, tuple(passages))


def _link(a: Place, left: list[str], b: Place, right: list[str]) -> Link:
    edits, differences = [], []
    at, to = a.span.start, b.span.start
    for slot, (one, two) in enumerate(zip(left, right, strict=True)):
        here, there = Span(at, at + len(one)), Span(to, to + len(two))
        same = one == two
        edits.append(Edit(EditKind.EQUAL if same else EditKind.REPLACE, here, there))
        if not same:
            kind, weight = _KINDS.get(slot, ("synonym", Weight.WORDING))
            differences.append(Difference(kind, here, there, weight))
        at, to = here.end + 1, there.end + 1
    relation = Relation.REWRITE if differences else Relation.VERBATIM
    return Link(a, b, 0.97, relation, edits=tuple(edits), differences=tuple(differences))


_KINDS = {5: ("number", Weight.FACT), 1: ("attribution", Weight.WORDING)}
