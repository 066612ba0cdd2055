"""Options and configuration: once declared, checked everywhere, never misspelt silently."""

from pathlib import Path

import pytest

from compare.configuration import effective
from compare.errors import ConfigurationError
from compare.options import Options, declared, with_values


def test_equal_options_are_equal() -> None:
    assert Options() == Options()
    assert Options().changed() == ()


def test_every_option_says_what_it_does() -> None:
    assert all(about.help.endswith(".") for _, about in declared().values())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"min-probabilty": 0.5}, "unknown option 'min-probabilty'"),
        ({"min-probability": 1.5}, "goes from 0 to 1"),
        ({"min-probability": "nan"}, "goes from 0 to 1"),
        ({"min-probability": "much"}, "wants a number"),
        ({"display": "rows"}, "can be: auto, columns, stacked"),
        ({"role": [1]}, "wants a list of words"),
        ({"role": ["caption", "capton"]}, "role is 'capton'\n  It can be: dateline"),
        ({"lang": "english"}, "a code such as en or ru"),
        ({"within": "yes"}, "wants a true or false"),
        ({"top": True}, "wants a whole number"),
        ({"base": 3}, "wants a text"),
    ],
)
def test_a_wrong_value_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        with_values(Options(), values, origin="here")


def test_an_unknown_key_names_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="Known are: min-probability, role"):
        with_values(Options(), {"frobnicate": 1}, origin="here")


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    (tmp_path / "source-compare.toml").write_text("min-probability = 0.9\n")
    below = tmp_path / "below"
    below.mkdir()
    options, used = effective([], isolated=False, folder=below)
    assert options.min_probability == 0.9
    assert used.endswith("source-compare.toml")


def test_isolated_ignores_files(tmp_path: Path) -> None:
    (tmp_path / "source-compare.toml").write_text("min-probability = 0.9\n")
    assert effective([], isolated=True, folder=tmp_path) == (Options(), "")


def test_a_project_file_without_our_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert effective([], isolated=False, folder=tmp_path)[0] == Options()


def test_a_project_file_with_our_table_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.source-compare]\nrole = ['caption']\n")
    assert effective([], isolated=False, folder=tmp_path)[0].role == ("caption",)


def test_a_pair_changes_one_option(tmp_path: Path) -> None:
    options, _ = effective(["role=caption,credit"], isolated=True, folder=tmp_path)
    assert options.role == ("caption", "credit")


@pytest.mark.parametrize(
    ("text", "message"),
    [("min-probability = ", "is not TOML"), ("frob = 1", "unknown option 'frob'")],
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "source-compare.toml"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=message) as caught:
        effective([str(file)], isolated=False, folder=tmp_path)
    assert "source-compare.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot read"):
        effective([str(tmp_path / "no.toml")], isolated=False, folder=tmp_path)
