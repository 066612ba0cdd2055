"""Changes planted into real articles: whether the rules tell them.

A figure, a day or a name that both sides of a link have is altered on one side, at run time,
to another of the same length; nothing of the texts is kept. Told: a difference of that kind
whose spans are the altered mention and the one it stood for; "as a fact" with that weight.
Links of probability .5 and more of whole stories (three outlets of BASIL, and pairs of
AllSides on one event, listed in data/allsides-pairs.txt), and paraphrases of MSRP. The
stories whose name begins with 0 to 7 and half of MSRP serve for fitting
(`fit_differences.py`); the others are reported.

    python benchmarks/planted.py ../shared/data
"""

import argparse
import csv
import gzip
import hashlib
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compare import pipeline, readers, wording
from compare.ahead import Sides
from compare.differences import Side, differences
from compare.differences.pair import Pair, Reading, paired
from compare.frozen import replace
from compare.model import Attribution, Link, Passage, Quotation, Role, Span, Weight
from compare.options import Options
from compare.segment import attributions, quotations

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "differences-planted.json"

#: Days, months and number words that may stand for one another without moving the text
#: after them.
DAYS = (
    ("Monday", "Friday", "Sunday"),
    ("Thursday", "Saturday"),
    ("March", "April"),
    ("January", "October"),
    ("February", "November", "December"),
    ("July", "June"),
)
NUMBERS = (("two", "six", "ten"), ("four", "five", "nine"), ("three", "seven", "eight"))

CONSONANTS, VOWELS = "bdfgklmnprstv", "aeiou"

#: Most changes in one pair of texts, so that long ones do not count for all.
MOST = 4

