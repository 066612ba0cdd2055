"""`compare repeats` as people use it: what it prints, writes and refuses."""

import csv
import gzip
import importlib
import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import compare
from compare.cli import repeats as command
from compare.cli import run
from compare.repetition.finding import MIN_WORDS
from compare.reports.repeats import FORMATS, REPEAT_COLUMNS, STANDING_COLUMNS

Captured = pytest.CaptureFixture[str]

ROAD = "The road over the Karst pass was closed by snow on Monday and will open on Thursday."
MILL = "Nobody was hurt when the old mill at Ostra burned down, the fire chief told reporters."
FERRY = "The ferry to Lund island carried 340 people last week and did not sail on Sunday at all."
FALSE_FERRY = FERRY.replace("340", "430")
SIGN_UP = "Sign up for the Norda morning letter and read the news before your first coffee."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "a.txt": f"{ROAD}\n\n{MILL}\n\n{FERRY}\n",
        "b.txt": f"{MILL}\n\n{FALSE_FERRY}\n\nThe council of Velt will meet again in the autumn.\n",
        "c.txt": f"{ROAD}\n\nTwo lines of other matter stand here.\n\n{ROAD}\n",
    }
    return written(tmp_path / "in", texts)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Six documents with nothing in common but a standing text."""
    own = ["plough", "harbour", "lantern", "meadow", "granite", "thistle"]
    texts = {f"{w}.txt": f"{' '.join(f'{w}{n}' for n in range(60))}.\n\n{SIGN_UP}\n" for w in own}
    return written(tmp_path / "letters", texts)


def written(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def output(capsys: Captured, *arguments: object) -> str:
    code = run(["repeats", *map(str, arguments), "--width", "200", "--isolated"])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    return shown.out


def report(capsys: Captured, *arguments: object) -> dict[str, Any]:
    found = json.loads(output(capsys, *arguments, "--format", "json"))
    assert isinstance(found, dict)
    return found


def lines_of(repeat: dict[str, Any]) -> list[str]:
    return [f"{Path(place['path']).name}:{place['line']}" for place in repeat["places"]]


def test_each_repeat_is_shown_with_its_kind_and_places(folder: Path, capsys: Captured) -> None:
    shown = output(capsys, folder)
    assert "exact  17 words, 3 places" in shown
    assert "in/a.txt:1" in shown
    assert "in/c.txt:5" in shown
    assert "“340” → “430”" in shown
    assert "facts differ: a number" in shown
    assert "3 repeats (2 exact, 1 near) · facts differ in 1" in shown
    assert "documents 3 · passages 9" in shown


def test_json_has_the_keys_of_the_contract(folder: Path, capsys: Captured) -> None:
    found = report(capsys, folder)
    keys = {"schema_version", "repeats", "documents", "boilerplate", "counts", "skipped"}
    assert set(found) == keys
    assert [lines_of(each) for each in found["repeats"]] == [
        ["a.txt:1", "c.txt:1", "c.txt:5"],
        ["a.txt:3", "b.txt:1"],
        ["a.txt:5", "b.txt:3"],
    ]


def test_json_repeats_are_those_of_the_schema(folder: Path, capsys: Captured) -> None:
    schema = json.loads((Path(__file__).parents[1] / "schema/source-compare-1.json").read_text())
    validator = importlib.import_module("jsonschema")  # has no types of its own
    one = {"$ref": "#/$defs/RepeatJson", "$defs": schema["$defs"]}
    for repeat in report(capsys, folder)["repeats"]:
        validator.validate(repeat, one)


def test_json_spans_cut_the_words_out_of_the_files(folder: Path, capsys: Captured) -> None:
    near = report(capsys, folder)["repeats"][2]
    difference = near["differences"][0]
    assert (difference["a"]["text"], difference["b"]["text"]) == ("340", "430")
    text = (folder / "b.txt").read_text()
    assert text[difference["b"]["start"] : difference["b"]["end"]] == "430"


def test_no_within_and_min_words(folder: Path, capsys: Captured) -> None:
    (folder / "b.txt").unlink()
    (folder / "a.txt").write_text("Nothing of the kind is told in here today.\n")
    assert len(report(capsys, folder)["repeats"]) == 1
    assert not report(capsys, folder, "--no-within")["repeats"]
    long = report(capsys, folder, "--min-words", 18)
    assert not long["repeats"]
    assert long["counts"]["shorter than the least words"] == 1


def test_a_copied_document_is_told_with_both_shares(folder: Path, capsys: Captured) -> None:
    (folder / "d.txt").write_text((folder / "a.txt").read_text())
    (folder / "e.txt").write_text(f"{MILL}\n\n{ROAD}\n")
    shown = " ".join(output(capsys, folder).split())  # long paths are wrapped
    assert re.search(r"the same words \S+a\.txt = \S+d\.txt", shown)
    assert "one inside the other" in shown
    (pair, *_) = report(capsys, folder)["documents"]
    assert (pair["kind"], pair["share_a"], pair["share_b"]) == ("exact", 1.0, 1.0)


def test_standing_text_is_ranked_with_its_outlet(letters: Path, capsys: Captured) -> None:
    shown = output(capsys, letters, "--boilerplate")
    assert "75 words saved, 6 documents" in shown
    assert f"“{SIGN_UP}”" in shown
    found = report(capsys, letters, "--boilerplate")
    (standing,) = found["boilerplate"]
    assert standing["pattern"] == SIGN_UP
    assert [each["boilerplate"] for each in found["repeats"]] == [True]


def test_boilerplate_alone_leaves_out_other_repeats(folder: Path, capsys: Captured) -> None:
    found = report(capsys, folder, "--boilerplate")
    assert not found["repeats"]
    assert found["counts"]["no standing text, so not shown"] == 3


@pytest.mark.parametrize(
    ("flags", "columns"), [([], REPEAT_COLUMNS), (["--boilerplate"], STANDING_COLUMNS)]
)
def test_csv_has_its_header_even_without_rows(
    flags: Sequence[str], columns: Sequence[str], folder: Path, capsys: Captured
) -> None:
    for file in ("b.txt", "c.txt"):
        (folder / file).unlink()
    assert output(capsys, folder, "--format", "csv", *flags) == f"{','.join(columns)}\n"


def test_csv_has_a_row_for_every_place(folder: Path, capsys: Captured) -> None:
    rows = [*csv.DictReader(io.StringIO(output(capsys, folder, "--format", "csv")))]
    assert [row["repeat"] for row in rows] == ["1", "1", "1", "2", "2", "3", "3"]
    assert rows[0]["text"] == ROAD


def test_concise_is_a_line_for_every_further_place(folder: Path, capsys: Captured) -> None:
    lines = output(capsys, folder, "--format", "concise").splitlines()
    assert len(lines) == 4
    assert re.match(r"\S+/c\.txt:1: exact repeat of \S+/a\.txt:1 \(17 words\) ", lines[0])
    assert "340" in lines[-1]
    assert "430" in lines[-1]


@pytest.mark.parametrize("format_", FORMATS)
def test_no_report_lets_a_text_act_on_the_terminal(
    format_: str, tmp_path: Path, capsys: Captured
) -> None:
    hostile = f"=cmd() {ROAD[:-1]} \x1b[31m\x9b2J \u202e and no more of it today."
    changed = hostile.replace("Monday", "Mon\x1bday")
    inputs = written(tmp_path / "in", {"a.txt": hostile, "b.txt": hostile, "c.txt": changed})
    shown = output(capsys, inputs, "--format", format_)
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
    assert not re.search(r"(^|,)\"?=cmd", shown, re.MULTILINE)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_can_say_that_there_is_nothing(
    format_: str, tmp_path: Path, capsys: Captured
) -> None:
    output(capsys, written(tmp_path / "in", {"a.txt": ROAD}), "--format", format_)


def test_a_suffix_says_the_format_of_the_output(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "repeats.json"
    assert run(["repeats", str(folder), "-o", str(path), "--isolated"]) == 0
    assert len(json.loads(path.read_text())["repeats"]) == 3


def test_clean_writes_what_stays_and_a_log(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    clean = tmp_path / "clean"
    shown = output(capsys, folder, "--clean", "-o", clean)
    assert "3 documents of 3 written" in shown
    assert "3 copies and 0 places of standing text" in shown
    assert ROAD not in (clean / "c.txt").read_text()
    assert MILL not in (clean / "b.txt").read_text()
    assert FALSE_FERRY in (clean / "b.txt").read_text()
    assert (clean / "a.txt").read_text() == (folder / "a.txt").read_text()
    log = [json.loads(line) for line in (clean / "removed.jsonl").read_text().splitlines()]
    assert [row["text"] for row in log] == [MILL, ROAD, ROAD]


def test_clean_keeps_the_newest_when_asked(tmp_path: Path, capsys: Captured) -> None:
    texts = {
        "a.md": f"---\ndate: 2021-03-04\n---\n{ROAD}\n\nAnd this is ours alone, and true.\n",
        "b.md": f"---\ndate: 2023-03-04\n---\n{ROAD}\n\nWe have other things to tell.\n",
    }
    inputs = written(tmp_path / "in", texts)
    for keep, kept in (("first", "a.md"), ("newest", "b.md")):
        output(capsys, inputs, "--clean", "-o", tmp_path / keep, "--keep", keep)
        holders = [p.name for p in (tmp_path / keep).glob("*.md") if ROAD in p.read_text()]
        assert holders == [kept]


def test_clean_refuses_a_folder_that_is_not_empty(
    folder: Path, capsys: Captured, tmp_path: Path
) -> None:
    full = written(tmp_path / "full", {"mine.txt": "mine"})
    assert run(["repeats", str(folder), "--clean", "-o", str(full), "--isolated"]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--clean"], "-o DIR"),
        (["--clean", "-o", "x", "--format", "json"], "--format"),
        (["--keep", "newest"], "--keep goes with --clean"),
        (["--keep", "oldest"], "'first', 'longest', 'newest'"),
        (["--format", "jsonl"], "text, concise, json, csv, markdown"),
        (["--min-words", "0"], "--min-words"),
        (["--engine", "steam"], "'auto', 'memory', 'batch'"),
        (["absent.csv"], "no such file"),
    ],
)
def test_wrong_calls_end_with_2_and_say_what_to_do(
    arguments: list[str], message: str, folder: Path, capsys: Captured
) -> None:
    assert run(["repeats", str(folder), *arguments, "--isolated"]) == 2
    assert message in capsys.readouterr().err


def test_the_batch_engine_without_its_extra_says_how_to_get_it(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "compare.engines.batch", None)
    assert run(["repeats", str(folder), "--engine", "batch", "--isolated"]) == 2
    assert "source-compare[scale]" in capsys.readouterr().err


def test_nothing_goes_to_stderr_when_it_is_no_terminal(folder: Path, capsys: Captured) -> None:
    assert run(["repeats", str(folder), "--isolated"]) == 0
    assert not capsys.readouterr().err


ROWS = [
    {"text": f"{ROAD}\n{MILL}", "outlet": "Norda"},
    {"text": FERRY, "outlet": "Skarn"},
    {"text": f"{FALSE_FERRY}\n{ROAD}", "outlet": "Skarn"},
]


def test_rows_of_a_packed_file_are_documents(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, ROWS)).encode()))
    found = report(capsys, path)
    first, second = found["repeats"]
    assert lines_of(first) == ["feed.jsonl.gz:1:1", "feed.jsonl.gz:3:2"]
    assert second["differences"][0]["a"]["text"] == "340"
    assert f"“{ROAD}”" in output(capsys, path)


def test_rows_of_a_table_are_documents(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "feed.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["text", "outlet"])
        writer.writeheader()
        writer.writerows(ROWS)
    assert len(report(capsys, path)["repeats"]) == 2


def test_a_very_large_folder_is_streamed_and_says_the_same(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = [lines_of(each) for each in report(capsys, folder)["repeats"]]
    monkeypatch.setattr(command, "MANY_FILES", 2)
    assert [lines_of(each) for each in report(capsys, folder)["repeats"]] == plain
    assert run(["repeats", str(folder), "--clean", "-o", "x", "--isolated"]) == 2
    assert run(["repeats", str(folder), "https://example.org/a", "--isolated"]) == 2
    assert "cannot be streamed" in capsys.readouterr().err


def test_a_broken_file_that_was_named_is_an_error(tmp_path: Path, capsys: Captured) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv.gz"
    good.write_text(f"text\n{ROAD}\n{ROAD}\n")
    bad.write_bytes(b"this was never packed")
    assert run(["repeats", str(good), str(bad), "--isolated"]) == 2
    assert "bad.csv.gz" in capsys.readouterr().err
    found = report(capsys, good, bad, "--keep-going")
    assert len(found["repeats"]) == 1
    assert len(found["skipped"]) == 1


def test_repeats_from_python(folder: Path) -> None:
    found = compare.repeats([str(folder)])
    assert [repeat.kind for repeat in found.repeats] == ["exact", "exact", "near"]
    assert not compare.repeats([str(folder)], min_words=40, within=False).repeats
    with pytest.raises(compare.CompareError):
        compare.repeats([str(folder / "absent.txt")])


def test_least_words_are_the_same_everywhere() -> None:
    defaults = compare.repeats.__kwdefaults__
    assert defaults is not None
    assert defaults["min_words"] == MIN_WORDS


def test_quotations_from_python(tmp_path: Path) -> None:
    said = "We will not close the harbour of Velt this year, whatever the council may say"
    texts = {
        "paper.txt": f"“{said.replace('not ', '')},” minister Ana Kesk told reporters.\n",
        "other.txt": f"“{said},” minister Ana Kesk said on Monday.\n",
        "speech.txt": f"Good morning to all of you.\n\n{said}.\n",
    }
    inputs = written(tmp_path / "in", texts)
    paper, other, speech = (str(inputs / name) for name in texts)
    (found,) = compare.quotations([paper], sources=[speech])
    assert found.verdict == "cut"
    assert found.changes_fact
    both = compare.quotations([paper, other])
    assert len(both) == 2
    assert compare.quotations([paper, speech], sources=[speech]) == (found,)


@pytest.mark.real
def test_the_repeats_of_the_five_articles(shared: Path, capsys: Captured) -> None:
    found = report(capsys, *sorted((shared / "seeds").glob("*.txt")))
    places = {
        (each["kind"], *(re.sub(r"_\w+\.txt", "", place) for place in lines_of(each)))
        for each in found["repeats"]
    }
    lines = {10: 25, 12: 27, 14: 29, 16: 31}
    assert {("exact", f"002:{a}", f"002:{b}") for a, b in lines.items()} <= places
    assert {("exact", "004:17", "004:18"), ("exact", "000:1", "000:3")} <= places
    assert ("near", "004:6", "004:7") in places
    assert len(places) == 12
