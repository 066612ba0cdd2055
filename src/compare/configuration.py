"""Options from files: `[tool.source-compare]` in pyproject.toml, or source-compare.toml.

The nearest file upwards from the working folder counts; `--config FILE` replaces it,
`--config KEY=VALUE` changes one option, `--isolated` ignores files. No environment
variables.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compare.errors import ConfigurationError
from compare.options import Options, declared, key_of, with_values

OWN_FILE = "source-compare.toml"


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
        options = with_values(options, _values(file), origin=str(file))
    known = {key_of(name) for name in declared()}
    own = {key: text for key, text in saved if key in known}
    options = with_values(options, dict(own), origin="the saved result")
    for pair in pairs:
        key, _, value = pair.partition("=")
        options = with_values(options, {key.strip(): value.strip()}, origin="--config")
    return options, ", ".join(map(str, found))


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
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"cannot read {file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: is not TOML: {error}") from None
    tool = data.get("tool", {}).get("source-compare") if "tool" in data else None
    if tool is not None or file.name == "pyproject.toml":
        return tool if isinstance(tool, dict) or tool is None else {}
    return data
