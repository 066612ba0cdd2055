"""Make the background word frequencies shipped in `src/compare/background`.

    python benchmarks/make_background.py [--stems 60000]

Takes the word list of the package `wordfreq` (R. Speer, 2022; CC BY-SA 4.0), adds up the
frequencies of the words that share a stem (`compare.words.stem`), and writes one text
file a language: each line is a frequency in centibels (0 is every word, -600 one word in
a million) and the stems that have it.
"""

import argparse
import math
from collections import defaultdict
from pathlib import Path

from compare.words import fold, stem

FOLDER = Path(__file__).resolve().parent.parent / "src" / "compare" / "background"

#: One step of the scale is a tenth of a bel: 26 % in frequency, finer than it is known.
STEP = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stems", type=int, default=60_000)
    wanted = parser.parse_args().stems
    for language in ("en", "ru"):
        write(FOLDER / f"{language}.freq", levels(frequencies(language), wanted))


def frequencies(language: str) -> dict[str, float]:
    """Relative frequency of every stem of the language."""
    from wordfreq import get_frequency_dict

    totals: dict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict(language, wordlist="best").items():
        key = stem(fold(word), language)
        if key.isalpha():
            totals[key] += frequency
    return totals


def levels(totals: dict[str, float], wanted: int) -> dict[int, list[str]]:
    """The *wanted* most frequent stems by their frequency in centibels, rounded."""
    best = sorted(totals, key=lambda key: (-totals[key], key))[:wanted]
    grouped: dict[int, list[str]] = defaultdict(list)
    for key in best:
        grouped[round(math.log10(totals[key]) * 100 / STEP) * STEP].append(key)
    return grouped


def write(path: Path, grouped: dict[int, list[str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    lines = (f"{level} {' '.join(sorted(grouped[level]))}" for level in sorted(grouped)[::-1])
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    print(path.name, sum(map(len, grouped.values())), "stems", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
