"""Formats are found by name and suffix, and everything else is an error that helps."""

from io import BytesIO, StringIO
from typing import Any

import pytest

from compare import reports
from compare.errors import UsageError
from compare.options import Options
from compare.reports import inspect, pairs
from tests.stories import bridge


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.json", "json"), ("a.MD", "markdown"), ("b/c.d/a.csv", "csv"), ("a.txt", "text")],
)
def test_the_suffix_says_the_format(path: str, name: str) -> None:
    assert reports.format_of(path) == name


@pytest.mark.parametrize("path", ["report", "report.pdf", ".json/report"])
def test_a_suffix_that_says_nothing_is_an_error_that_names_the_known(path: str) -> None:
    with pytest.raises(UsageError, match=r"--format.*\.json"):
        reports.format_of(path)


def test_no_two_formats_share_a_suffix() -> None:
    suffixes = [suffix for known in reports.FORMATS.values() for suffix in known.suffixes]
    assert len(set(suffixes)) == len(suffixes)


def test_an_unknown_format_is_an_error_that_names_the_known() -> None:
    with pytest.raises(UsageError, match="concise"):
        reports.write(bridge(), Options(), "pdf", StringIO())
    with pytest.raises(UsageError, match="markdown"):
        pairs.write(bridge(), (), StringIO(), format="docx")
    with pytest.raises(UsageError, match="json"):
        inspect.write((), StringIO(), format="docx")


@pytest.mark.parametrize("name", [*reports.FORMATS])
def test_every_format_writes_a_result_without_anything_in_it(name: str) -> None:
    from compare.model import Result

    out: Any = BytesIO() if reports.FORMATS[name].binary else StringIO()
    reports.write(Result(()), Options(width=80), name, out)
    # A header or a line with the counts; links are the only thing jsonl and concise have.
    assert bool(out.getvalue()) is (name not in ("jsonl", "concise"))
