"""The page without style and script, and the page twice."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from compare.reports import json as saved_json
from compare.reports.safe import plain
from tests.browser.conftest import Opened
from tests.browser.pages import Report

#: What the page says to somebody who only hears it: the words of its elements, the small
#: numbers at the words left out, so that words stay together.
READING = """() => {
  document.querySelectorAll("style, script, link").forEach((each) => each.remove());
  const words = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("sup").forEach((each) => each.remove());
    return copy.textContent.replaceAll("‸", "").replace(/\\s+/g, " ");
  };
  const of = (query) => [...document.querySelectorAll(query)];
  return {
    body: words(document.body),
    rows: of("article.r").map(words),
    kinds: of("article.r").map((row) => [...row.querySelectorAll(".app i")].map(words)),
  };
}"""


def line(text: str) -> str:
    """*text* as the page has it, on one line."""
    return " ".join(plain(text).split())


def test_without_style_and_script_every_difference_is_told(opened: Opened, report: Report) -> None:
    read = opened(report, java_script_enabled=False).evaluate(READING)
    out = StringIO()
    saved_json.write(report.result, out)
    saved = json.loads(out.getvalue())
    texts = {each.document.id: each.document.text for each in report.result.articles}
    told = 0
    for link in saved["links"]:
        rows = [n for n, row in enumerate(saved["statements"]) if stands(link, row)]
        places = [read["rows"][n] for n in rows] or [read["body"]]
        for difference in link["differences"]:
            sides = [words_of(texts[link[side]["document"]], difference[side]) for side in "ab"]
            assert any(all(each in words for each in sides) for words in places), sides
            told += 1
        if link["differences"] and rows:
            assert any(read["kinds"][n] for n in rows)
    assert told > 0


def stands(link: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether both sides of *link* are in *row*."""
    return all(any(within(link[side], place) for place in row["members"]) for side in "ab")


def within(place: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether *place* shares words with *other*."""
    same = place["document"] == other["document"]
    return bool(same and place["start"] < other["end"] and other["start"] < place["end"])


def words_of(text: str, span: dict[str, int]) -> str:
    """The words in *span* of *text* as the page has them."""
    return line(text[span["start"] : span["end"]])


def test_without_style_and_script_every_text_is_there_whole(opened: Opened, report: Report) -> None:
    read = opened(report, java_script_enabled=False).evaluate(READING)
    for article in report.result.articles:
        for passage in article.passages:
            assert line(article.text_of(passage.span)) in read["body"]


def test_the_page_works_without_script(opened: Opened, report: Report) -> None:
    page = opened(report, java_script_enabled=False)
    assert page.locator("article.r").count() == len(report.result.statements)
    page.click("#d1full > summary")
    assert page.locator("#d1p1").is_visible()


def test_the_same_articles_give_the_same_bytes(seeds: Path, tmp_path: Path) -> None:
    files = sorted((seeds / "harbour").iterdir())
    made = []
    for seed, order in (("1", files), ("2", files[::-1])):
        path = tmp_path / f"{seed}.html"
        command = [
            sys.executable,
            "-m",
            "compare",
            "report",
            *map(str, order),
            "-o",
            str(path),
            "--isolated",
        ]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        made.append(path.read_bytes())
    assert made[0] == made[1]
