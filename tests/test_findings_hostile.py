"""Whatever an article, a file name or a reason holds, no format of findings is broken by it."""

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.checks.outcome import Budget, Outcome, Suppressed, Suppressor
from compare.model import Detail, Location, Skipped, Span
from compare.reports import github, gitlab, junit, sarif
from compare.reports.safe import plain
from tests.outcomes import finding, outcome, rules

HOSTILE = (
    "::error file=x::owned\n::set-output name=a::b\r\n##[error]owned \x1b[31m\x9b2J \0\x08\x7f "
    "]]> <script>alert(1)</script> <!-- & \"'> </failure> \u202euros\u2069 \u200b\ufeff "
    "\ufffe\uffff \ud83d [x](http://example.org) {0} %0A %25 | `a` *b* @desk #12 \u2028 \u0085"
)
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

FORMATS: dict[str, Callable[[Outcome], str]] = {
    "sarif": lambda one: sarif.text(one, rules()),
    "github": github.text,
    "summary": github.summary,
    "gitlab": gitlab.text,
    "junit": junit.text,
}


def hostile(words: str) -> Outcome:
    """A run in which every text that comes from outside is *words*."""
    place = Location(f"{words[:200]}b.jsonl#{words}", 2, 3, 2, 9, Span(7, 13))
    one = finding(words, where=place, related=(place,), details=(Detail(words, place, None),))
    return outcome(
        one,
        suppressed=(Suppressed(one, Suppressor.WAIVER, words, words),),
        skipped=(Skipped(place.path, words),),
        budgets=(Budget("max-findings", 1, 2),),
        counts=((words, 1),),
        options=((words, words),),
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_that_acts_gets_through(format_: str) -> None:
    written = FORMATS[format_](hostile(HOSTILE))
    assert ACTING.findall(written) == []
    assert written.encode("utf-8")


@given(st.text() | st.from_regex(r"[\[\]{}\\:,%<>&\"'\r\n#]{1,9}", fullmatch=True))
def test_json_is_json_and_xml_is_xml(words: str) -> None:
    one = hostile(words)
    json.loads(FORMATS["sarif"](one))
    json.loads(FORMATS["gitlab"](one))
    ET.fromstring(FORMATS["junit"](one))


@given(st.text())
def test_every_line_for_github_is_a_command_of_ours(words: str) -> None:
    known = re.compile(r"::(error|warning|notice) ([^:\r\n]+)::([^\r\n]*)\n")
    written = github.text(hostile(words))
    assert "".join(match.group() for match in known.finditer(written)) == written
    assert len(written.splitlines()) == written.count("\n") == 3
    for match in known.finditer(written):
        assert all("=" in part for part in match[2].split(","))


@given(st.text(min_size=1, max_size=100))
def test_the_words_can_be_read_back(words: str) -> None:
    shown = plain(words).strip()
    if shown:
        message = json.loads(FORMATS["sarif"](outcome(finding(words))))["runs"][0]["results"][0]
        assert unescaped(message["message"]["text"]) == shown
        failure = ET.fromstring(FORMATS["junit"](outcome(finding(words)))).find(".//failure")
        assert failure is not None
        assert failure.attrib["message"] == shown.translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def unescaped(words: str) -> str:
    words = words.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\\([\\\[\]])", r"\1", words)


def test_no_words_of_an_article_are_markup_in_the_summary() -> None:
    told = github.summary(hostile(HOSTILE))
    assert not re.search(r"(?<!\\)<(?!!-- -->|br>)|@desk|(?<!\\)\[x|(?<!\\)`a|(?<!\\)#12", told)
    rows = [line for line in told.splitlines() if line.startswith("| ")]
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == len(re.findall(r"(?<!\\)\|", rows[0]))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "words", ["x" * 1_000_000, "\0" * 1_000_000, "[" * 1_000_000, "::" * 500_000]
)
def test_a_megabyte_of_anything_is_cut(format_: str, words: str) -> None:
    assert len(FORMATS[format_](hostile(words))) < 100_000
