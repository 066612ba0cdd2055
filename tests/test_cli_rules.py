"""`compare rules` and `compare explain`: every rule, and what is said of one."""

import pytest

from compare.cli import run
from compare.differences import RULES

Captured = pytest.CaptureFixture[str]


def test_every_rule_is_listed_with_its_weight_and_summary(capsys: Captured) -> None:
    assert run(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [[r.name, r.weight] for r in RULES.values()]
    assert all(
        line.endswith(rule.summary) for line, rule in zip(lines, RULES.values(), strict=True)
    )


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_explained_with_examples(name: str, capsys: Captured) -> None:
    assert run(["explain", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{name} ({RULES[name].weight})\n\n{RULES[name].summary}")
    assert RULES[name].explanation in shown
    assert "Reported:" in shown


@pytest.mark.parametrize("written", ["name_spelling", "Name Spelling", " name-spelling "])
def test_a_rule_is_found_however_it_is_written(written: str, capsys: Captured) -> None:
    assert run(["explain", written]) == 0
    assert capsys.readouterr().out.startswith("name-spelling (")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("negaton", "negation"),
        ("numbers", "number"),
        ("zzzz", "compare rules"),
        ("", "compare rules"),
        ("\x1b[31m" * 9_000, "compare rules"),
    ],
)
def test_an_unknown_rule_names_near_ones(name: str, hint: str, capsys: Captured) -> None:
    assert run(["explain", name]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert hint in shown.err
    assert "\x1b" not in shown.err


def test_explain_wants_a_rule(capsys: Captured) -> None:
    assert run(["explain"]) == 2
    assert "RULE" in capsys.readouterr().err
