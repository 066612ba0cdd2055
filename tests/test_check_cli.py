"""`compare check` and `compare baseline` as people and CI call them: output, files, exit codes."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.cli import run, watching
from compare.cli.checkflags import CHECK
from compare.reports.outcomes import FORMATS
from tests.test_check_rules import BREAD, FERRY, HEAD, MILL, ROAD, SIGN_UP, body, texts

ROOT = Path(__file__).resolve().parent.parent
Captured = pytest.CaptureFixture[str]

#: A day for all runs, so that none depends on the clock.
DAY = ("--today", "2025-01-01")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `corpus` with two clean documents, and the working folder above it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    return texts(tmp_path / "corpus", a_txt=body(ROAD, MILL), b_txt=body(FERRY, BREAD))


def check(*arguments: str) -> int:
    return run(["check", *arguments, *DAY])


# ------------------------------------------------------------------ exit codes, golden


def test_code_0_and_what_is_printed(corpus: Path, capsys: Captured) -> None:
    assert check("corpus") == 0
    shown = capsys.readouterr()
    assert shown.out == "nothing found in 2 documents\n"
    assert shown.err == ""


NEAR = """\
corpus/c.txt
        -  warning  near-duplicate-document  nearly the same as corpus/a.txt: 98% of its words \
are there, 98% of those here; 1 edit
                    line 7: “snow” → “rain”

