"""Measure the typed differences on sentence pairs whose changes were labelled by hand.

etpc_changes.tsv   changes inside pairs of news sentences. Recall: of the changes that do not
    preserve the sense, named entities (numbers are among them) must be told as `number`,
    `date` or `name`, switched polarity and opposites as `negation`, with spans that touch the
    labelled ones on both sides ("strict"), or as any difference of weight fact that touches
    one of them ("told as a fact").
ists_chunks.jsonl  pairs of headlines in aligned chunks with types, mapped so:
    EQUI: no fact may be told; SIMI, REL ("five", "four" is SIMI): synonym, loaded-word, tense,
    attribution, specificity or a fact; SPE1, SPE2: specificity, omission or addition; OPPO:
    negation; a type with _FACT: also number, date, name, modality or negation; NOALI (not
    aligned): omission, addition or specificity.

Three quarters of each set, by a hash of its pair, were looked at while the rules were
written and mended; the last quarter is reported. Beside them difflib's word diff and
redlines, which know no kinds: they can only touch the right words. Precision is a matter of
reading: `--sample SEED` prints up to 100 reports of the four fact kinds from pairs that nobody read
(those read are in data/differences-read.txt and the three quarters); `--of msrp` takes them
from pairs of the same source that are not in the set, `--of ecb` from sentences on one
event. `--true N` records how many a reader found true, which is that the two wordings
stand for one another and differ.

What is labelled as a change of a named entity is often none of a name: the other text has a
pronoun, a description or nothing ("them" for "Site Finder", "one restaurant"). So those with a
figure, a number word or a capital on both sides are counted apart. Of the misses
without a figure that were read, `ENTITY_MISSES` says what they are.

    python benchmarks/differences.py ../shared/data [--sample 7] [--true 85 --seed 7]
"""

import argparse
import csv
import difflib
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from planted import side_of

from compare.differences import differences
from compare.languages import load
from compare.model import Difference, Span, Weight
from compare.wording import edits
from compare.words import words

#: What the missed changes of a named entity without a figure are: all 44 of the 98 in the
#: three quarters looked at, read one by one.
ENTITY_MISSES = {
    "no name on one side: a pronoun, a description, a group": 16,
    "not a name: an e-mail address, an amount, a day, a party tag": 7,
    "two different statements side by side": 12,
    "another name in the same place, not told as one": 9,
}

#: Pairs of which a report was read while mending.
READ = Path(__file__).resolve().parent / "data" / "differences-read.txt"

RESULTS = Path(__file__).resolve().parent / "results" / "differences-labelled.json"

FACT_KINDS = frozenset({"number", "date", "name", "negation"})
ENTITY, POLARITY = frozenset({"number", "date", "name"}), frozenset({"negation"})
WANTED = {
    "Same Polarity Substitution (named ent.)": ("entity", ENTITY),
    "Negation switching": ("negation switch", POLARITY),
    "Opposite polarity substitution (contextual)": ("opposite", POLARITY),
    "Opposite polarity substitution (habitual)": ("opposite", POLARITY),
}
CHUNK_FACTS = ENTITY | POLARITY | {"modality"}
OTHER_WORDS = frozenset(
    {"synonym", "loaded-word", "tense", "modality", "attribution", "specificity"}
)
MORE_OR_LESS = frozenset({"specificity", "omission", "addition"})
CHUNK_KINDS = {
    "SIMI": OTHER_WORDS | CHUNK_FACTS,
    "REL": OTHER_WORDS | CHUNK_FACTS,
    "SPE1": MORE_OR_LESS,
    "SPE2": MORE_OR_LESS,
    "OPPO": POLARITY,
    "NOALI": MORE_OR_LESS,
}


#: Words for numbers, by which a change of an entity is told from one that only one side has.
NUMBER_WORDS = frozenset(load("en").numbers) | {"both", "half", "third", "quarter", "dozen"}


def unseen(name: str) -> bool:
    """Whether the pair is in the quarter that is reported."""
    return all(_half(name))


def _half(name: str) -> tuple[bool, bool]:
    """In which half of the set the pair is, and in which half of that half."""
    first, second = hashlib.sha256(name.encode()).digest()[:2]
    return bool(first % 2), bool(second % 2)


@lru_cache(maxsize=1 << 14)
def told(a: str, b: str) -> tuple[Difference, ...]:
    spans = Span(0, len(a)), Span(0, len(b))
    sides = side_of(a), side_of(b)
    return differences(*sides, edits(a, spans[0], b, spans[1], language="en"))


