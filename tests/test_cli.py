"""The program as people type it: what it prints, where, and which code it returns."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compare.cli import program, run
from compare.overview import COMMANDS, overview

A = """VELTIN, March 3. /NORDA/. The harbour of Velt will be closed for nine days, Ana Kesk said.

"We are not going to dredge the northern channel this spring: the herring need it," she said.
"""
B = """VELTIN (Skarn) - The port of Velt shuts for nine days, according to minister Ana Kesk.

"We are going to dredge the northern channel this spring: the herring need it," Kesk stressed.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text(A)
    (tmp_path / "b.txt").write_text(B)
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


def test_every_command_is_there_and_says_what_the_overview_says() -> None:
    for name, (_, line) in COMMANDS.items():
        command = program.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.help is not None
        assert command.help.startswith(line)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)]
)
def test_help_is_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert "Usage:" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['compare', '--help'];"
        "from compare.__main__ import main; main();"
        "heavy = {'click', 'numpy', 'rich', 'pydantic', 'rapidfuzz', 'typing', 'compare.model'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_is_the_same_with_and_without_click(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert capsys.readouterr().out == overview()


def test_show_is_the_default_command(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*pair, "--format", "concise"]) == 0
    default = capsys.readouterr().out
    assert run(["show", *pair, "--format", "concise"]) == 0
    assert capsys.readouterr().out == default
    assert "a.txt:3:1" in default


def test_an_option_may_stand_before_the_inputs(pair: tuple[str, str]) -> None:
    assert run(["--format", "json", *pair]) == 0


def test_the_order_of_the_inputs_changes_nothing(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run([*pair, "--format", "json"])
    forward = capsys.readouterr().out
    run([*reversed(pair), "--format", "json"])
    assert capsys.readouterr().out == forward


def test_a_report_goes_to_its_file_and_appears_whole(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "result.json"
    assert run(["report", *pair, "-o", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(out.read_text())["schema_version"] == "1"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show"], "Missing argument"),
        (["show", "no-such-file.txt", "neither.txt"], "cannot read no-such-file.txt"),
        (["--frobnicate", "a"], "No such option"),
        (["report", "a.txt"], "report needs a file"),
        (["show", "a", "b", "--format", "frob"], "unknown format 'frob'"),
        (["show", "a", "b", "--min-probability", "2"], "goes from 0 to 1"),
        (["show", "a", "b", "--config", "frob=1"], "unknown option 'frob'"),
        (["show", "a", "b", "--config", "no-such.toml"], "cannot read no-such.toml"),
    ],
)
def test_wrong_usage_is_one_clear_message_and_code_two(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err


def test_no_arguments_show_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "compare"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Usage:" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "nearest"), [(["shw", "A"], "show"), (["-v", "report", "A"], "report")]
)
def test_a_command_that_is_misspelt_or_late_is_told(
    arguments: list[str], nearest: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert f"it comes first: compare {nearest} …" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["inspect", "pairs", "quotes", "repeats"])
def test_help_promises_no_format_that_is_refused(
    command: str, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help"]) == 0
    (promised,) = re.findall(r"One of ([^.]+)\.", " ".join(capsys.readouterr().out.split()))
    for name in promised.split(", "):
        assert run([command, *pair, "--format", name]) == 0


def test_an_interrupt_while_an_object_is_taken_apart_ends_the_run() -> None:
    code = (
        "import sys; from compare.cli import _unraisable; sys.unraisablehook = _unraisable\n"
        "class Held:\n    def __del__(self): raise KeyboardInterrupt\n"
        "held = Held()\ndel held\nprint('went on')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "compare: interrupted\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t", "it holds only"),
        ("binary.txt", bytes(range(256)) * 8, "binary"),
    ],
)
def test_an_unreadable_input_stops_the_run_unless_told_to_go_on(
    pair: tuple[str, str],
    tmp_path: Path,
    name: str,
    content: bytes,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    assert run([*pair, str(bad), "--format", "concise"]) == 2
    captured = capsys.readouterr()
    assert str(bad) in captured.err
    assert message in captured.err
    assert captured.out == ""
    assert run([*pair, str(bad), "--keep-going", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert str(bad) in captured.err
    result = json.loads(captured.out)
    assert len(result["documents"]) == 2
    assert [finding["rule"] for finding in result["findings"]] == ["unreadable"]


def test_other_encodings_are_read_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "Министр сообщил, что порт закроют на девять дней. "
        "«Мы не будем углублять канал», — сказал он.\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    (tmp_path / "b.txt").write_bytes(text.encode("utf-16"))
    assert run([str(tmp_path), "--format", "json"]) == 0
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [document["encoding"] for document in documents][1].startswith("utf-16")
    assert any("cp1251" in note or "1251" in note for note in documents[0]["notes"])


def test_one_document_is_nothing_to_compare(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([pair[0]]) == 2
    assert "nothing to compare" in capsys.readouterr().err


def test_a_folder_without_texts_is_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert run([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_hostile_text_does_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = (
        "The minister said [/oops] that the \x1b[31mharbour\x1b[0m [sic] of Velt "
        "\u202eis shut\u202c."
    )
    (tmp_path / "a.txt").write_text(f"{hostile}\n")
    (tmp_path / "b.txt").write_text(f"{hostile}\n")
    assert run([str(tmp_path), "--color", "never"]) == 0
    shown = capsys.readouterr().out
    assert "[/oops]" in shown
    assert "[sic]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_pairs_shows_both_directions(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.txt").write_text("Bread will cost more in Orsa from Monday, the bakers say.\n")
    assert run(["pairs", str(tmp_path), "--width", "100"]) == 0
    assert "%" in capsys.readouterr().out


def test_inspect_shows_metadata_with_its_origin(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", pair[0], "--width", "100"]) == 0
    shown = capsys.readouterr().out
    assert "NORDA" in shown
    assert "dateline, line 1" in shown


def test_options_prints_values_that_a_file_could_hold(capsys: pytest.CaptureFixture[str]) -> None:
    import tomllib

    assert run(["options", "--isolated", "--config", "role=caption"]) == 0
    values = tomllib.loads(capsys.readouterr().out)
    assert values["role"] == ["caption"]


def test_a_closed_pipe_is_no_error(pair: tuple[str, str]) -> None:
    program = f"'{sys.executable}' -m compare '{pair[0]}' '{pair[1]}' --format json"
    command = f"{program} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 141)
