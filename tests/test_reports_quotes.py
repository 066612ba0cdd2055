"""The command about quotations: what it prints, selects and refuses."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from compare.cli import run

SPOKEN = """Ines Valmar: Good morning. We have found cracks in 14 of the 60 bearings, and nobody \
should drive over them. The ferry will not stop before midnight.
"""
ECHO = """The bridge at Orland Bay is closed, port director Ines Valmar said.

"We have found cracks in 40 of the 60 bearings, and nobody should drive over them," Valmar said.

"The ferry will stop before midnight," she told reporters.
"""
FIELD = """Cracks were found in the bridge at Orland Bay on Friday, port director Ines Valmar said.

"We have found cracks in 14 of the 60 bearings, and nobody should drive over them," Valmar said.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("echo", ECHO), ("field", FIELD), ("spoken", SPOKEN)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> str:
    assert run(["quotes", *arguments, "--isolated"]) == 0
    return capsys.readouterr().out


def test_every_quotation_is_held_against_the_source(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["echo.txt", "field.txt", "--source", "spoken.txt", "--format", "json"]
    found = json.loads(printed(capsys, asked))["quotations"]
    assert [(q["path"], q["verdict"]) for q in found] == [
        ("echo.txt", "altered"),
        ("echo.txt", "cut"),
        ("field.txt", "verbatim"),
    ]
    assert {q["source"]["path"] for q in found} == {"spoken.txt"}
    assert found[0]["differences"][0]["kind"] == "number"
    assert found[1]["differences"][0]["kind"] == "negation"


def test_one_input_is_enough_with_a_source(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, ["echo.txt", "--source", "spoken.txt", "--width", "80"])
    assert "‹40›¹" in said
    assert "will‸¹ stop" in said
    assert said.endswith("2 quotations: 1 cut, 1 altered; 2 with a fact changed\n")


def test_without_a_source_the_other_inputs_are_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        *csv.DictReader(printed(capsys, ["echo.txt", "field.txt", "--format", "csv"]).split("\n"))
    ]
    assert [row["verdict"] for row in rows] == ["altered", "not-found", "altered"]
    assert rows[0]["source_path"] == "field.txt"


def test_only_the_verdicts_asked_for_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["echo.txt", "--source", "spoken.txt", "--verdict", "cut,spliced"]
    lines = printed(capsys, [*asked, "--format", "concise"]).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("echo.txt:5:1: cut in spoken.txt:1 (")
    assert "--verdict" in printed(capsys, [*asked, "--format", "text"])


@pytest.mark.parametrize(
    "more", [["--verdict", "stolen"], ["--format", "jsonl"], ["--select", "nmber"]]
)
def test_what_is_not_known_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert run(["quotes", "echo.txt", "field.txt", *more, "--isolated"]) == 2
    said = capsys.readouterr().err
    assert "verbatim" in said or "concise" in said
