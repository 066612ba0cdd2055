"""Measure dropped facts: a figure, date or name taken at run time out of one side of a link.

BASIL stories (data/basil/STORY/OUTLET.txt) whose name does not begin with 0 to 7 (on those the
rules were mended) run through the program. In every link of probability .5 and more, a figure,
date or name that both sides have is cut out of one of them with its phrase: "about 14 ", "on
Monday", "in Torvell"; a name only after a preposition, for other sentences would break. Then the
other side has what this one lacks, and it has to be told:

    fact   as an `omission` or `addition` of weight fact that touches it
    told   as any difference that touches it

"gone": the cut document has it nowhere else. "elsewhere": it still tells it in another
line, so there `fact` counts what is wrong. Days on which either article was written are counted
apart, for they tell nothing; nationalities and the like are cut as well, so the recall of
"gone" is a floor. Whether what is told of untouched articles is true is a matter of reading.
No sentence is kept.

    python benchmarks/dropped.py ../shared/data
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from compare import pipeline, readers, wording
from compare.differences import Side, differences
from compare.differences.dates import date_pairs
from compare.differences.elsewhere import line_elsewhere
from compare.differences.moment import Moment
from compare.differences.naming import Name, Relation, relation
from compare.differences.numbers import number_pairs
from compare.differences.pair import Pair, Reading, paired
from compare.differences.quantity import Quantity
from compare.model import Article, Difference, Edit, Span, Weight
from compare.options import Options

RESULTS = Path(__file__).resolve().parent / "results" / "differences-dropped.json"

PROBABILITY = 0.5
STORIES = tuple("89abcdef")
BEFORE_NAMES = frozenset({"in", "at", "of", "from", "near", "off", "with", "to", "for", "by"})
BEFORE_DATES = BEFORE_NAMES | {"on", "since", "until", "during", "before", "after"}

Mention = Quantity | Moment | Name

#: The article and the linked part of it.
Part = tuple[Article, Span]


def links(paths: list[str]) -> Iterator[tuple[Part, Part]]:
    """Both sides of every link of a story."""
    articles = pipeline.divide(readers.read(paths).documents)
    options = replace(Options(), min_probability=PROBABILITY)
    at = {article.document.id: article for article in articles}
    for link in pipeline.compare(articles, options, repeated=False).links:
        yield (at[link.a.document], link.a.span), (at[link.b.document], link.b.span)


def side(part: Part) -> Side:
    article, span = part
    document = article.document
    return Side(
        document.text,
        span,
        document.language or "en",
        document.published,
        tuple(quotation for p in article.passages for quotation in p.quotations),
        tuple(cue for p in article.passages for cue in p.attributions),
    )


def without(part: Part, cut: Span) -> Part:
    """The article divided anew without the code points of *cut*."""
    article, span = part
    text = article.document.text
    document = replace(article.document, text=text[: cut.start] + text[cut.end :])
    (changed,) = pipeline.divide([document])
    return changed, Span(span.start, span.end - len(cut))


def shared(pair: Pair) -> Iterator[tuple[str, Mention, Mention]]:
    """What both sides have, each mention of b once."""
    yield from (("figure", a, b) for a, b in number_pairs(pair) if a.same_value(b))
    days = {_day(pair.a.side.published), _day(pair.b.side.published)}
    for a, b in date_pairs(pair):
        if a.agree(b):
            today = a.start == a.end and a.start in days
            yield ("day of writing" if today else "date"), a, b
    taken: set[Name] = set()
    for name in pair.a.names:
        for other in pair.b.names:
            if other not in taken and relation(name, other, pair.a.language) is Relation.SAME:
                taken.add(other)
                yield "name", name, other


def _day(published: str) -> int:
    return date.fromisoformat(published[:10]).toordinal() if published else -1


def phrase(reading: Reading, kind: str, mention: Mention) -> Span | None:
    """The code points to cut for *mention*; None where nothing whole would be left."""
    first, last = mention.first, mention.last
    if isinstance(mention, Quantity):
        if mention.weak or mention.ordinal:
            return None
        first, last = mention.with_bound()
    before = [word.folded for word in reading.words[max(0, first - 2) : first]]
    words = 2 if before[-1:] == ["the"] else 1
    opener = before[-words] if len(before) >= words else ""
    if kind == "name" and (opener not in BEFORE_NAMES or _goes_on(reading, last)):
        return None
    if kind == "name" or (kind != "figure" and opener in BEFORE_DATES):
        first -= words
    if first <= 0:
        return None
    return Span(reading.words[first - 1].end, reading.span(first, last).end)


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether a word with content follows at once: the Torvell of "in Torvell Castle"."""
    if last >= len(reading.words):
        return False
    between = reading.side.text[reading.words[last - 1].end : reading.words[last].start]
    return not between.strip() and reading.is_content(last)


def outcomes(a: Part, b: Part) -> Iterator[tuple[str, str]]:
    """For every fact cut out of *b*: its kind, and what became of it."""
    mine, whole = side(a), side(b)
    pair = paired(mine, whole, _edits(mine, whole))
    for kind, kept, cut in shared(pair):
        at = phrase(pair.b, kind, cut)
        if at is None:
            continue
        left = side(without(b, at))
        shown = pair.a.span(kept.first, kept.last)
        found = [d for d in differences(mine, left, _edits(mine, left)) if d.a.overlap(shown)]
        where = "elsewhere" if line_elsewhere(kept, left) else "gone"
        for what in ("cut", *_told(found)):
            yield f"{kind}, {where}", what


def _told(found: list[Difference]) -> Iterator[str]:
    if found:
        yield "told"
    if any(d.weight is Weight.FACT and d.kind == "omission" for d in found):
        yield "fact"


def _edits(a: Side, b: Side) -> tuple[Edit, ...]:
    return tuple(wording.edits(a.text, a.span, b.text, b.span, language=a.language))


def measured(data: Path) -> dict[str, dict[str, float]]:
    counts: Counter[tuple[str, str]] = Counter()
    for story in sorted((data / "basil").iterdir()):
        if story.name.startswith(STORIES):
            for a, b in links([str(path) for path in sorted(story.glob("*.txt"))]):
                counts.update(outcomes(a, b))
                counts.update(outcomes(b, a))
    kinds = sorted({kind for kind, _ in counts})
    return {kind: _shares(counts, kind) for kind in kinds}


def _shares(counts: Counter[tuple[str, str]], kind: str) -> dict[str, float]:
    total = counts[kind, "cut"]
    shares = {what: round(counts[kind, what] / total, 3) for what in ("fact", "told")}
    return {"cut": total, **shares}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    result = measured(parser.parse_args().data)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