1 warning in 3 documents
"""


def test_code_1_and_what_is_printed(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body(ROAD.replace("snow", "rain"), MILL))
    assert check("corpus") == 1
    shown = capsys.readouterr()
    assert shown.out == NEAR
    assert shown.err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing to check: give a folder or files"),
        (["nowhere"], "cannot read nowhere: there is no such file or folder"),
        (["empty"], "the folder holds no texts"),
        (["corpus", "--select", "too-shrot"], "no rule 'too-shrot'; did you mean too-short?"),
        (["corpus", "--ignore", "x,mojibaek"], "there is no rule 'x'"),
        (["corpus", "--selekt", "x"], "no such option: --selekt; did you mean --select?"),
        (["corpus", "--select"], "--select needs RULES"),
        (["corpus", "--quiet=1"], "--quiet takes no value"),
        (["corpus", "--format", "xml"], "check cannot be written as 'xml'"),
        (["corpus", "--output", "sarif"], "--output wants a format and a file"),
        (["corpus", "--output", "xml=a"], "check cannot be written as 'xml'"),
        (["corpus", "--output", "json=nowhere/a.json"], "cannot write nowhere/a.json"),
        (["corpus", "--fail-on", "fatal"], "It can be: note, warning, error, never"),
        (["corpus", "--max-findings", "-3"], "wants a whole number"),
        (["corpus", "--max-duplication", "x%"], "wants percent"),
        (["corpus", "--baseline", "nowhere.json"], "cannot read nowhere.json"),
        (["corpus", "--baseline", "corpus/a.txt"], "it is not a baseline"),
        (["corpus", "--engine", "x"], "there is no engine 'x'"),
        (["corpus", "--config", "check.rule.x=1"], "did you mean rules?"),
        (["corpus", "--config", "check.rules.too-short.word=1"], "Known are: level, words"),
        (["corpus", "--against", "other.index"], "other.index"),
        (["corpus", "--against", "nothing.index", "--against", "corpus"], "cannot be combined"),
        (["--since", "main"], "--since wants inputs"),
        (["corpus", "--since", "main"], "is not in a git repository"),
    ],
)
def test_code_2_and_one_clear_message(
    corpus: Path, arguments: list[str], message: str, capsys: Captured
) -> None:
    (corpus.parent / "empty").mkdir()
    (corpus.parent / "nothing.index").write_bytes(b"nothing")
    assert check(*arguments) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_a_wrong_day_is_refused(corpus: Path, capsys: Captured) -> None:
    assert run(["check", "corpus", "--today", "yesterday"]) == 2
    assert "'yesterday' is no date" in capsys.readouterr().err


def test_what_cannot_be_read_ends_the_run_or_is_a_finding(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt="")
    assert check("corpus") == 2
    assert "cannot read corpus/c.txt: it is empty" in capsys.readouterr().err
    assert check("corpus", "--keep-going") == 1
    assert "error    unreadable  it is empty" in capsys.readouterr().out


# ------------------------------------------------------------------ what is checked


def test_new_documents_are_held_against_a_folder(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body(ROAD, MILL))
    texts(corpus.parent, new_txt=body(FERRY, BREAD), x_txt=body("Ferry late."))
    for words in (
        ["corpus", "--new", "new.txt", "x.txt"],
        ["--new", "new.txt", "x.txt", "--against", "corpus"],
        ["--new", "new.txt", "--against", "corpus", "--new", "x.txt"],
    ):
        assert check(*words, "--format", "concise") == 1
        lines = capsys.readouterr().out.splitlines()
        # The copy inside the corpus is nobody's business here.
        assert [line.split(" ")[:2] for line in lines] == [
            ["new.txt:1:1:", "exact-duplicate-document"],
            ["x.txt:1:1:", "too-short"],
        ]


def test_a_json_line_with_any_id_is_checked(corpus: Path, capsys: Captured) -> None:
    rows = [{"id": "a#1", "text": "Ferry late."}, {"text": "Ferry lost."}]
    (corpus.parent / "new.jsonl").write_text("\n".join(map(json.dumps, rows)))
    check("corpus", "--new", "new.jsonl", "--format", "json")
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [one["path"] for one in documents] == ["new.jsonl#a#1", "new.jsonl#2"]


def test_a_new_document_in_the_folder_is_not_its_own_copy(corpus: Path, capsys: Captured) -> None:
    assert check("corpus", "--new", f"{corpus}/../corpus/a.txt") == 0
    assert capsys.readouterr().out == "nothing found in 1 document against 1 other\n"


@pytest.fixture
def index(corpus: Path) -> Path:
    from compare import api, store
    from compare.options import Options

    path = corpus.parent / "corpus.index"
    store.build(str(path), api.read(["corpus"], Options()).articles)
    return path


COUNCIL = (
    "The council of Velt spent the evening on the question of whether gulls may be fed from the "
    "quay, heard eleven speakers, of whom nine were against, and put the vote off until autumn."
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("exact-duplicate-document", body(ROAD.upper(), MILL)),
        ("near-duplicate-document", body(FERRY.replace("340", "430"), BREAD)),
        ("contained-document", body(ROAD, head="")),
        ("contained-document", body(ROAD, MILL, COUNCIL, COUNCIL[::-1])),
        ("partial-overlap", body(ROAD, FERRY, COUNCIL)),
        ("shared-passage", body(" ".join(ROAD.split()[:18]) + ".", COUNCIL, COUNCIL[::-1])),
        ("repeated-passage", body(COUNCIL, COUNCIL[::-1], COUNCIL)),
        ("too-short", body("Ferry late.")),
    ],
)
def test_a_stored_corpus_finds_what_the_folder_finds(
    corpus: Path, index: Path, rule: str, text: str, capsys: Captured
) -> None:
    texts(corpus.parent, new_txt=text)
    said = []
    for against in ("corpus", "corpus.index"):
        # The documents are short, so that an overlap is one of fewer words, too.
        less = ("--config", "check.rules.partial-overlap.least-words=25")
        check("--new", "new.txt", "--against", against, "--format", "json", *less)
        shown = json.loads(capsys.readouterr().out)
        said.append((shown["findings"], shown["documents"], shown["against"]))
    assert said[0] == said[1]
    assert rule in {finding["rule"] for finding in said[0][0]}


def test_standing_text_is_told_by_a_stored_corpus_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    # Words that nobody uses, and in no two documents the same ones.
    news = [" ".join(f"word{number}of{at}" for at in range(60)) for number in range(7)]
    for number, text in enumerate(news):
        head = HEAD.replace("Lund Beacon", f"Beacon {number}")
        texts(tmp_path / "corpus", **{f"{number}_txt": body(text, SIGN_UP, head=head)})
    texts(tmp_path, new_txt=body(FERRY[::-1], BREAD[::-1], SIGN_UP))
    assert run(["index", "build", "corpus.index", "corpus", "-q"]) == 0
    for against in ("corpus", "corpus.index"):
        check("--new", "new.txt", "--against", against, "--format", "concise", "-q")
        told = [line.split()[1] for line in capsys.readouterr().out.splitlines()]
        assert told == ["known-boilerplate"], against


def git(*arguments: str) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@lund.example")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def test_since_asks_git_what_is_new_or_changed(corpus: Path, capsys: Captured) -> None:
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "corpus")
    assert check("corpus", "--since", "HEAD") == 2
    assert "nothing to check: no text in corpus is new or changed" in capsys.readouterr().err
    texts(corpus, a_txt=body(ROAD, MILL, "One more line."), new_txt=body(FERRY, BREAD))
    (corpus / "b.txt").unlink()
    texts(corpus, c_txt=body(FERRY, BREAD))
    git("add", "corpus/c.txt")
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    assert check("corpus", "--since", "HEAD", "--format", "json") == 1
    shown = json.loads(capsys.readouterr().out)
    assert [d["path"] for d in shown["documents"]] == [
        "corpus/a.txt", "corpus/c.txt", "corpus/new.txt",
    ]  # fmt: skip
    assert check("corpus", "--since", "no-such-branch") == 2
    assert "git knows no revision 'no-such-branch'" in capsys.readouterr().err
    assert check("corpus", "--since", "--output=x") == 2


# ------------------------------------------------------------------ output


def test_several_formats_are_written_in_one_run(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body(ROAD, MILL))
    outputs = [word for name in FORMATS for word in ("--output", f"{name}=out.{name}")]
    assert check("corpus", *outputs) == 1
    for name in FORMATS:
        assert Path(f"out.{name}").read_text("utf-8").strip(), name
    assert Path("out.text").read_text("utf-8") == capsys.readouterr().out
    assert not [*Path().glob("*.part")]


def test_the_json_of_a_finding_is_that_of_the_published_schema(
    corpus: Path, capsys: Captured
) -> None:
    import jsonschema  # type: ignore[import-untyped]

    texts(corpus, c_txt=body(ROAD.replace("snow", "rain"), MILL, ROAD), d_txt="")
    assert check("corpus", "--format", "json", "--keep-going") == 1
    shown = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "schema" / "source-compare-1.json").read_text("utf-8"))
    one = {"$ref": "#/$defs/FindingJson", "$defs": schema["$defs"]}
    for finding in shown["findings"]:
        jsonschema.validate(finding, one)
    assert {finding["rule"] for finding in shown["findings"]} >= {"unreadable", "repeated-passage"}
    assert shown["schema_version"] == "1"
    assert shown["exit_code"] == 1


def test_findings_are_alone_on_stdout_and_the_summary_on_stderr(
    corpus: Path, capsys: Captured
) -> None:
    texts(corpus, c_txt=body(ROAD, MILL))
    assert check("corpus", "--format", "concise") == 1
    shown = capsys.readouterr()
    assert shown.out == (
        "corpus/c.txt:1:1: exact-duplicate-document the same words as corpus/a.txt\n"
    )
    assert shown.err == "compare: 1 warning in 3 documents\n"
    check("corpus", "--format", "concise", "-q")
    assert capsys.readouterr().err == ""


def test_colour_only_where_it_is_asked_for(
    corpus: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts(corpus, c_txt=body("Ferry late."))
    check("corpus")
    assert "\x1b" not in capsys.readouterr().out
    check("corpus", "--color", "always")
    coloured = capsys.readouterr().out
    assert "\x1b[33mwarning" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    check("corpus", "--color", "auto")
    assert "\x1b" not in capsys.readouterr().out


def test_hostile_texts_and_names_do_no_harm(corpus: Path, capsys: Captured) -> None:
    evil = "The \x1b[31mred\x1b[0m ferry \u202eof Lund\u202c [/bold] did not sail on Sunday, " * 3
    texts(corpus, **{"c\x1b[2J.txt": body(evil), "d_txt": body(evil)})
    for name in ("text", "concise"):
        assert check("corpus", "--format", name, "--show-suppressed") == 1
        shown = capsys.readouterr()
        assert "\x1b" not in shown.out + shown.err
        assert "\u202e" not in shown.out
        assert "c␛[2J.txt" in shown.out


def test_a_limit_that_is_overspent_fails_the_run(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body(ROAD, MILL))
    assert check("corpus", "--fail-on", "never") == 0
    assert check("corpus", "--fail-on", "never", "--max-duplication", "5%") == 1
    assert "over --max-duplication: 32.2% of 5%\n" in capsys.readouterr().out
    assert check("corpus", "--fail-on", "never", "--max-findings", "0") == 1
    assert check("corpus", "--fail-on", "never", "--max-findings", "1") == 0


def test_the_configuration_counts_and_flags_count_more(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body("Ferry late."))
    Path("source-compare.toml").write_text(
        'lang = "en"\n[check]\nfail-on = "error"\nbaseline = "known.json"\n'
        '[check.rules.too-short]\nlevel = "error"\nwords = 3\n'
    )
    Path("known.json").write_text('{"version": 1, "findings": []}')
    assert check("corpus") == 1
    assert "2 words of article, fewer than 3" in capsys.readouterr().out
    assert check("corpus", "--config", "check.rules.too-short.words=2") == 0
    assert check("corpus", "--isolated") == 1
    assert "fewer than 50" in capsys.readouterr().out
    os.chdir("corpus")
    assert check(".", "--fail-on", "never") == 0


def test_a_waiver_of_the_configuration_is_meant_from_its_folder(
    corpus: Path, capsys: Captured
) -> None:
    texts(corpus, c_txt=body("Ferry late."))
    Path("source-compare.toml").write_text(
        '[[check.waive]]\npath = "corpus/*"\nrule = "too-short"\nreason = "pictures"\n'
        "expires = 2025-01-01\n"
    )
    for path in ("corpus", str(corpus), "corpus/../corpus"):
        assert check(path) == 0, path
        assert "nothing new in 3 documents; suppressed: 1 by waiver" in capsys.readouterr().out
    assert run(["check", "corpus", "--today", "2025-01-02"]) == 1
    assert "expired on 2025-01-01" in capsys.readouterr().out


def test_every_flag_is_in_the_help(capsys: Captured) -> None:
    assert run(["check", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"--{flag.name}" in shown for flag in CHECK)
    assert max(map(len, shown.splitlines())) <= 100


# ------------------------------------------------------------------ baseline


def baseline(*arguments: str) -> int:
    return run(["baseline", *arguments, *DAY])


def test_a_third_copy_of_a_known_repeat_is_new(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body(ROAD, MILL))
    assert baseline("create", "corpus", "--baseline", "known.json", "--reason", "since March") == 0
    assert check("corpus", "--baseline", "known.json") == 0
    assert "nothing new in 3 documents; suppressed: 1 by baseline" in capsys.readouterr().out
    texts(corpus, d_txt=body(ROAD, MILL))
    assert check("corpus", "--baseline", "known.json", "--format", "concise") == 1
    assert capsys.readouterr().out.startswith("corpus/d.txt:1:1: exact-duplicate-document")
    assert check("corpus", "--baseline", "known.json", "--show-suppressed") == 1
    assert "baseline: since March" in capsys.readouterr().out
    concise = ("--format", "concise", "--show-suppressed")
    assert check("corpus", "--baseline", "known.json", *concise) == 1
    assert capsys.readouterr().out.splitlines()[1].endswith("[baseline: since March]")


def test_a_baseline_survives_lines_above_wrapping_and_renaming(corpus: Path) -> None:
    texts(corpus, c_txt=body(ROAD, MILL.replace("mice", "rats"), ROAD), d_txt=body("Ferry late."))
    assert baseline("create", "corpus", "--baseline", "known.json") == 0
    assert check("corpus", "--baseline", "known.json") == 0
    (corpus / "c.txt").rename(corpus / "renamed.txt")
    wrapped = [textwrap.fill(text, 60) for text in (ROAD, MILL.replace("mice", "rats"), ROAD)]
    texts(corpus, renamed_txt=body("", "", *wrapped))
    (corpus / "a.txt").rename(corpus / "zebra.txt")
    (corpus / "d.txt").rename(corpus / "0.txt")
    assert check("corpus", "--baseline", "known.json") == 0


def test_a_baseline_holds_no_line_and_no_word_of_an_article(corpus: Path) -> None:
    texts(corpus, c_txt=body(ROAD, MILL, ROAD))
    assert baseline("create", "corpus", "--baseline", "known.json") == 0
    text = Path("known.json").read_text("utf-8")
    assert "Karst" not in text
    findings = json.loads(text)["findings"]
    assert {key for entry in findings for key in entry} == {
        "rule", "where", "count", "fingerprint",
    }  # fmt: skip
    lines = [line for line in text.splitlines() if '"fingerprint"' in line]
    assert len(lines) == len(findings)
    assert lines == sorted(lines)


def test_update_keeps_reasons_and_prune_drops_what_is_gone(corpus: Path, capsys: Captured) -> None:
    texts(corpus, c_txt=body(ROAD, MILL))
    known = ("--baseline", "known.json")
    assert baseline("create", "corpus", *known, "--reason", "since March") == 0
    assert baseline("create", "corpus", *known) == 2
    assert "known.json is there already" in capsys.readouterr().err
    texts(corpus, d_txt=body("Ferry late."))
    assert baseline("update", "corpus", *known, "--expires", "2025-06-01") == 0
    entries = json.loads(Path("known.json").read_text())["findings"]
    assert [(e["rule"], e.get("reason"), e.get("expires")) for e in entries] == [
        ("exact-duplicate-document", "since March", None),
        ("too-short", None, "2025-06-01"),
    ]
    assert check("corpus", *known) == 0
    assert run(["check", "corpus", *known, "--today", "2025-06-02"]) == 1
    capsys.readouterr()
    (corpus / "c.txt").unlink()
    assert baseline("audit", "corpus", *known) == 0
    assert capsys.readouterr().out.splitlines() == [
        "exact-duplicate-document  corpus/c.txt  gone: since March",
        "too-short  corpus/d.txt  occurs: no reason given (until 2025-06-01)",
        "2 known: 0 expired, 1 without a reason, 1 no longer there (compare baseline prune)",
    ]
    assert baseline("prune", "corpus", *known) == 0
    assert capsys.readouterr().err == "1 dropped, 1 known finding left in known.json\n"
    assert run(["baseline", "audit", *known, "--today", "2025-06-02"]) == 0
    assert "too-short  corpus/d.txt  expired: no reason given" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "it has no findings"),
        ('{"findings": []}', "its version is None"),
        ('{"version": 1, "findings": [{"rule": "x"}]}', "finding 1 has no fingerprint"),
        ('{"version": 1, "findings": [{"fingerprint": "a", "count": 0}]}', "count is 0"),
        ('{"version": 1, "findings": [{"fingerprint": "a", "why": "b"}]}', "no key 'why'"),
        ('{"version": 1, "findings": [{"fingerprint": "a"}, {"fingerprint": "a"}]}', "same"),
        ("\xff", "it is not a baseline"),
    ],
)
def test_a_broken_baseline_is_refused(
    corpus: Path, text: str, message: str, capsys: Captured
) -> None:
    Path("known.json").write_bytes(text.encode("latin-1"))
    assert check("corpus", "--baseline", "known.json") == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["crate"], ["create", "--selekt"]])
def test_baseline_says_how_it_is_called(arguments: list[str], capsys: Captured) -> None:
    assert run(["baseline", *arguments]) == 2
    assert "compare baseline" in capsys.readouterr().err


# ------------------------------------------------------------------ watching


def test_watching_checks_again_when_a_change_has_settled(corpus: Path, capsys: Captured) -> None:
    def states() -> Iterator[watching.Snapshot]:
        yield watching.snapshot(["corpus"])
        texts(corpus, c_txt=body("Ferry late."))
        yield watching.snapshot(["corpus"])
        yield watching.snapshot(["corpus"])
        (corpus / "c.txt").unlink()
        yield from [watching.snapshot(["corpus"])] * 5

    codes: list[int] = []

    def act() -> int:
        codes.append(check("corpus"))
        return codes[-1]

    assert watching.watch(["corpus"], act, states=states()) == 0
    assert codes == [0, 1, 0]


def test_an_error_does_not_end_the_watch(corpus: Path, capsys: Captured) -> None:
    from compare.errors import UsageError

    def act() -> int:
        raise UsageError("nothing was checked")

    assert watching.watch([], act, states=[{}, {"a": (1, 1)}, {"a": (1, 1)}]) == 2
    assert capsys.readouterr().err.count("nothing was checked") == 2


def test_ctrl_c_ends_the_watch_with_130(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupted)
    assert check("corpus", "--watch") == 130


# ------------------------------------------------------------------ a quick start

HEAVY = ("numpy", "numba", "pydantic", "rich", "click", "rapidfuzz", "charset_normalizer",
    "trafilatura", "jinja2", "compare.linking", "compare.repetition")  # fmt: skip


def test_asking_a_stored_corpus_loads_nothing_heavy(corpus: Path, index: Path) -> None:
    texts(corpus.parent, new_txt=body(ROAD, "The harbour master of Velt counts the herring."))
    code = (
        "import sys; from compare.cli import run;"
        "code = run(['check', '--new', 'new.txt', '--against', 'corpus.index']);"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})), code)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert "[] 1" in done.stdout, done.stdout
    assert "partial-overlap" in done.stdout or "contained" in done.stdout
