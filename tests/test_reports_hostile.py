"""Whatever an article holds, every report shows it, and none is acted upon."""

import re
import time
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from compare import reports
from compare.model import (
    Difference,
    FoundQuotation,
    Overlap,
    Quotation,
    QuotationKind,
    QuotationVerdict,
    Relation,
    Result,
    Skipped,
    Verdict,
    Weight,
)
from compare.options import Options
from compare.reports import inspect, pairs, quotes
from tests.stories import Story, article

HOSTILE = (
    "The fair [sic] opened [/oops] [bold red]today[/] :smile: "
    "\x1b[2J\x1b]8;;http://example.org\x07click\x9b31m \u202eeuros 001\u2069 \u200b\ufeff\0 "
    "\U000e0041 http://example.org @desk =1+1"
)
OTHER = "The fair opened yesterday [sic] at noon | `a` <script>alert(1)</script> *b* #12 www.x.org"
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
TEXT_FORMATS = ("text", "concise", "csv", "markdown")


def hostile(words: str = HOSTILE, name: str = HOSTILE) -> Result:
    first = article("a\x1b[31m.txt", words, outlet=name, title=name, published=name)
    second = article("b.txt", OTHER, outlet="=cmd()", language="en")
    story = Story((first, second))
    difference = ("number", words[:8], "The fair", Weight.FACT, name)
    story.link(
        ("a\x1b[31m.txt", words),
        ("b.txt", OTHER),
        0.9,
        Relation.REWRITE,
        differences=[difference],
    )
    story.statement(words, 0.9, ("a\x1b[31m.txt", words), ("b.txt", OTHER))
    here, there = story.place("a\x1b[31m.txt", words), story.place("b.txt", OTHER)
    quotation = Quotation(here.span, here.span, QuotationKind.DIRECT, name, name)
    changed = (Difference("number", here.span, there.span, Weight.FACT, name),)
    found = FoundQuotation(there.document, Verdict.ALTERED, 0.9, (there,), changed, name, name)
    story.quotations.append(
        QuotationVerdict(here, quotation, Verdict.ALTERED, 0.9, there, changed, (found,))
    )
    return story.result(Skipped(name, name), options=((name, name),))


def written(result: Result, format_: str, *, color: bool = False) -> str:
    options = Options(width=100, explain=True, verbose=1)
    if reports.FORMATS[format_].binary:
        data = BytesIO()
        reports.write(result, options, format_, data, color=color)
        with zipfile.ZipFile(data) as parts:
            return parts.read("word/document.xml").decode()
    out = StringIO()
    reports.write(result, options, format_, out, color=color)
    return out.getvalue()


@pytest.mark.parametrize("format_", [*reports.FORMATS])
def test_nothing_in_the_text_acts_on_the_terminal(format_: str) -> None:
    assert ACTING.findall(written(hostile(), format_)) == []


def test_with_styling_every_escape_is_one_of_ours() -> None:
    styled = written(hostile(), "text", color=True)
    assert ACTING.findall(re.sub(r"\x1b\[[0-9;]*m", "", styled)) == []


@pytest.mark.parametrize("format_", ["text", "concise", "csv", "json"])
def test_brackets_and_codes_are_shown_as_they_are_printed(format_: str) -> None:
    shown = written(hostile(), format_)
    flat = re.sub(r"\s*│[^\n]*\n?|[‹›\n]", "", shown)
    for words in ("[sic]", "[/oops]", "[bold red]", ":smile:"):
        assert words in (shown if words in shown else flat)


def test_markdown_keeps_article_text_from_being_markup() -> None:
    shown = written(hostile(), "markdown")
    bodies = [line for line in shown.splitlines() if "script" in line]
    assert bodies
    for line in bodies:
        assert "\\<" in line
        assert re.search(r"(?<!\\)\\[`*\[|#]", line)
    assert not re.search(r"@desk|:smile:|(?<!\\)#12|http://|www\.x|(?<!\\)<script", shown)


def test_a_spreadsheet_runs_no_cell() -> None:
    import csv

    rows = list(csv.reader(StringIO(written(hostile(name="=1+1"), "csv"))))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_pairs_inspect_and_quotes_are_as_careful() -> None:
    result, out = hostile(), StringIO()
    ids = [a.document.id for a in result.articles]
    for format_ in pairs.FORMATS:
        pairs.write(result, [Overlap(ids[0], ids[1], 1, 0.5, 0.5)], out, format=format_)
    for format_ in inspect.FORMATS:
        inspect.write(result.articles, out, format=format_, skipped=result.skipped, verbose=1)
    for format_ in quotes.FORMATS:
        quotes.write(result, out, format=format_)
    assert ACTING.findall(out.getvalue()) == []


@pytest.mark.parametrize("format_", quotes.FORMATS)
def test_a_megabyte_of_quotation_takes_a_moment(format_: str) -> None:
    begun, out = time.process_time(), StringIO()
    quotes.write(hostile("ab " * 330_000), out, format=format_)
    assert time.process_time() - begun < 30
    assert format_ in ("json", "csv") or len(out.getvalue()) < 50_000


@pytest.mark.parametrize("format_", [*reports.FORMATS])
@pytest.mark.parametrize(
    "words", ["x" * 1_000_000, "\0" * 1_000_000, "é́" * 500_000, "ab " * 330_000, "[" * 1_000_000]
)
def test_a_megabyte_of_anything_takes_a_moment(format_: str, words: str) -> None:
    first, second = article("a.txt", words), article("b.txt", OTHER)
    story = Story((first, second))
    a, b = story.place("a.txt", words), story.place("b.txt", OTHER)
    link = replace(story.link(("b.txt", OTHER), ("b.txt", OTHER), 0.9, Relation.PARTIAL), a=a, b=b)
    story.links[:] = [replace(link, edits=())]
    story.statement(words, 0.9, ("a.txt", words), ("b.txt", OTHER))
    begun = time.process_time()
    shown = written(story.result(), format_)
    assert time.process_time() - begun < 30  # a second here; ten where machines are slow
    assert shown
    if format_ in ("text", "markdown"):
        assert len(shown) < 50_000
        assert re.search(r"more characters|…", shown)


def test_an_output_that_knows_only_ascii_gets_only_ascii() -> None:
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding="ascii", errors="strict")
    reports.write(hostile(), Options(width=100), "text", out)
    out.flush()
    shown = raw.getvalue().decode("ascii")
    assert "<" in shown
    assert "-- 1 " in shown
