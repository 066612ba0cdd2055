"""`compare index` from the command line: what it says, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from compare.cli import run

STORY = (
    "The harbour of Ostmere was closed for three days after a storm tore two barges from "
    "their moorings, the port authority said on Monday, and fishermen were told to stay home.\n"
)
OTHER = (
    "Inspectors found no fault with the bridge at Kellby, which carries four thousand cars a "
    "day, although its northern pillar had been struck by a timber lorry in the autumn.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two texts, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "press" / "b.txt").write_text(OTHER, "utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and messages of `compare index` with these words."""
    code = run(["index", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_life_of_an_index(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "build", "x", "press") == (
        0, "", "compare: 2 documents with 2 passages stored in x\n",
    )  # fmt: skip
    (folder / "press" / "c.txt").write_text(STORY, "utf-8")
    (folder / "press" / "b.txt").write_text(f"{OTHER}\nIt is open again.\n", "utf-8")
    assert said(capsys, "add", "x", "press") == (
        0,
        "",
        (
            "compare: press/a.txt: the same file is stored as press/a.txt (number 0)\n"
            "compare: press/c.txt: the same file is stored as press/a.txt (number 0)\n"
            "compare: 1 document with 2 passages stored in x, 1 in place of older ones, "
            "2 left out as the same\n"
        ),
    )
    assert said(capsys, "remove", "x", "press/a.txt") == (
        0, "", "compare: 1 document with 1 passage removed from x\n",
    )  # fmt: skip
    code, out, err = said(capsys, "verify", "x")
    assert (code, err) == (0, "compare: x is sound\n")
    assert "documents               1\n" in out
    code, out, _ = said(capsys, "info", "x", "--documents", "--format", "json")
    found = json.loads(out)
    assert (code, found["documents"], found["passages"]) == (0, 1, 2)
    assert [each["path"] for each in found["list"]] == ["press/b.txt"]


def test_quiet_says_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "build", "x", "press", "-q") == (0, "", "")
    assert said(capsys, "add", "x", "press", "-q") == (0, "", "")


def test_an_index_is_built_from_another(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "build", "x", "press")
    first = (folder / "x").read_bytes()
    assert said(capsys, "build", "--replace", "x", "x", "-q") == (0, "", "")
    assert (folder / "x").read_bytes() == first


def test_check_asks_an_index(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "build", "x", "press")
    (folder / "new.txt").write_text(STORY.replace("three", "four"), "utf-8")
    code = run(["check", "--isolated", "--new", "new.txt", "--against", "x", "--format", "concise"])
    out, _ = capsys.readouterr()
    assert code == 1
    assert "near-duplicate-document" in out
    assert "press/a.txt" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "index needs an action"),
        (["burn", "x"], "index has no action 'burn'"),
        (["add"], "index add needs the path of an index"),
        (["add", "x"], "index add needs what to add"),
        (["info", "x", "y"], "index info takes an index only"),
        (["info", "nowhere"], "nowhere: no such index"),
        (["info", "press/a.txt"], "press/a.txt: is no index of this program"),
        (["info", "x", "--format", "xml"], "index has no format 'xml'"),
        (["build", "x", "press"], "x is there already"),
        (["build", "--replace", "press/a.txt", "press"], "is there already and is no index"),
        (["build", "y", "nowhere.txt"], "cannot read nowhere.txt"),
        (["add", "x", "nowhere.txt"], "cannot read nowhere.txt"),
        (["build", "y", "nowhere.txt", "--keep-going"], "nothing was stored"),
        (["remove", "x", "press/z.txt"], "has no document 'press/z.txt'"),
        (["add", "x", "press", "--ad"], "no such option: --ad"),
    ],
)
def test_mistakes_end_with_2_and_one_clear_line(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    said(capsys, "build", "x", "press")
    before = (folder / "x").read_bytes()
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert (folder / "x").read_bytes() == before
    assert sorted(p.name for p in folder.iterdir()) == ["press", "x"]


def test_what_cannot_be_read_is_told_and_the_rest_is_stored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = said(capsys, "build", "x", "press", "nowhere.txt", "--keep-going")
    assert code == 0
    assert "cannot read nowhere.txt" in err
    assert "2 documents with 2 passages stored in x" in err


def test_help_names_every_action(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--help")
    assert code == 0
    assert all(f"  {action} " in out for action in ("build", "add", "remove", "info", "verify"))


def test_hostile_names_do_not_reach_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "press" / "\x1b[31mred.txt").write_text(f"{STORY}{OTHER}", "utf-8")
    said(capsys, "build", "x", "press")
    _, out, _ = said(capsys, "info", "x", "--documents")
    assert "red.txt" in out
    assert "\x1b" not in out


def test_asking_and_adding_load_neither_click_nor_arrays(folder: Path) -> None:
    code = (
        "import sys\nfrom compare.cli import run\n"
        "assert run(['index', 'build', 'x', 'press/a.txt', '-q']) == 0\n"
        "known = {'numpy', 'numba', 'click', 'pydantic', 'rich'}\n"
        "[sys.modules.pop(name) for name in list(sys.modules) if name.split('.')[0] in known]\n"
        "assert run(['index', 'add', 'x', 'press/b.txt', '-q']) == 0\n"
        "assert run(['check', '--isolated', '--new', 'press/b.txt', '--against', 'x']) in (0, 1)\n"
        "assert not known & sys.modules.keys(), known & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, capture_output=True)
