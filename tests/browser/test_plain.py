"""The page without style and script, and the page twice."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_without_style_and_script_every_difference_is_told(
    opened: Opened, report: Report
) -> None:
    result = report.result
    read = opened(report, java_script_enabled=False).evaluate(READING)
    told = 0
    for n, statement in enumerate(result.statements):
        places = set(statement.members)
        for link in result.links:
            if not {link.a, link.b} <= places:
                continue
            for difference in link.differences:
                for place, span in ((link.a, difference.a), (link.b, difference.b)):
                    words = line(result.article(place.document).text_of(span))
                    assert words in read["rows"][n], (difference.kind, words)
                told += 1
            if link.differences:
                assert read["kinds"][n] != []
    assert told == sum(len(link.differences) for link in result.links) > 0


def test_without_style_and_script_every_text_is_there_whole(
    opened: Opened, report: Report
) -> None:
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
        command = [sys.executable, "-m", "compare", "report", *order, "-o", path, "--isolated"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        made.append(path.read_bytes())
    assert made[0] == made[1]
