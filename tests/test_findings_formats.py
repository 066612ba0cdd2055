"""GitHub, GitLab and JUnit: what each platform documents is kept, and nothing is lost unsaid."""

import importlib
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from compare.checks.outcome import Outcome
from compare.cli.stepsummary import VARIABLE, append_summary
from compare.errors import UsageError
from compare.model import Level, Location, Span
from compare.reports import github, gitlab, junit
from tests.outcomes import FULL, NOTE, SHARED, UNREADABLE, finding, outcome

JSONSCHEMA = importlib.import_module("jsonschema")  # has no types of its own

DATA = Path(__file__).parent / "data"
LEVELS = {"error": Level.ERROR, "warning": Level.WARNING, "notice": Level.NOTE}


def many(count: int, level: Level = Level.WARNING) -> Outcome:
    return outcome(*(finding(f"case {number}", level=level) for number in range(count)))


# GitHub: annotations


def test_annotations_are_workflow_commands_with_place_and_rule() -> None:
    assert github.text(outcome(SHARED)) == (
        "::warning file=news/fair.txt,line=3,endLine=3,col=21,endColumn=31,"
        "title=shared-passage::the same passage (see news/b rain #1.txt:4)\n"
    )


def test_a_place_that_the_message_names_is_not_named_again() -> None:
    named = finding("as in a.txt:12: “Rain”", related=(Location("a.txt", 12, 1, 12, 3),))
    assert github.text(outcome(named)).endswith("::as in a.txt:12: “Rain”\n")
    assert issues(outcome(named))[0]["description"] == "as in a.txt:12: “Rain”"


def test_a_place_with_an_odd_name_is_not_named_again_either() -> None:
    odd = Location("b.jsonl#x\ny", 0)
    (line,) = github.text(outcome(finding("the same as b.jsonl#x\ny", related=(odd,)))).splitlines()
    assert line.endswith("::the same as b.jsonl#x y")


def test_columns_are_left_out_where_an_annotation_has_several_lines() -> None:
    place = Location("a.txt", 2, 5, 4, 3, Span(9, 40))
    (line,) = github.text(outcome(finding(where=place))).splitlines()
    assert line.startswith("::warning file=a.txt,line=2,endLine=4,title=")


def test_what_would_end_a_property_or_a_line_is_encoded() -> None:
    place = Location("a,b:c%.txt", 1, 1, 1, 2)
    (line,) = github.text(outcome(finding("100% so\r\n::error::x", where=place))).splitlines()
    assert "file=a%2Cb%3Ac%25.txt," in line
    assert line.endswith("::100%25 so ::error::x")


@pytest.mark.parametrize(("count", "more"), [(10, 0), (11, 1), (500, 490)])
def test_of_a_level_ten_are_annotated_and_the_rest_is_one_line(count: int, more: int) -> None:
    lines = github.text(many(count)).splitlines()
    assert sum(line.startswith("::warning ") for line in lines) == 10
    told = [line for line in lines if "more: " in line]
    shown = f"{more} more: {more} warning{'s' if more > 1 else ''}"
    assert [line.split("::")[2][: len(shown)] for line in told] == ([shown] if more else [])


def test_the_line_that_counts_the_rest_is_one_of_the_ten_notices() -> None:
    lines = github.text(many(30, Level.NOTE)).splitlines()
    assert len(lines) == 10
    assert lines[-1].startswith("::notice title=source-compare::21 more: 21 notes")


def test_ten_notes_need_no_such_line() -> None:
    assert "more" not in github.text(many(10, Level.NOTE))


def test_what_concerns_the_whole_run_is_annotated_first() -> None:
    lines = github.text(FULL).splitlines()
    assert lines[0] == "::error title=max-duplication::12.5%25, allowed are 5%25"
    assert "::notice title=not-checked::not checked: 9 links followed" in lines
    assert github.text(outcome(documents=())).startswith("::error title=nothing-checked::")


# GitHub: the step summary


def test_the_summary_has_everything_the_worst_first() -> None:
    told = github.summary(FULL)
    assert told.startswith("## Source Compare: failed\n\n1 error, 2 warnings, 1 note, 2 suppressed")
    assert told.index("| error |") < told.index("| warning |") < told.index("| note |")
    assert "- **max-duplication**: 12.5%, allowed are 5%" in told
    assert "it is by Veltin until 2031-01-01" in told
    assert "it is larger than 64 MB" in told


def test_the_summary_of_nothing_found_says_so() -> None:
    assert "## Source Compare: passed\n\nno findings in 2 documents." in github.summary(outcome())


@pytest.mark.parametrize("count", [3, 40_000])
def test_the_summary_stays_below_the_limit_and_counts_the_rest(count: int) -> None:
    told = github.summary(many(count))
    rest = re.search(r"^([\d]+) more lines found no room here\.$", told, re.MULTILINE)
    assert len(told.encode()) < 1024 * 1024
    assert told.count("| warning |") + (int(rest[1]) if rest else 0) == count
    assert bool(rest) == (count > 1000)


def test_the_summary_is_appended_to_the_file_that_github_names(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text("# Before\n", encoding="utf-8")
    append_summary(many(2), {VARIABLE: str(file)})
    told = file.read_text(encoding="utf-8")
    assert told.startswith("# Before\n## Source Compare: failed\n")
    assert told.count("| warning |") == 2


def test_what_stands_in_the_file_before_counts_towards_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text("x" * 900_000, encoding="utf-8")
    append_summary(many(40_000), {VARIABLE: str(file)})
    assert 990_000 < file.stat().st_size < 1024 * 1024
    assert "more lines found no room here." in file.read_text(encoding="utf-8")


def test_outside_a_workflow_there_is_no_summary(tmp_path: Path) -> None:
    append_summary(many(2), {})
    append_summary(many(2), {VARIABLE: ""})
    assert list(tmp_path.iterdir()) == []


def test_a_summary_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"cannot write the file that {VARIABLE} names: Is a dir"):
        append_summary(many(2), {VARIABLE: str(tmp_path)})


