"""How soon a large report is seen: 2,000 statements of three outlets, in a browser.

    python -m benchmarks.page

Its first paint is held against that of a page of the same bytes with nothing but paragraphs
under `content-visibility: auto`, in turns in the same run. Writes benchmarks/results/page.json;
exits with 1 where a limit is broken.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from compare.reports import html
from tests.browser.chromium import started
from tests.large_story import large

RESULTS = Path(__file__).parent / "results" / "page.json"

STATEMENTS, OUTLETS, RUNS = 2000, 3, 5

#: Bytes, milliseconds, and times the bare page that are allowed.
MOST_BYTES, MOST_PAINT, MOST_RATIO = 6_000_000, 1000, 2

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"

BARE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Bare</title>"
    "<style>p{content-visibility:auto;contain-intrinsic-size:auto 22rem}</style>\n"
)


def main() -> int:
    began = time.perf_counter()
    text = _report()
    seconds = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as name:
        pages = {"report": Path(name) / "report.html", "bare": Path(name) / "bare.html"}
        pages["report"].write_text(text, encoding="utf-8", newline="\n")
        pages["bare"].write_text(_bare(len(text.encode())), encoding="utf-8", newline="\n")
        figures = _measured(pages)
        sizes = {name: path.stat().st_size for name, path in pages.items()}
    result = {
        "statements": STATEMENTS,
        "outlets": OUTLETS,
        "runs": RUNS,
        "built_s": round(seconds, 1),
        "bytes": sizes,
        **figures,
        "ratio": round(figures["first_paint_ms"]["report"] / figures["first_paint_ms"]["bare"], 2),
    }
    told = json.dumps(result, indent=2)
    RESULTS.write_text(f"{told}\n", encoding="utf-8")
    print(told)
    held = (
        sizes["report"] <= MOST_BYTES,
        figures["first_paint_ms"]["report"] <= MOST_PAINT,
        result["ratio"] <= MOST_RATIO,
    )
    return 0 if all(held) else 1


def _report() -> str:
    out = StringIO()
    html.write(large(STATEMENTS, OUTLETS), out)
    return out.getvalue()


def _bare(size: int) -> str:
    """A page of *size* bytes with as many paragraphs as the report has statements."""
    each = (size - len(BARE)) // STATEMENTS
    words = "vessels were held near the old lock on Wednesday because of the fog "
    paragraph = "<p>" + (words * (each // len(words) + 1))[: each - 4] + "\n"
    return BARE + paragraph * STATEMENTS


def _measured(pages: Mapping[str, Path]) -> dict[str, dict[str, float]]:
    """The median of first paint and of the end of loading, in milliseconds, for each page."""
    paints: dict[str, list[float]] = {name: [] for name in pages}
    loads: dict[str, list[float]] = {name: [] for name in pages}
    with started() as browser:
        # Once for nothing: the first page pays for the start of the browser.
        for turn in range(RUNS + 1):
            for name, path in pages.items():
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(path.as_uri())
                page.wait_for_timeout(200)
                if turn:
                    paints[name].append(page.evaluate(PAINT))
                    loads[name].append(page.evaluate(LOADED))
                page.close()
    return {
        "first_paint_ms": {name: round(statistics.median(all_)) for name, all_ in paints.items()},
        "loaded_ms": {name: round(statistics.median(all_)) for name, all_ in loads.items()},
        "first_paint_each_ms": {name: [round(x) for x in all_] for name, all_ in paints.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
