"""The reports that are opened: from real and invented articles, and a hostile one.

Each is written once in a run, by the same code as `compare report`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from compare import api
from compare.model import (
    Evidence,
    Finding,
    Level,
    Relation,
    Result,
    Skipped,
    Span,
    Weight,
)
from compare.options import Options
from compare.reports import html
from tests.large_story import large
from tests.stories import Story, article, bridge

#: What the words of an article try; the flag would be set, and a dialog opened, if any worked.
ATTACK = (
    "</style></script><script>window.owned=1</script><img src=x onerror=window.owned=2> "
    "<svg onload=alert(3)><a href=javascript:alert(4)>a</a> {{ 7*7 }} {% x %} ${7*7} &lt;b&gt; "
    "\" onmouseover=alert(5) ' ]]> --> <!-- "
    "\N{RIGHT-TO-LEFT OVERRIDE}gnol\N{POP DIRECTIONAL FORMATTING} \N{RIGHT-TO-LEFT ISOLATE} "
    "\N{ZERO WIDTH SPACE}\x1b[31m \x00"
)


@dataclass(frozen=True, slots=True)
class Report:
    """A result and its page as a file."""

    result: Result
    path: Path

    @property
    def address(self) -> str:
        """What a browser opens."""
        return self.path.as_uri()


def written(result: Result, path: Path) -> Report:
    """*result* as a page in *path*."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        html.write(result, out)
    return Report(result, path)


def compared(paths: Iterable[Path]) -> Result:
    """The articles in *paths*, compared."""
    return api.result_of(api.read([str(path) for path in paths], Options()), Options())


def folded() -> Result:
    """Many rows, among them runs of identical ones, which are folded."""
    return large(60)


def hostile() -> Result:
    """Articles whose words, names, dates and languages try to get out of the page."""
    first = article(
        '"><script>window.owned=6</script>.txt',
        f"{ATTACK}\nThe harbour has 15 ships </p></article> and {'x' * 1_000_000}",
        outlet="</title><script>window.owned=7</script>",
        title=ATTACK,
        published='2024-01-01"><b onclick=alert(8)>',
        language='en" onclick="alert(9)',
    )
    second = article(
        "b.txt",
        f"{ATTACK} same\nThe harbour has 51 ships </p></article> and more",
        outlet="\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} <b>",
        language="he",
    )
    one, two = first.document.path, second.document.path
    story = Story([first, second])
    told = (
        "<i onclick=alert(10)>",
        "gnol",
        "gnol",
        Weight.FACT,
        "<script>window.owned=11</script>",
    )
    reason = Evidence("<b>x</b>", 1.0, "<script>window.owned=12</script>")
    story.link((one, ATTACK), (two, ATTACK), 0.9, Relation.REWRITE, reason, differences=[told])
    fifteen, fifty = "The harbour has 15 ships", "The harbour has 51 ships"
    number = ("number", "15", "51", Weight.FACT, "")
    story.link((one, fifteen), (two, fifty), 0.8, Relation.REWRITE, differences=[number])
    story.statement(ATTACK, 0.9, (one, ATTACK), (two, ATTACK))
    story.statement('x" onclick="alert(13)', 0.9, (one, fifteen), (two, fifty))
    return story.result(Skipped("<script>", "<img src=x onerror=window.owned=14>"))


def flagged() -> Result:
    """A result with a finding."""
    finding = Finding("missing-date", Level.NOTE, "no date", "press/a.txt", 3, Span(0, 0))
    return replace(bridge(), findings=(finding,))