# GitLab


def issues(one: Outcome) -> list[dict[str, Any]]:
    schema = json.loads((DATA / "gitlab-code-quality.schema.json").read_text())
    found: list[dict[str, Any]] = json.loads(gitlab.text(one))
    JSONSCHEMA.validators.validator_for(schema)(schema).validate(found)
    return found


def test_an_issue_says_what_where_and_how_bad() -> None:
    (issue,) = issues(outcome(SHARED))
    assert issue == {
        "description": "the same passage (see news/b rain #1.txt:4)",
        "check_name": "shared-passage",
        "fingerprint": SHARED.fingerprint,
        "severity": "minor",
        "location": {"path": "news/fair.txt", "lines": {"begin": 3, "end": 3}},
    }


def test_the_report_of_a_full_run_keeps_the_documented_form() -> None:
    found = issues(FULL)
    assert [(each["check_name"], each["severity"]) for each in found] == [
        ("max-duplication", "major"),
        ("shared-passage", "minor"),
        ("near-duplicate-document", "minor"),
        ("unreadable", "major"),
        ("missing-metadata", "info"),
        ("not-checked", "info"),
        ("not-checked", "info"),
    ]
    assert found[3]["location"]["path"] == "x.pdf"  # given as ./x.pdf


def test_nothing_found_is_an_empty_list() -> None:
    assert gitlab.text(outcome()) == "[]\n"


def test_no_two_issues_have_the_same_fingerprint() -> None:
    same = [finding(fingerprint="ab12cd34", copy=copy) for copy in (1, 2, 2)]
    without = [finding(message, fingerprint="") for message in ("a", "b")]
    keys = [issue["fingerprint"] for issue in issues(outcome(*same, *without))]
    assert len(set(keys)) == 5
    assert keys[:3] == ["ab12cd34", "ab12cd34-2", "ab12cd34-2.2"]


# JUnit


def suites(one: Outcome) -> list[ET.Element]:
    text = junit.text(one)
    etree.XMLSchema(etree.parse(DATA / "junit.xsd")).assertValid(etree.fromstring(text.encode()))
    return list(ET.fromstring(text))


def cases(one: Outcome) -> dict[str, ET.Element]:
    return {case.attrib["name"]: case for suite in suites(one) for case in suite.iter("testcase")}


def test_every_document_is_a_case_and_every_failing_finding_a_failure() -> None:
    found = cases(FULL)
    assert [*found] == [
        "the whole run",
        "./x.pdf",
        "news/b rain #1.txt",
        "news/fair.txt",
        "news/huge.txt",
        "max-duplication",
        "max-findings",
    ]
    fair = found["news/fair.txt"]
    kinds = [each.attrib["type"] for each in fair.iter("failure")]
    assert kinds == ["shared-passage", "near-duplicate-document"]
    first = next(fair.iter("failure"))
    assert first.attrib["message"] == "the same passage"
    assert first.text == ("news/fair.txt:3:21: the same passage\n  see news/b rain #1.txt:4:1")
    assert len(list(found["news/b rain #1.txt"])) == 0


def test_what_does_not_fail_the_run_is_output_and_no_failure() -> None:
    found = cases(outcome(NOTE, UNREADABLE, fail_on=None))
    assert not [case for case in found.values() if case.findall("failure")]
    told = found["news/fair.txt"].findtext("system-out")
    assert told == "note: missing-metadata: news/fair.txt:3:21: no date is given"


def test_several_failures_stand_in_the_output_too() -> None:
    told = cases(FULL)["news/fair.txt"].findtext("system-out") or ""
    assert "shared-passage: news/fair.txt:3:21: the same passage" in told
    assert "near-duplicate-document: news/fair.txt: a near copy with 1 edit" in told
    assert "suppressed by waiver (it is by Veltin): shared-passage:" in told


def test_what_was_not_checked_is_skipped() -> None:
    skipped = cases(FULL)["news/huge.txt"].find("skipped")
    assert skipped is not None
    assert skipped.attrib["message"] == "it is larger than 64 MB"


def test_counts_are_those_of_the_cases() -> None:
    for suite in suites(FULL):
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == sum(
            case.find("failure") is not None for case in suite.iter("testcase")
        )
        assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))


def test_a_run_that_checked_nothing_is_a_failure() -> None:
    (case,) = cases(outcome(documents=())).values()
    assert case.find("failure") is not None


def test_names_are_unique_even_where_they_look_the_same() -> None:
    twins = [
        finding(where=Location(path))
        for path in ("a\x01.txt", "a\N{SYMBOL FOR START OF HEADING}.txt")
    ]
    third = finding(where=Location("a\N{SYMBOL FOR START OF HEADING}.txt (2)"))
    assert len(cases(outcome(*twins, third, documents=()))) == 3


def test_a_file_too_large_for_gitlab_loses_passed_cases_first_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(junit, "MOST_BYTES", 300)
    (found,) = suites(outcome(SHARED))
    (told,) = found.findall("properties/property[@name='cases-left-out']")
    assert told.attrib["value"] == "1"
    assert [case.attrib["name"] for case in found.iter("testcase")] == ["news/fair.txt"]
