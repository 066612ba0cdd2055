"""A saved result again: the same bytes as a report of the articles, and clear errors."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import compare
from compare import reports
from compare.cli import run
from compare.errors import InputError, UsageError
from tests.stories import bridge
from tests.test_reports_json import dumped

SUFFIXES = {name: known.suffixes[0] for name, known in reports.FORMATS.items() if known.suffixes}
NAMED = [*SUFFIXES, *(name for name in reports.FORMATS if name not in SUFFIXES)]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    path = tmp_path_factory.mktemp("saved") / "result.json"
    assert run(["report", str(seeds / "harbour"), "-o", str(path), "--isolated"]) == 0
    return path


@pytest.mark.parametrize("name", NAMED)
def test_an_export_is_byte_for_byte_the_report_of_the_articles(
    name: str, saved: Path, seeds: Path, tmp_path: Path
) -> None:
    made, again = (tmp_path / f"{which}{SUFFIXES.get(name, '')}" for which in ("made", "again"))
    flags = ["--isolated", "--width", "90", *([] if name in SUFFIXES else ["--format", name])]
    assert run(["report", str(seeds / "harbour"), "-o", str(made), *flags]) == 0
    assert run(["export", str(saved), "-o", str(again), *flags]) == 0
    assert made.read_bytes() == again.read_bytes()
    assert len(made.read_bytes()) > 1000


@pytest.mark.parametrize("name", ["markdown", "json", "tei", "docx"])
@pytest.mark.parametrize(
    "flags",
    [
        ["--base", "Skylark"],
        ["--select", "number,altered"],
        ["--ignore", "wording", "--top", "3"],
        ["-v", "--explain", "--statistics"],
    ],
    ids=" ".join,
)
def test_what_was_chosen_when_it_was_saved_counts_again(
    name: str, flags: list[str], seeds: Path, tmp_path: Path
) -> None:
    harbour = str(seeds / "harbour")
    saved, made, again, late = (tmp_path / f"{n}.json" for n in ("saved", "made", "again", "late"))
    own = ["--isolated", "--format", name]
    assert run(["report", harbour, "-o", str(saved), "--isolated", *flags]) == 0
    assert run(["report", harbour, "-o", str(made), *own, *flags]) == 0
    assert run(["export", str(saved), "-o", str(again), *own]) == 0
    assert made.read_bytes() == again.read_bytes()
    # Chosen only when it is exported, it does the same.
    plain = tmp_path / "plain.json"
    assert run(["report", harbour, "-o", str(plain), "--isolated"]) == 0
    assert run(["export", str(plain), "-o", str(late), *own, *flags[:2]]) in (0, 2)
    if len(flags) == 2:
        assert made.read_bytes() == late.read_bytes()


def test_a_saved_result_is_an_input_of_show_report_pairs_and_quotes(
    saved: Path, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["show"], ["pairs"], ["quotes"], []):
        flags = ["--isolated", "--width", "90"]
        assert run([*command, str(seeds / "harbour"), *flags]) == 0
        of_articles = capsys.readouterr().out
        assert run([*command, str(saved), *flags]) == 0
        assert capsys.readouterr().out == of_articles
    assert run(["report", str(saved), "-o", str(tmp_path / "r.md")]) == 0
    assert (tmp_path / "r.md").read_text("utf-8").startswith("# Synopsis")


def test_a_saved_result_can_have_any_name_and_come_by_standard_input(
    saved: Path, tmp_path: Path
) -> None:
    named = tmp_path / "of yesterday"
    named.write_bytes(saved.read_bytes())
    for arguments, given in (
        (["show", str(named)], b""),
        (["-"], saved.read_bytes()),
        (["export", "-"], saved.read_bytes()),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "compare", *arguments, "--format", "csv", "--isolated"],
            input=given,
            capture_output=True,
            check=True,
        )
        assert done.stdout.startswith(b"probability,relation")
        assert done.stdout.count(b"\n") > 50


def test_nothing_is_analysed_again(saved: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from compare.cli import run;"
        f"code = run(['export', {str(saved)!r}, '-o', {str(tmp_path / 'r.md')!r}]);"
        "engine = {'compare.linking', 'compare.statements', 'compare.verdicts'};"
        "loaded = engine & set(sys.modules);"
        "sys.exit(code or (str(loaded) if loaded else 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "RESULT"], "export needs a file"),
        (["export", "RESULT", "-o", "r.pdf"], "cannot tell the format of r.pdf"),
        (["export", "RESULT", "-o", "no/such/r.md"], "cannot write no/such/r.md"),
        (["export", "RESULT", "--format", "csv", "--select", "frob"], "unknown kind 'frob'"),
        (
            ["export", "RESULT", "--format", "markdown", "--base", "Nobody"],
            "no document to be the base",
        ),
        (["show", "RESULT", "ARTICLE"], "RESULT is a saved result, which nothing more can be"),
        (["show", "RESULT", "RESULT"], "which nothing more can be compared with"),
        (["show", "RESULT", "--min-probability", "0.9"], "min-probability 0.9: it was made with"),
        (["show", "RESULT", "--by", "outlet"], "by outlet: it was made with file"),
        (["show", "RESULT", "--role", "caption"], "role caption: it was made with none"),
        (["inspect", "RESULT"], "RESULT is a saved result with 4 documents, and no article"),
        (["repeats", "RESULT"], "and no article"),
        (["quotes", "ARTICLE", "--source", "RESULT"], "and no article"),
        (["export", "nothing.json", "-o", "r.md"], "cannot read nothing.json: No such file"),
        (["show", "nothing.json"], "cannot read nothing.json: No such file"),
    ],
)
def test_wrong_use_is_one_clear_message_and_code_two(
    arguments: list[str],
    message: str,
    saved: Path,
    seeds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    named = {"RESULT": str(saved), "ARTICLE": str(seeds / "harbour" / "veltin.txt")}
    assert run([named.get(word, word) for word in arguments] + ["--isolated"]) == 2
    captured = capsys.readouterr()
    assert message.replace("RESULT", str(saved)) in captured.err
    assert captured.out == ""
    assert not [*tmp_path.iterdir()]


def _damaged(change: Any) -> str:
    data = json.loads(dumped(bridge()))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not a result saved with --format json (it is empty)"),
        (
            dumped(bridge())[:3000],
            "it is not a result saved with --format json (it ends too early)",
        ),
        ('{"schema_version": "1",\n"documents": }', "line 2, column 14: it is not a result"),
        ('{"schema_version": "9"}', 'its schema_version is "9", and this program reads "1"'),
        ('{"title": "A page"}', "it is not a result saved with --format json"),
        (
            _damaged(lambda d: d["links"][0]["a"].update(end=9999)),
            "links.0.a: 251 to 9999 is not in",
        ),
        (_damaged(lambda d: d.update(options={"width": "wide"})), "width wants a whole number"),
    ],
    ids=["empty", "cut", "syntax", "version", "other", "span", "option"],
)
@pytest.mark.parametrize("command", ["export", "show", "pairs", "quotes"])
def test_a_damaged_file_is_one_clear_message_with_its_place(
    command: str, text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    assert run([command, str(path), "--format", "csv", "--isolated"]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert len(captured.err.splitlines()) <= 2
    assert captured.out == ""


def test_bytes_that_are_no_text_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(b'{"schema_version": "1", "documents": "\xff"}')
    assert run(["show", str(path)]) == 2
    assert "byte 39 is not UTF-8" in capsys.readouterr().err


def test_a_configuration_file_does_not_change_what_was_compared(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source-compare.toml").write_text("min-probability = 0.9\nrole = ['caption']\n")
    monkeypatch.chdir(tmp_path)
    assert run(["export", str(saved), "-o", "again.json"]) == 0
    assert (tmp_path / "again.json").read_bytes() == saved.read_bytes()


def test_options_of_a_later_version_are_kept_and_do_no_harm(tmp_path: Path) -> None:
    path, again = tmp_path / "result.json", tmp_path / "again.json"
    path.write_text(_damaged(lambda d: d["options"].update(later="yes")), encoding="utf-8")
    assert run(["export", str(path), "-o", str(again), "--isolated"]) == 0
    assert json.loads(again.read_text("utf-8"))["options"]["later"] == "yes"


def test_a_folder_leaves_saved_results_out_and_says_so(
    saved: Path, seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("veltin.txt", "skylark.txt"):
        (tmp_path / name).write_bytes((seeds / "harbour" / name).read_bytes())
    (tmp_path / "result.json").write_bytes(saved.read_bytes())
    assert run([str(tmp_path), "--format", "json", "--isolated"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["documents"]) == 2
    assert any(".json 1" in skipped["reason"] for skipped in data["skipped"])


def test_python_reads_a_saved_result_too(saved: Path, seeds: Path) -> None:
    assert compare.compare([str(saved)]) == compare.compare([str(seeds / "harbour")])
    with pytest.raises(UsageError, match="it was made with"):
        compare.compare([str(saved)], min_probability=0.9)
    with pytest.raises(InputError, match="No such file"):
        compare.compare(["nothing.json"])


def test_a_word_file_goes_to_a_pipe_as_bytes(saved: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "compare", "export", str(saved), "--format", "docx"],
        capture_output=True,
        check=True,
    )
    (tmp_path / "r.docx").write_bytes(done.stdout)
    assert zipfile.is_zipfile(tmp_path / "r.docx")
