"""Options from files: `[tool.source-compare]` in pyproject.toml, or source-compare.toml.

The nearest file upwards from the working folder counts; `--config FILE` replaces it,
`--config KEY=VALUE` changes one option (`check.rules.too-short.words=30` one of a rule),
`--isolated` ignores files. No environment variables.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from compare.errors import ConfigurationError
from compare.frozen import dataclass
from compare.options import Options, declared, key_of, with_values

OWN_FILE = "source-compare.toml"
#: The table that is for the gate only; `checks.settings` knows its keys.
CHECK = "check"


def effective(
    given: Sequence[str],
    *,
    isolated: bool,
    folder: Path,
    saved: Sequence[tuple[str, str]] = (),
) -> tuple[Options, str]:
    """The options after all configuration, and which file was used (empty for none).

    *given* are the values of `--config`, in order: files first replace the found file,
    then `KEY=VALUE` pairs are put in. *saved* are the options of a saved result; they
    stand between files and pairs, and those of another version of the program that this
    one does not know are passed over. Raises ConfigurationError.
    """
    pairs = [item for item in given if _is_pair(item)]
    files = [Path(item) for item in given if not _is_pair(item)]
    found = files or ([] if isolated else _nearest(folder))
    options = Options()
    for file in found:
        values = {key: value for key, value in _values(file).items() if key != CHECK}
        options = with_values(options, values, origin=str(file))
    known = {key_of(name) for name in declared()}
    own = {key: text for key, text in saved if key in known}
    options = with_values(options, dict(own), origin="the saved result")
    for pair in pairs:
        key, _, value = pair.partition("=")
        if not key.strip().startswith(f"{CHECK}."):
            options = with_values(options, {key.strip(): value.strip()}, origin="--config")
    return options, ", ".join(map(str, found))


@dataclass(frozen=True, slots=True)
class CheckTable:
    """The table `check` of the configuration, the file it stands in, and that file's folder.

    The paths in it are meant from that folder.
    """

    values: Mapping[str, Any]
    origin: str
    folder: Path


def check_table(given: Sequence[str], *, isolated: bool, folder: Path) -> CheckTable:
    """The table for `check`; *given* as in `effective`, with `check.KEY=VALUE` put in.

    A later file's table replaces an earlier one's. Raises ConfigurationError.
    """
    files = [Path(item) for item in given if not _is_pair(item)]
    found = files or ([] if isolated else _nearest(folder))
    table, origin, root = dict[str, Any](), "configuration", folder
    for file in found:
        values = _values(file).get(CHECK, {})
        if not isinstance(values, dict):
            raise ConfigurationError(f"{file}: {CHECK} wants a table, not {values!r}")
        table, origin, root = dict(values), str(file), file.resolve().parent
    for item in filter(_is_pair, given):
        key, _, value = item.partition("=")
        if key.strip().startswith(f"{CHECK}."):
            table = _put(table, key.strip().split(".")[1:], _literal(value.strip()))
    return CheckTable(table, origin, root)


def _put(table: Mapping[str, Any], keys: Sequence[str], value: Any) -> dict[str, Any]:
    """*table* with *value* at the path *keys*."""
    if len(keys) == 1:
        return {**table, keys[0]: value}
    below = table.get(keys[0], {})
    below = below if isinstance(below, Mapping) else {}
    return {**table, keys[0]: _put(below, keys[1:], value)}


def _literal(value: str) -> Any:
    """*value* as TOML has it: a number, true, a list; else it is a word."""
    try:
        return _parsed(f"value = {value}")["value"]
    except ValueError:
        return value


def _is_pair(item: str) -> bool:
    return "=" in item and not Path(item).exists()


def _nearest(folder: Path) -> list[Path]:
    for place in (folder, *folder.parents):
        own = place / OWN_FILE
        if own.is_file():
            return [own]
        project = place / "pyproject.toml"
        if project.is_file() and _section(project) is not None:
            return [project]
    return []


def _values(file: Path) -> dict[str, object]:
    section = _section(file)
    if section is None:
        raise ConfigurationError(f"{file}: has no [tool.source-compare]")
    return section


def _section(file: Path) -> dict[str, Any] | None:
    """The table with our options; None when a pyproject.toml holds none."""
    try:
        text = file.read_text("utf-8-sig")
        if file.name == "pyproject.toml" and "source-compare" not in text:
            return None  # somebody else's; reading TOML takes as long as finding a repeat
        data = _parsed(text)
    except OSError as error:
        raise ConfigurationError(f"cannot read {file}: {error.strerror}") from None
    except ValueError as error:  # wrong TOML or wrong UTF-8
        raise ConfigurationError(f"{file}: is not TOML: {error}") from None
    tool = data.get("tool", {}).get("source-compare") if "tool" in data else None
    if tool is not None or file.name == "pyproject.toml":
        return tool if isinstance(tool, dict) or tool is None else {}
    return data


@lru_cache(maxsize=4)
def _parsed(text: str) -> dict[str, Any]:
    """The tables of a file, which is asked for several things; nobody changes what is given."""
    import tomllib

    return tomllib.loads(text)
