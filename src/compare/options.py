"""Every option of the analysis, once: default, limits and the sentence users see.

Command-line flags, configuration keys, `compare options` and the docs come from here.
Options are frozen; equal options give equal results. Nothing is read from the
environment, and nothing here reads a file (see `configuration`).
"""

from typing import Any

from compare.errors import ConfigurationError
from compare.frozen import MISSING, dataclass, field, fields, replace
from compare.model import ARTICLE_ROLES, Role

#: Probability from which a link is shown. Chosen by precision >= .8 on development data;
#: docs/accuracy.md has the curve.
DEFAULT_MIN_PROBABILITY = 0.5

#: The roles that are left out unless asked for.
FURNITURE = tuple(role.value for role in Role if role not in ARTICLE_ROLES)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is to be known of one option besides its name, default and type.

    *code* is for a code of a language: `en`, `pt-BR`.
    """

    help: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    metavar: str = ""
    many: bool = False
    code: bool = False
    short: str = ""
    group: str = "analysis"


def option(default: Any, help: str, **more: Any) -> Any:  # noqa: A002 - click's word
    """A dataclass field that carries its *declaration*."""
    return field(default=default, metadata={"declaration": Declaration(help, **more)})


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run. Defaults are what a newcomer should get."""

    min_probability: float = option(
        DEFAULT_MIN_PROBABILITY,
        "Show links from this probability, 0 to 1.",
        least=0.0,
        most=1.0,
        metavar="P",
    )
    role: tuple[str, ...] = option(
        (),
        "Also align passages of this furniture role, e.g. caption.",
        choices=FURNITURE,
        many=True,
        metavar="ROLE",
    )
    within: bool = option(False, "Also link places inside one document or outlet.")
    alias: tuple[str, ...] = option(
        (),
        "Names that mean one thing, e.g. Washington=United States.",
        many=True,
        metavar="A=B",
    )
    base: str = option("", "Show differences against this outlet or file.", metavar="OUTLET")
    by: str = option(
        "file", "What a column is: a file, or all files of an outlet.", choices=("file", "outlet")
    )
    select: tuple[str, ...] = option(
        (), "Show only these kinds of difference, e.g. number,negation.", many=True, metavar="KINDS"
    )
    ignore: tuple[str, ...] = option(
        (), "Do not report these kinds of difference.", many=True, metavar="KINDS"
    )
    top: int = option(0, "Show only the first N statements (0: all).", least=0, metavar="N")
    model: str = option(
        "",
        "A sentence-embedding model as second voice: a local folder or a name.",
        metavar="NAME",
    )
    lang: str = option(
        "",
        "Language of the documents (en, ru); found from the text when not given.",
        metavar="CODE",
        code=True,
    )
    encoding: str = option(
        "",
        "Encoding of the files, e.g. cp1251; found when not given.",
        metavar="NAME",
        group="input",
    )
    manifest: str = option(
        "",
        "A file that gives path, outlet, title, published, language, url (csv, tsv, json, toml).",
        metavar="FILE",
        group="input",
    )
    keep_going: bool = option(
        False, "An input that cannot be read is reported, not an end.", group="input"
    )
    offline: bool = option(False, "Never open a network connection.", group="input")
    explain: bool = option(False, "Show for every link why it is believed.", group="display")
    statistics: bool = option(False, "Show counts only.", group="display")
    display: str = option(
        "auto",
        "Cells beside or below each other.",
        choices=("auto", "columns", "stacked"),
        group="display",
    )
    html_assets: str = option(
        "",
        "HTML: put style and script into this folder, for servers that want them apart.",
        metavar="DIR",
        group="display",
    )
    single_file: bool = option(
        False, "HTML: one file, however large, instead of one a story.", group="display"
    )
    width: int = option(
        0,
        "Width of the output in characters (0: that of the terminal).",
        least=0,
        metavar="N",
        group="display",
    )
    color: str = option(
        "auto", "Colour the output.", choices=("auto", "always", "never"), group="display"
    )
    verbose: int = option(0, "Say more.", short="v", least=0, most=3, group="display")
    quiet: bool = option(False, "Say nothing but the result.", short="q", group="display")
    no_progress: bool = option(False, "Show no progress on the terminal.", group="display")

    def changed(self) -> tuple[tuple[str, str], ...]:
        """The options that differ from the defaults, as (key, text), in declaration order."""
        return tuple(
            (key_of(item.name), text_of(getattr(self, item.name)))
            for item in fields(self)
            if getattr(self, item.name) != item.default
        )


def key_of(name: str) -> str:
    """How users write the option *name*: `min_probability` is `min-probability`."""
    return name.replace("_", "-")


def text_of(value: object) -> str:
    """An option's value in words: tuples joined by commas, booleans in lower case."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def declared() -> dict[str, tuple[Any, Declaration]]:
    """Every option's field name with its default and declaration, in order."""
    return {
        item.name: (item.default, item.metadata["declaration"])
        for item in fields(Options)
        if item.default is not MISSING
    }


def with_values(options: Options, values: dict[str, object], *, origin: str) -> Options:
    """*options* with *values* (keys as users write them) put in; *origin* is for errors.

    Raises ConfigurationError on an unknown key, a value of the wrong type or out of range.
    """
    known = declared()
    changes: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            names = ", ".join(map(key_of, known))
            raise ConfigurationError(f"{origin}: unknown option {key!r}\n  Known are: {names}")
        changes[name] = _checked(key, value, *known[name], origin=origin)
    return replace(options, **changes)


def _checked(key: str, value: object, default: Any, about: Declaration, *, origin: str) -> Any:
    if about.many:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
            raise ConfigurationError(f"{origin}: {key} wants a list of words, not {value!r}")
        return tuple(_chosen(key, item.strip(), about, origin) for item in items if item.strip())
    converted = _converted(key, value, default, origin=origin)
    _chosen(key, converted, about, origin)
    if about.code and converted and not _is_code(converted):
        raise ConfigurationError(f"{origin}: {key} wants a code such as en or ru, not {value!r}")
    low, high = about.least, about.most
    # NaN is neither below nor above anything, so ask for what is wanted, not for what is not.
    if (low is not None and not converted >= low) or (high is not None and not converted <= high):
        limits = f"from {low:g}" + (f" to {high:g}" if high is not None else "")
        raise ConfigurationError(f"{origin}: {key} is {value}, but goes {limits}")
    return converted


def _is_code(text: str) -> bool:
    first, *more = text.split("-")
    return first.isascii() and first.isalpha() and len(first) in (2, 3) and all(more)


def _chosen(key: str, value: Any, about: Declaration, origin: str) -> Any:
    """*value* if it is among the choices, where there are any."""
    if about.choices and value not in about.choices:
        raise ConfigurationError(
            f"{origin}: {key} is {value!r}\n  It can be: {', '.join(about.choices)}"
        )
    return value


def _converted(key: str, value: object, default: Any, *, origin: str) -> Any:
    kind = type(default)
    if kind is bool and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    wrong = ConfigurationError(f"{origin}: {key} wants a {_NAMES[kind]}, not {value!r}")
    if kind is bool or isinstance(value, bool):
        if kind is bool and isinstance(value, bool):
            return value
        raise wrong
    if kind is str and not isinstance(value, str):
        raise wrong
    try:
        return kind(value)
    except (TypeError, ValueError):
        raise wrong from None


_NAMES = {bool: "true or false", int: "whole number", float: "number", str: "text"}