KINDS = ("number", "date", "name")


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair of sides of which one mention of b was altered; *a* and *b* are the two spans."""

    kind: str
    left: Side
    right: Side
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Text:
    """Two linked texts: a name that says where they are from, and the sides."""

    source: str
    name: str
    left: Side
    right: Side


def is_for_fitting(name: str) -> bool:
    """Whether a story or pair may be fitted on; the others are for reporting."""
    return name[0] in "01234567"


def planted(left: Side, right: Side, chance: random.Random, most: int = MOST) -> Iterator[Planted]:
    """Up to *most* changes, each in an otherwise untouched pair."""
    pair = paired(left, right, _edits(left, right))
    found = list(_agreeing(pair))
    chance.shuffle(found)
    for kind, a, b in found[:most]:
        altered = _altered(right, b, kind, chance)
        if altered is not None:
            yield Planted(kind, left, altered, a, b)


def pair_of(left: Side, right: Side) -> Pair:
    return paired(left, right, _edits(left, right))


def _edits(left: Side, right: Side):  # type: ignore[no-untyped-def]
    return wording.edits(left.text, left.span, right.text, right.span, language=left.language)


def _agreeing(pair: Pair) -> Iterator[tuple[str, Span, Span]]:
    """The values that stand just once on either side."""
    yield from _sole(pair, "number", "quantities", lambda x, y: x.same_value(y))
    yield from _sole(pair, "date", "moments", lambda x, y: x.agree(y))
    yield from _sole(pair, "name", "names", lambda x, y: x.folded == y.folded)


def _sole(pair: Pair, kind: str, what: str, same) -> Iterator[tuple[str, Span, Span]]:  # type: ignore[no-untyped-def]
    mine, theirs = getattr(pair.a, what), getattr(pair.b, what)
    for x in mine:
        like = [y for y in theirs if same(x, y)]
        back = [z for z in mine if like and same(z, like[0])]
        if len(like) == len(back) == 1:
            y = like[0]
            yield kind, pair.a.span(x.first, x.last), pair.b.span(y.first, y.last)


def _altered(side: Side, at: Span, kind: str, chance: random.Random) -> Side | None:
    """The side with another value at *at*; None where none of the same length is known."""
    old = at.of(side.text)
    new = {"number": _figure, "date": _day, "name": _name}[kind](old, chance)
    if new is None or new == old or len(new) != len(old):
        return None
    if kind == "name":  # everywhere, for a name that is new stands nowhere else
        text = side.text.replace(old, new)
    else:
        text = side.text[: at.start] + new + side.text[at.end :]
    return replace(side, text=text) if len(text) == len(side.text) else None


def _figure(old: str, chance: random.Random) -> str | None:
    digits = [n for n, char in enumerate(old) if char.isdigit()]
    if not digits:
        return _other(old, NUMBERS, chance)
    at = digits[0] if chance.random() < 0.6 else chance.choice(digits)
    other = chance.choice([digit for digit in "123456789" if digit != old[at]])
    return old[:at] + other + old[at + 1 :]


def _day(old: str, chance: random.Random) -> str | None:
    found = re.search(r"\b\d{1,2}\b", old)
    other_day = _other(old, DAYS, chance)
    if other_day is not None and (found is None or chance.random() < 0.5):
        return other_day
    if found is None:
        return None
    length = len(found[0])
    known = range(10, 29) if length == 2 else range(1, 10)
    other = chance.choice([n for n in known if n != int(found[0])])
    return f"{old[: found.start()]}{other}{old[found.end() :]}"


def _other(old: str, known: Iterable[tuple[str, ...]], chance: random.Random) -> str | None:
    """*old* with another word of the same row of *known*; None without one."""
    for row in known:
        for word in row:
            for form in (word, word.capitalize()):
                if re.search(rf"\b{form}\b", old):
                    other = chance.choice([each for each in row if each != word])
                    return old.replace(form, other.capitalize() if form != word else other)
    return None


def _name(old: str, chance: random.Random) -> str:
    return " ".join(_word(w, chance) if w[:1].isupper() else w for w in old.split(" "))


def _word(word: str, chance: random.Random) -> str:
    letters = [
        chance.choice(VOWELS if n % 2 else CONSONANTS) if char.isalpha() else char
        for n, char in enumerate(word.removesuffix("'s"))
    ]
    new = "".join(letters) + word[len(letters) :]
    return new.upper() if word.isupper() else new[:1].upper() + new[1:]


def stories(data: Path) -> Iterator[tuple[str, list[Path]]]:
    """The files of every story; those of AllSides are written into a temporary folder."""
    for folder in sorted((data / "basil").iterdir()):
        yield folder.name, sorted(folder.glob("*.txt"))
    yield from _allsides(data)


def _allsides(data: Path) -> Iterator[tuple[str, list[Path]]]:
    with gzip.open(data / "allsides_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        known = {row["id"]: row for row in map(json.loads, lines)}
    for line in (HERE / "data" / "allsides-pairs.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        ids = line.split()
        name = hashlib.sha256("".join(ids).encode()).hexdigest()[:8]
        folder = Path(tempfile.gettempdir()) / "source-compare-allsides" / name
        folder.mkdir(parents=True, exist_ok=True)
        yield name, [_written(folder / f"{n}.txt", known[i]) for n, i in enumerate(ids)]


def _written(path: Path, row: dict[str, str]) -> Path:
    head = f"---\noutlet: {row['outlet']}\npublished: {row['published'][:10]}\n---\n"
    path.write_text(f"{head}{row['text']}\n", "utf-8")
    return path


def linked(name: str, files: Iterable[Path], least: float = 0.5) -> Iterator[tuple[Link, Text]]:
    """The links of one story with their sides."""
    articles = pipeline.divide(readers.read([str(path) for path in files]).documents)
    options = replace(Options(), min_probability=least)
    result = pipeline.compare(articles, options, repeated=False)
    sides = Sides({article.document.id: article for article in articles})
    for link in result.links:
        yield link, Text("story", name, sides.of(link.a), sides.of(link.b))


def sentences(data: Path, file: str, *, wanted: str) -> Iterator[Text]:
    """The sentence pairs of *file* with the label *wanted*."""
    with (data / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["label"] == wanted and row.get("split", "train") == "train":
                a, b = row["text_a"], row["text_b"]
                yield Text(file.partition("_")[0], name_of(a, b), side_of(a), side_of(b))


def name_of(a: str, b: str) -> str:
    """What a pair of sentences is called here."""
    return hashlib.sha256((a + b).encode()).hexdigest()[:12]


def side_of(text: str) -> Side:
    span = Span(0, len(text))
    passages = [Passage(span, 1, Role.BODY)]
    spoken: tuple[Quotation, ...] = quotations(text, passages, "en")[0]
    said: tuple[Attribution, ...] = attributions(text, passages, "en")[0]
    return Side(text, span, "en", quotations=spoken, attributions=said)


def told(each: Planted) -> str:
    """Whether a planted change is told: "fact", "told" with less weight, or "missed"."""
    found = differences(each.left, each.right, _edits(each.left, each.right))
    here = [d for d in found if d.kind in KINDS and d.a.overlap(each.a) and d.b.overlap(each.b)]
    if any(d.weight is Weight.FACT for d in here):
        return "fact"
    return "told" if here else "missed"


def reading_of(pair: Pair, kind: str) -> tuple[tuple, tuple]:  # type: ignore[type-arg]
    """The mentions of *kind* on either side."""

    def of(reading: Reading) -> tuple:  # type: ignore[type-arg]
        return {"number": reading.quantities, "date": reading.moments, "name": reading.names}[kind]

    return of(pair.a), of(pair.b)


def measured(texts: Iterable[Text]) -> dict[str, dict[str, float]]:
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for each in planted(text.left, text.right, random.Random(text.name)):
            counts[each.kind, told(each)] += 1
    shares = {}
    for kind in KINDS:
        whole = sum(number for (known, _), number in counts.items() if known == kind)
        fact, less = counts[kind, "fact"], counts[kind, "told"]
        shares[kind] = {
            "planted": whole,
            "told as a fact": round(fact / max(1, whole), 3),
            "told": round((fact + less) / max(1, whole), 3),
        }
    return shares


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    began = time.perf_counter()
    unseen = [(n, files) for n, files in stories(given.data) if not is_for_fitting(n)]
    pairs = list(sentences(given.data, "msrp_pairs.tsv", wanted="1"))
    result = {
        "whole stories": measured(text for n, files in unseen for _, text in linked(n, files)),
        "msrp": measured([t for t in pairs if not is_for_fitting(t.name)][:600]),
        "stories": len(unseen),
        "seconds": round(time.perf_counter() - began, 1),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
