"""Measure flipped negations: sentence pairs that say the same, one of them turned at run time.

The sets in ../shared have a handful of switched negations, too few to measure. So pairs
that readers called paraphrases (msrp_pairs.tsv, label 1) are turned by four operators, and
the turned word has to be told as `negation`:

    drop      "did not" -> "did", "won't" -> "will", "never" -> nothing
    insert    "was held" -> "was not held", where the verb stands in the other text too
    opposite  "rose" -> "fell", where the word stands in the other text too
    prefix    "able" -> "unable", likewise

Each is turned in the text itself ("copy": a against a turned) and in its paraphrase ("paraphrase":
a against b turned). Precision: the same pairs unturned, where any `negation` is false unless
the pair is one of the few that do differ, so the figure is a floor; and in turned pairs the
reports that do not touch the turned word. Of the pairs a half, by a hash, was looked
at while mending; a quarter that was not is reported. No sentence is kept.

    python benchmarks/negations.py ../shared/data
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from differences import told, unseen

from compare.model import Span, Weight

RESULTS = Path(__file__).resolve().parent / "results" / "differences-negations.json"

AUXILIARY = r"(?:is|are|was|were|will|would|can|could|should|has|have|had|does|did|do|may|must)"
NOT_ALONE = r"(?! (?:only|just|until|least|more|less|fewer|all|yet)\b)"
DROPS = (
    re.compile(rf"\b{AUXILIARY}(?P<gone> not){NOT_ALONE}(?= \w+)", re.IGNORECASE),
    re.compile(rf"\b{AUXILIARY}(?P<gone>n[’']t){NOT_ALONE}(?= \w+)", re.IGNORECASE),
    re.compile(r"(?P<gone>\bnever )(?=\w+)"),
)
INSERTS = re.compile(
    r"\b(?:is|are|was|were|will|would|could|should|has|have|had)"
    r"(?P<here>)(?= (?!(?:not|to|no|a|an|the|also|only|never|just)\b)(?P<verb>[a-z]{3,}))"
)
OPPOSITES = (
    ("rose", "fell"), ("up", "down"), ("gained", "lost"), ("increased", "decreased"),
    ("won", "lost"), ("accepted", "rejected"), ("approved", "rejected"), ("opened", "closed"),
    ("bought", "sold"), ("supported", "opposed"), ("guilty", "innocent"), ("allowed", "banned"),
    ("agreed", "disagreed"), ("higher", "lower"), ("more", "fewer"), ("confirmed", "denied"),
)  # fmt: skip
PREFIXES = (
    ("able", "unable"), ("likely", "unlikely"), ("legal", "illegal"), ("known", "unknown"),
    ("fair", "unfair"), ("possible", "impossible"), ("clear", "unclear"), ("safe", "unsafe"),
)  # fmt: skip

#: Code points after a dropped "not" in which the words it denied begin.
DROPPED = 30

#: A turned text and where the turned words stand in it.
Turned = tuple[str, Span]


def dropped(text: str, other: str) -> Turned | None:
    for pattern in DROPS:
        for match in pattern.finditer(text):
            start, end = match.span("gone")
            verb = re.compile(r"\w+").search(text, end)
            if verb and re.search(rf"(?:\b(?:not|never)|n[’']t) (?:\w+ )?{verb[0]}\b", other):
                return text[:start] + text[end:], Span(match.start(), start + DROPPED)
    return None


def _has_negation(text: str) -> bool:
    return bool(re.search(r"\b(?:not|never|no)\b|n[’']t\b", text, re.IGNORECASE))


def inserted(text: str, other: str) -> Turned | None:
    if _has_negation(text) or _has_negation(other):
        return None
    for match in INSERTS.finditer(text):
        if re.search(rf"\b{match['verb']}\b", other):
            at = match.start("here")
            return f"{text[:at]} not{text[at:]}", _next_word(text, match.start(), more=4)
    return None


def _swapped(pairs: tuple[tuple[str, str], ...]) -> Callable[[str, str], Turned | None]:
    def turned(text: str, other: str) -> Turned | None:
        if _has_negation(text) or _has_negation(other):
            return None
        for one, two in (*pairs, *((two, one) for one, two in pairs)):
            match = re.search(rf"(?<![\w-]){one}(?![\w-])", text)
            if match and re.search(rf"\b{one}\b", other) and not re.search(rf"\b{two}\b", other):
                changed = text[: match.start()] + two + text[match.end() :]
                return changed, Span(match.start(), match.start() + len(two))
        return None

    return turned


def _next_word(text: str, start: int, *, more: int = 0) -> Span:
    """From *start* to the end of the second word on, and *more* code points."""
    match = re.compile(r"\w+(?:\W+\w+)?").search(text, start)
    return Span(start, (match.end() if match else start + 1) + more)


OPERATORS: dict[str, Callable[[str, str], Turned | None]] = {
    "drop": dropped,
    "insert": inserted,
    "opposite": _swapped(OPPOSITES),
    "prefix": _swapped(PREFIXES),
}


def pairs(path: Path, *, reported: bool) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["label"] == "1" and unseen(row["id"]) == reported:
                yield row["text_a"], row["text_b"]


def measured(path: Path, *, reported: bool) -> dict[str, dict[str, float]]:
    counts: Counter[tuple[str, str]] = Counter()
    for a, b in pairs(path, reported=reported):
        for name, operator in OPERATORS.items():
            for against, text in (("copy", a), ("paraphrase", b)):
                turned = operator(text, a)
                if turned is not None:
                    counts.update((f"{name}, {against}", what) for what in _found(a, *turned))
        counts.update(("unturned", what) for what in _untouched(a, b))
    return {name: _shares(counts, name) for name in sorted({name for name, _ in counts})}


def _found(a: str, changed: str, at: Span) -> Iterator[str]:
    yield "pairs"
    found = told(a, changed)
    negations = [d for d in found if d.kind == "negation"]
    if any(d.b.overlap(at) for d in negations):
        yield "told"
    if any(d.weight is Weight.FACT and d.b.overlap(at) for d in found) or (
        # A dropped "not" leaves nothing to stand on: the fact then stands beside its words.
        any(d.kind == "omission" and d.weight is Weight.FACT for d in found)
    ):
        yield "told as a fact"
    if not found or found[0].weight is not Weight.FACT:
        yield "called the same"
    yield from ("elsewhere" for d in negations if not d.b.overlap(at))


def _untouched(a: str, b: str) -> Iterator[str]:
    yield "pairs"
    yield from ("elsewhere" for d in told(a, b) if d.kind == "negation")


def _shares(counts: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    total, hits, stray = (counts[name, what] for what in ("pairs", "told", "elsewhere"))
    if name == "unturned":
        return {"pairs": total, "negations told": stray, "a pair": round(stray / total, 4)}
    return {
        "pairs": total,
        "recall": round(hits / total, 3),
        "told as a fact": round(counts[name, "told as a fact"] / total, 3),
        "no fact on top": counts[name, "called the same"],
        "precision": round(hits / max(1, hits + stray), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    path = parser.parse_args().data / "msrp_pairs.tsv"
    result = {
        "msrp, unseen quarter": measured(path, reported=True),
        "msrp, looked at": measured(path, reported=False),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
