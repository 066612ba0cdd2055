"""Through `compare check` itself: places are exact, fingerprints stay, formats go together."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from compare import cli

FOUNTAIN = (
    "The fountain on Lime Square ran dry on Friday, \N{FOUNTAIN} and the town of Maunt blamed a "
    "broken valve that nobody had looked at since the spring of the year before last."
)
BAKER = (
    "Osric Vane, a baker, said he had carried forty buckets of water across the square so that "
    "his geraniums would live through the weekend."
)
MAYOR = (
    "The mayor promised a new valve, a bench, a plaque for the bench and a speech for the plaque, "
    "all of it before the first frost."
)


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return cli.run(["check", "--quiet", *arguments])


def results(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    assert check(folder, monkeypatch, "--output", "sarif=../r.sarif", ".") in (0, 1)
    (run,) = json.loads((folder.parent / "r.sarif").read_text(encoding="utf-8"))["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def corpus(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folder


ENCODINGS = [
    ("Unix line breaks", "\n", "utf-8", b""),
    ("Windows line breaks", "\r\n", "utf-8", b""),
    ("a byte order mark", "\r\n", "utf-8", b"\xef\xbb\xbf"),
    ("UTF-16 with its mark", "\r\n", "utf-16-le", b"\xff\xfe"),
]


@pytest.mark.parametrize(
    ("line_break", "encoding", "mark"),
    [case[1:] for case in ENCODINGS],
    ids=[case[0] for case in ENCODINGS],
)
def test_every_region_cuts_out_the_same_words_in_every_encoding(
    line_break: str, encoding: str, mark: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {
        "a ü.txt": f"\N{FOUNTAIN}\N{FOUNTAIN} {FOUNTAIN}\n\n{BAKER}\n",
        "b.txt": f"{MAYOR}\n\n{FOUNTAIN}\n",
    }
    for name, text in texts.items():
        (folder / name).write_bytes(mark + text.replace("\n", line_break).encode(encoding))
    shared = [r for r in results(folder, monkeypatch) if r["ruleId"] == "shared-passage"]
    assert shared
    for result in shared:
        for location in (*result["locations"], *result["relatedLocations"]):
            place = location["physicalLocation"]
            text = texts[unquote(place["artifactLocation"]["uri"])].replace("\n", line_break)
            region = place["region"]
            by_offset = text[region["charOffset"] :][: region["charLength"]]
            line = text.split("\n")[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == by_offset
            assert FOUNTAIN in by_offset


def wrapped(text: str) -> str:
    """*text* with a line break wherever a line would grow beyond forty characters."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > 40:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


ORIGINAL = {"one": f"{BAKER}\n\n{FOUNTAIN}\n", "two": f"{FOUNTAIN}\n\n{MAYOR}\n"}
LATER = [
    ("paragraphs above", {**ORIGINAL, "one": f"Weather: dry.\n\n\n{BAKER}\n\n{FOUNTAIN}\n"}),
    ("wrapped anew", {**ORIGINAL, "two": f"{wrapped(FOUNTAIN)}\n\n{wrapped(MAYOR)}\n"}),
    ("another name", {"zzz": ORIGINAL["one"], "two": ORIGINAL["two"]}),
    ("Windows line breaks", {name: text.replace("\n", "\r\n") for name, text in ORIGINAL.items()}),
]