def word_diff(a: str, b: str) -> list[tuple[Span, Span]]:
    """What difflib calls changed, by words."""
    left, right = words(a), words(b)
    matcher = difflib.SequenceMatcher(
        a=[word.folded for word in left], b=[word.folded for word in right], autojunk=False
    )
    return [
        (_cut(left, i, i_end), _cut(right, j, j_end))
        for tag, i, i_end, j, j_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def redlined(a: str, b: str) -> list[tuple[Span, Span]]:
    """What redlines calls changed, by its own tokens; these leave nothing of the text out."""
    from redlines import Redlines
    from redlines.processor import tokenize_text

    left, right = (
        list(pairwise(accumulate(map(len, tokenize_text(text)), initial=0))) for text in (a, b)
    )
    return [
        (_stretch(left, i, i_end), _stretch(right, j, j_end))
        for tag, i, i_end, j, j_end in Redlines(a, b).opcodes
        if tag != "equal"
    ]


def _stretch(tokens: Sequence[tuple[int, int]], first: int, end: int) -> Span:
    return Span(tokens[first][0], tokens[end - 1][1]) if first < end else Span(0, 0)


def _cut(side: Sequence, first: int, end: int) -> Span:
    return Span(side[first].start, side[end - 1].end) if first < end else Span(0, 0)


def located(text: str, tokens: str) -> Span | None:
    """Where the tokenised *tokens* stand in *text*, white space and quotes aside.

    The first place where no word or figure is cut ("2 percent" is not in "2.2 percent"),
    else the first.
    """
    letters = [(char, at) for at, char in enumerate(text) if not char.isspace()]
    bare = "".join(char for char, _ in letters)
    sought = "".join(tokens.split()).replace("``", '"').replace("''", '"')
    first = at = bare.find(sought)
    if at < 0 or not sought:
        return None
    while at >= 0 and _cuts(text, letters[at][1], letters[at + len(sought) - 1][1] + 1):
        at = bare.find(sought, at + 1)
    at = first if at < 0 else at
    return Span(letters[at][1], letters[at + len(sought) - 1][1] + 1)


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether a span begins or ends inside a word or a figure."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    figure = text[start].isdigit() and before[-1:] in tuple(".,") and before[:1].isdigit()
    inside = before[-1:].isalnum() and text[start].isalnum()
    return figure or inside or (after.isalnum() and text[end - 1].isalnum())


#: Tools that know no kinds: they can only touch the right words.
PEERS = {"difflib": word_diff, "redlines": redlined}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def changes(rows: Iterable[dict[str, str]], *, reported: bool) -> dict[str, dict[str, float]]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["sense_preserving"] != "no" or unseen(row["msrp_id"]) != reported:
            continue
        if row["change"] not in WANTED:
            continue
        name, kinds = WANTED[row["change"]]
        if name == "entity" and any(char.isdigit() for char in row["a_span"] + row["b_span"]):
            name = "entity with a figure"
        counts.update((name, what) for what in _found(row, kinds))
    names = sorted({name for name, _ in counts})
    return {name: _shares(counts, name) for name in names}


def _found(row: dict[str, str], kinds: frozenset[str]) -> Iterator[str]:
    a, b = located(row["text_a"], row["a_span"]), located(row["text_b"], row["b_span"])
    if a is None or b is None:
        yield "not located"
        return
    yield "changes"
    found = told(row["text_a"], row["text_b"])
    strict = any(d.kind in kinds and d.a.overlap(a) and d.b.overlap(b) for d in found)
    if strict:
        yield "strict"
    if _has_any(row["text_a"], a) and _has_any(row["text_b"], b):
        yield "named on both sides"
        if strict:
            yield "strict of these"
    if any(d.weight is Weight.FACT and (d.a.overlap(a) or d.b.overlap(b)) for d in found):
        yield "told as a fact"
    for name, diff in PEERS.items():
        if any(x.overlap(a) and y.overlap(b) for x, y in diff(row["text_a"], row["text_b"])):
            yield f"touched by {name}"


def _has_any(text: str, span: Span) -> bool:
    """Whether a figure, a number word or a capital stands in *span*; not one that opens a text."""
    for word in words(text[span.start : span.end]):
        at = span.start + word.start
        opens = text[:at].rstrip()[-1:] in ("", ".", '"', "“")
        if word.text[:1].isdigit() or word.folded in NUMBER_WORDS:
            return True
        if word.text[:1].isupper() and (not opens or (word.text.isupper() and len(word.text) > 1)):
            return True
    return False


def _shares(counts: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    total = counts[name, "changes"]
    shares: dict[str, float] = {"changes": total, "not located": counts[name, "not located"]}
    for what in ("strict", "told as a fact", *(f"touched by {name}" for name in PEERS)):
        shares[what] = round(counts[name, what] / max(total, 1), 3)
    named = counts[name, "named on both sides"]
    shares["named on both sides"] = named
    shares["strict of these"] = round(counts[name, "strict of these"] / max(named, 1), 3)
    return shares


def chunks(path: Path, *, reported: bool) -> dict[str, dict[str, float]]:
    counts: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        pair = json.loads(line)
        if unseen(pair["id"]) == reported:
            for chunk in pair["chunks"]:
                counts.update(_chunk(pair["text_a"], pair["text_b"], chunk))
    return {
        name: {"chunks": counts[name, "all"]}
        | {
            what: round(counts[name, what] / counts[name, "all"], 3)
            for what in ("as mapped", "told at all", *(f"touched by {name}" for name in PEERS))
        }
        for name in sorted({name for name, _ in counts})
    }


def _chunk(a: str, b: str, chunk: dict[str, str]) -> Iterator[tuple[str, str]]:
    spans = [located(text, chunk[side]) for text, side in ((a, "a"), (b, "b"))]
    name = chunk["type"]
    if all(span is None for span in spans) or not any(map(_has_letters, (chunk["a"], chunk["b"]))):
        return
    here = [d for d in told(a, b) if _touches((d.a, d.b), spans)]
    yield name, "all"
    if here:
        yield name, "told at all"
    if _as_mapped(name, here):
        yield name, "as mapped"
    for peer, diff in PEERS.items():
        if any(_touches(pair, spans) for pair in diff(a, b)):
            yield name, f"touched by {peer}"


def _has_letters(chunk: str) -> bool:
    return chunk != "-not aligned-" and any(char.isalnum() for char in chunk)


def _touches(found: Sequence[Span], spans: Sequence[Span | None]) -> bool:
    return any(s is not None and f.overlap(s) for f, s in zip(found, spans, strict=True))


def _as_mapped(name: str, here: Sequence[Difference]) -> bool:
    if name == "EQUI":
        return not any(d.weight is Weight.FACT for d in here)
    plain, _, fact = name.partition("_")
    kinds = CHUNK_KINDS.get(plain, frozenset()) | (CHUNK_FACTS if fact else frozenset())
    return any(d.kind in kinds for d in here)


def sample(data: Path, seed: int, source: str) -> Iterator[str]:
    """Up to 100 reports of the fact kinds from pairs never read, to be read."""
    pairs = sorted(set(_unread(data, source)))
    found = [(a, b, d) for a, b in pairs for d in told(a, b) if d.kind in FACT_KINDS]
    chosen = random.Random(seed).sample(found, min(100, len(found)))
    for number, (a, b, d) in enumerate(chosen, 1):
        yield f"{number}. {d.kind}: {d.message}\n   a {a}\n   b {b}"


def _unread(data: Path, source: str) -> Iterator[tuple[str, str]]:
    changed, read = rows_of(data / "etpc_changes.tsv"), set(READ.read_text("utf-8").split())
    if source == "etpc":
        rows = [r for r in changed if unseen(r["msrp_id"]) and r["msrp_id"] not in read]
    elif source == "msrp":
        known = {r["text_a"] for r in changed} | {r["text_b"] for r in changed}
        rows = [r for r in rows_of(data / "msrp_pairs.tsv") if known.isdisjoint(_texts(r))]
    else:
        rows = [r for r in rows_of(data / "ecbplus_pairs.tsv") if r["label"] == "1"]
    yield from map(_texts, rows)


def _texts(row: dict[str, str]) -> tuple[str, str]:
    return row["text_a"], row["text_b"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--sample", type=int, metavar="SEED")
    parser.add_argument("--of", choices=("etpc", "msrp", "ecb"), default="etpc")
    parser.add_argument("--true", type=int, metavar="N")
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    rows = rows_of(given.data / "etpc_changes.tsv")
    if given.sample is not None:
        print("\n".join(sample(given.data, given.sample, given.of)))
        return
    began = time.perf_counter()
    result = {
        "etpc, unseen quarter": changes(rows, reported=True),
        "etpc, looked at": changes(rows, reported=False),
        "ists, unseen quarter": chunks(given.data / "ists_chunks.jsonl", reported=True),
        "seconds": round(time.perf_counter() - began, 1),
        "misses read": ENTITY_MISSES,
        "read by hand": _read_by_hand(given),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


def _read_by_hand(given: argparse.Namespace) -> dict[str, object]:
    """The readings kept, with the one just given."""
    kept = json.loads(RESULTS.read_text("utf-8"))["read by hand"] if RESULTS.is_file() else {}
    readings = list(kept.get("readings", []))
    if given.true is not None:
        readings.append({"seed": given.seed, "reports": 100, "true": given.true})
    return {**kept, "kinds": sorted(FACT_KINDS), "readings": readings}


if __name__ == "__main__":
    main()
