"""`compare rules` and `compare explain`: every rule, and what is said of one."""

import pytest

from compare import checks
from compare.cli import run
from compare.differences import RULES

Captured = pytest.CaptureFixture[str]


def test_every_rule_is_listed_with_its_weight_and_summary(capsys: Captured) -> None:
    assert run(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [
        *((rule.name, rule.weight, rule.summary) for rule in RULES.values()),
        *((rule.name, rule.level, rule.summary) for rule in checks.RULES.values()),
    ]
    assert [tuple(line.split(None, 2)) for line in lines] == rows


def test_the_rules_of_one_kind_are_listed(capsys: Captured) -> None:
    assert run(["rules", "check"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == [*checks.RULES]
    assert not set(names) & set(RULES)


@pytest.mark.parametrize("name", checks.RULES)
def test_every_rule_of_the_gate_is_explained(name: str, capsys: Captured) -> None:
    assert run(["explain", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{name} ({checks.RULES[name].level}, compare check)\n\n")
    for part in (checks.RULES[name].summary, "Reported:", "Not reported:"):
        assert part in shown
    assert all(f"`{option} = " in shown for option in checks.RULES[name].settings)


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
