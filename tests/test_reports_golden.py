"""One expected file a report, at a fixed width, in tests/golden/.

`python -m tests.test_reports_golden` writes them anew; the diff is what gets reviewed.
"""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TextIO

import pytest

from compare.model import Overlap, Result
from compare.reports import concise, csv, inspect, json, jsonl, markdown, pairs, quotes, terminal
from compare.reports.html.page import page
from compare.reports.look import Display, Look
from tests.stories import bridge, harvest

FOLDER = Path(__file__).parent / "golden"


def overlaps(result: Result) -> tuple[Overlap, ...]:
    harbour, daily, gazette = (article.document.id for article in result.articles)
    return (
        Overlap(harbour, daily, 3, 0.6, 0.57),
        Overlap(harbour, gazette, 2, 0.37, 0.78),
        Overlap(daily, gazette, 0, 0.0, 0.0),
    )


def page_markup(out: TextIO) -> None:
    """The page without style and script, whose names change with every comma in them."""
    made = page(bridge(), look=Look(), assets="apart")
    out.write(re.sub(r"(?<=apart/report-)[0-9a-f]+", "HASH", made.text))


CASES: dict[str, Callable[[TextIO], None]] = {
    "synopsis-80.txt": lambda out: terminal.write(bridge(), out, look=Look(width=80)),
    "synopsis-120-explained.txt": lambda out: terminal.write(
        bridge(), out, look=Look(width=120, explain=True, verbose=True)
    ),
    "synopsis-80-color.ansi": lambda out: terminal.write(
        bridge(), out, look=Look(width=80, color=True)
    ),
    "synopsis-40-stacked.txt": lambda out: terminal.write(
        harvest(), out, look=Look(width=40, display=Display.STACKED)
    ),
    "synopsis-100-salad.txt": lambda out: terminal.write(harvest(), out, look=Look(width=100)),
    "synopsis-100-base.txt": lambda out: terminal.write(
        bridge(), out, look=Look(width=100, base="Orland Daily")
    ),
    "statistics.txt": lambda out: terminal.write(bridge(), out, look=Look(statistics=True)),
    "concise.txt": lambda out: concise.write(bridge(), out),
    "result.json": lambda out: json.write(bridge(), out),
    "links.jsonl": lambda out: jsonl.write(bridge(), out),
    "links.csv": lambda out: csv.write(bridge(), out),
    "synopsis.md": lambda out: markdown.write(bridge(), out),
    "salad.md": lambda out: markdown.write(harvest(), out, look=Look(verbose=True)),
    "statistics.md": lambda out: markdown.write(bridge(), out, look=Look(statistics=True)),
    "quotes.txt": lambda out: quotes.write(bridge(), out, look=Look(width=80)),
    "quotes.concise.txt": lambda out: quotes.write(bridge(), out, format="concise"),
    "quotes.json": lambda out: quotes.write(bridge(), out, format="json"),
    "quotes.csv": lambda out: quotes.write(bridge(), out, format="csv"),
    "quotes.md": lambda out: quotes.write(bridge(), out, format="markdown"),
    "pairs.txt": lambda out: pairs.write(bridge(), overlaps(bridge()), out, width=80),
    "pairs.json": lambda out: pairs.write(bridge(), overlaps(bridge()), out, format="json"),
    "pairs.csv": lambda out: pairs.write(bridge(), overlaps(bridge()), out, format="csv"),
    "pairs.md": lambda out: pairs.write(bridge(), overlaps(bridge()), out, format="markdown"),
    "page.html": page_markup,
    "inspect.txt": lambda out: inspect.write(
        bridge().articles, out, width=80, skipped=bridge().skipped
    ),
    "inspect.json": lambda out: inspect.write(bridge().articles, out, format="json"),
}


def written(name: str) -> str:
    out = StringIO()
    CASES[name](out)
    return out.getvalue()


@pytest.mark.parametrize("name", CASES)
def test_a_report_is_as_expected(name: str) -> None:
    assert written(name) == (FOLDER / name).read_text(encoding="utf-8")


def test_every_expected_file_is_looked_at() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(CASES)


def accept() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in CASES:
        (FOLDER / name).write_text(written(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    accept()