@pytest.mark.parametrize("later", [case[1] for case in LATER], ids=[case[0] for case in LATER])
def test_fingerprints_stay(
    later: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = prints(corpus(tmp_path / "before" / "in", **ORIGINAL), monkeypatch)
    after = prints(corpus(tmp_path / "after" / "in", **later), monkeypatch)
    assert before["sarif"]
    assert after == before


def test_fingerprints_change_with_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = prints(corpus(tmp_path / "before" / "in", **ORIGINAL), monkeypatch)
    other = {name: text.replace("Friday", "Sunday") for name, text in ORIGINAL.items()}
    after = prints(corpus(tmp_path / "after" / "in", **other), monkeypatch)
    assert not before["sarif"] & after["sarif"]


def prints(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """The fingerprints of what is shared, in every format that has some."""
    rules = "--select=shared-passage,repeated-passage"
    files = ["--output", "sarif=../r.sarif", "--output", "gitlab=../r.json"]
    assert check(folder, monkeypatch, rules, *files, ".") in (0, 1)
    (run,) = json.loads((folder.parent / "r.sarif").read_text(encoding="utf-8"))["runs"]
    issues = json.loads((folder.parent / "r.json").read_text(encoding="utf-8"))
    return {
        "sarif": {r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]},
        "gitlab": {issue["fingerprint"] for issue in issues},
    }


def test_several_formats_in_one_run_tell_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = corpus(tmp_path / "in", **ORIGINAL)
    files = {"sarif": "r.sarif", "gitlab": "r.json", "junit": "r.xml", "github": "r.log"}
    outputs = [f"--output={name}=../{file}" for name, file in files.items()]
    code = check(folder, monkeypatch, "--fail-on=note", "--format=json", *outputs, ".")
    assert code == 1
    found = len(json.loads(capsys.readouterr().out)["findings"])
    assert found
    (run,) = json.loads((tmp_path / "r.sarif").read_text(encoding="utf-8"))["runs"]
    issues = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    failures = ET.parse(tmp_path / "r.xml").getroot().findall(".//failure")
    lines = (tmp_path / "r.log").read_text(encoding="utf-8").splitlines()
    assert {len(run["results"]), len(issues), len(failures), len(lines)} == {found}


def test_every_rule_that_is_asked_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compare.checks import RULES

    folder = corpus(tmp_path / "in", **ORIGINAL)
    assert check(folder, monkeypatch, "--output", "sarif=../r.sarif", ".") in (0, 1)
    (run,) = json.loads((tmp_path / "r.sarif").read_text(encoding="utf-8"))["runs"]
    told = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(told) <= set(RULES)
    assert len(told) > 10
    for rule in told.values():
        assert 20 < len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["help"]["text"]) > len(rule["shortDescription"]["text"])


def test_known_findings_are_suppressed_in_sarif_and_absent_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = corpus(tmp_path / "in", **ORIGINAL)
    monkeypatch.chdir(folder)
    assert cli.run(["baseline", "create", "--baseline=../known.txt", "."]) == 0
    files = ["--output=sarif=../r.sarif", "--output=gitlab=../r.json"]
    assert check(folder, monkeypatch, "--baseline=../known.txt", "--fail-on=note", *files, ".") == 0
    (run,) = json.loads((tmp_path / "r.sarif").read_text(encoding="utf-8"))["runs"]
    assert run["results"]
    assert all(result["suppressions"] for result in run["results"])
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == []


def test_a_waiver_in_the_document_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "---\ntitle: Valves\nwaive:\n  - shared-passage: sent by the agency Veltin\n---\n\n"
    waived = {name: head + text for name, text in ORIGINAL.items()}
    found = results(corpus(tmp_path / "in", **waived), monkeypatch)
    (shared,) = (each for each in found if each["ruleId"] == "shared-passage")
    (suppression,) = shared["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"].endswith(".txt:4: sent by the agency Veltin")


HEAVY = ("numpy", "numba", "pydantic", "rich", "lxml", "jinja2", "click")


@pytest.mark.parametrize("format_", ["sarif", "github", "gitlab", "junit"])
def test_no_format_loads_anything_heavy(format_: str) -> None:
    root = Path(__file__).parent.parent
    code = (
        "import sys; from io import StringIO; from compare.reports import outcomes; "
        "from compare.reports.look import Look; from tests.outcomes import FULL; "
        f"outcomes.write(FULL, {format_!r}, StringIO(), look=Look()); "
        "from compare.reports.github import summary; summary(FULL); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
