"""What is asked of a run of `check`: which rules, their levels and options, and the limits.

Made from the table `[tool.source-compare.check]` and from flags. A name that is misspelt is
an error that names the nearest one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from compare.checks.rule import Rule, Value, Values
from compare.checks.waivers import Waiver, nearest
from compare.errors import ConfigurationError
from compare.frozen import dataclass, field, fields, replace
from compare.model import Level

NEVER, OFF = "never", "off"
_LEVELS = [level.value for level in Level]


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that is in force, at which level and with which values of its options."""

    rule: Rule
    level: Level
    values: Values


@dataclass(frozen=True, slots=True)
class Settings:
    """One run. *fail_on* None: findings never fail it. Limits are None when there are none.

    *max_duplication* is a share from 0 to 1. *changed* are the settings that differ from the
    defaults, as (key, text).
    """

    asked: tuple[Asked, ...]
    fail_on: Level | None = Level.WARNING
    max_findings: int | None = None
    max_duplication: float | None = None
    baseline: str = ""
    waivers: tuple[Waiver, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def levels(self) -> tuple[tuple[str, Level], ...]:
        """The rules in force with their levels."""
        return tuple((one.rule.name, one.level) for one in self.asked)


@dataclass(frozen=True, slots=True)
class _Limits:
    """The keys of the table that are not about one rule, as they are written."""

    fail_on: str = "warning"
    max_findings: Any = None
    max_duplication: Any = None
    baseline: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    waive: Sequence[Any] = ()


KEYS = tuple(each.name.replace("_", "-") for each in fields(_Limits))


def settings(
    table: Mapping[str, Any],
    rules: Mapping[str, Rule],
    *,
    origin: str,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings that *table*, which stands in *origin*, and then *flags* ask for.

    Raises ConfigurationError on an unknown key, rule or option, a value of the wrong type
    or out of range.
    """
    limits = _with(_with(_Limits(), table, origin), flags or {}, "command line")
    chosen = _chosen(limits, rules)
    tuned = _tuned(limits.rules, rules, origin)
    asked = tuple(
        one for name, rule in rules.items() if name in chosen if (one := tuned(rule)) is not None
    )
    return Settings(
        asked,
        _fail_on(limits.fail_on),
        _count(limits.max_findings),
        _share(limits.max_duplication),
        str(limits.baseline),
        tuple(_waiver(entry, rules, origin) for entry in limits.waive),
        tuple(_changed(limits)),
    )


def _changed(limits: _Limits) -> Iterator[tuple[str, str]]:
    usual = _Limits()
    for name in (each.name for each in fields(_Limits)):
        value = getattr(limits, name)
        if name not in ("rules", "waive") and value != getattr(usual, name):
            yield name.replace("_", "-"), _text(value)


def _with(limits: _Limits, table: Mapping[str, Any], origin: str) -> _Limits:
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key.replace("_", "-") not in KEYS:
            raise ConfigurationError(
                f"{origin}: check has no key {key!r}{nearest(key, KEYS)}\n"
                f"  Known are: {', '.join(KEYS)}"
            )
        name = key.replace("-", "_")
        changes[name] = _names(key, value, origin) if name in ("select", "ignore") else value
    made = replace(limits, **changes)
    if not isinstance(made.rules, Mapping) or not isinstance(made.waive, list | tuple):
        raise ConfigurationError(
            f"{origin}: check.rules wants tables, check.waive a list of tables\n"
            "  As in: [tool.source-compare.check.rules.too-short] or [[…check.waive]]"
        )
    return made


def _names(key: str, value: Any, origin: str) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        raise ConfigurationError(f"{origin}: {key} wants names of rules, not {value!r}")
    return tuple(name.strip() for one in listed for name in one.split(",") if name.strip())


def _chosen(limits: _Limits, rules: Mapping[str, Rule]) -> frozenset[str]:
    for name in (*limits.select, *limits.ignore):
        known_rule(name, rules, "--select and --ignore")
    chosen = limits.select or tuple(rules)
    return frozenset(chosen) - frozenset(limits.ignore)


def known_rule(name: str, rules: Mapping[str, Rule], origin: str) -> Rule:
    """The rule of that name; ConfigurationError with the nearest name when there is none."""
    if name not in rules:
        raise ConfigurationError(
            f"{origin}: there is no rule {name!r}{nearest(name, [*rules])}\n"
            f"  All of them: compare rules check"
        )
    return rules[name]


def _tuned(tables: Mapping[str, Any], rules: Mapping[str, Rule], origin: str) -> Any:
    """A function from a rule to how it is asked; None for one that is off."""
    for name, table in tables.items():
        known_rule(name, rules, f"{origin}: check.rules")
        if not isinstance(table, Mapping):
            raise ConfigurationError(
                f"{origin}: check.rules.{name} wants a table, not {table!r}\n"
                f'  As in: [tool.source-compare.check.rules.{name}] level = "error"'
            )

    def tuned(rule: Rule) -> Asked | None:
        table = dict(tables.get(rule.name, {}))
        level = table.pop("level", rule.level.value)
        where = f"{origin}: check.rules.{rule.name}"
        if level not in (*_LEVELS, OFF):
            raise ConfigurationError(
                f"{where}.level is {level!r}\n  It can be: {', '.join((*_LEVELS, OFF))}"
            )
        values = {key: setting.default for key, setting in rule.settings.items()}
        for key, value in table.items():
            if key not in values:
                known = ", ".join(("level", *values))
                raise ConfigurationError(f"{where} has no {key!r}\n  Known are: {known}")
            values[key] = _value(value, values[key], f"{where}.{key}")
        return None if level == OFF else Asked(rule, Level(level), values)

    return tuned


def _value(value: Any, default: Value, where: str) -> Value:
    """*value*, if it is of the type of *default* and not below nought."""
    if isinstance(default, bool) or isinstance(value, bool):
        fits = isinstance(default, bool) and isinstance(value, bool)
    elif isinstance(default, tuple):
        fits = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        value = tuple(value) if fits else value
    elif isinstance(default, float):
        fits = isinstance(value, int | float) and 0 <= value <= 1
    else:
        fits = isinstance(value, type(default)) and not (isinstance(value, int) and value < 0)
    if not fits:
        raise ConfigurationError(f"{where} wants {_WANTED[type(default)]}, not {value!r}")
    return value  # type: ignore[no-any-return]


_WANTED = {
    bool: "true or false",
    int: "a whole number from 0 on",
    float: "a number from 0 to 1",
    str: "text",
    tuple: "a list of words",
}


def _fail_on(value: Any) -> Level | None:
    if value not in (*_LEVELS, NEVER):
        raise ConfigurationError(
            f"fail-on is {value!r}\n  It can be: {', '.join((*_LEVELS, NEVER))}"
        )
    return None if value == NEVER else Level(value)


def _count(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError(f"max-findings wants a whole number from 0 on, not {value!r}")
    return value


def _share(value: Any) -> float | None:
    """A share from percent as people write it: 5%, "5 %" and 5 are 0.05."""
    if value is None:
        return None
    try:
        percent = float(str(value).strip().removesuffix("%"))
    except ValueError:
        percent = -1.0
    if isinstance(value, bool) or not 0 <= percent <= 100:
        raise ConfigurationError(f"max-duplication wants percent from 0 to 100, not {value!r}")
    return percent / 100


_WAIVER_KEYS = ("path", "rule", "reason", "expires")


def _waiver(entry: Any, rules: Mapping[str, Rule], origin: str) -> Waiver:
    where = f"{origin}: check.waive"
    if not isinstance(entry, Mapping):
        raise ConfigurationError(f"{where} wants tables, not {entry!r}")
    for key in entry:
        if key not in _WAIVER_KEYS:
            known = ", ".join(_WAIVER_KEYS)
            raise ConfigurationError(f"{where} has no key {key!r}\n  Known are: {known}")
    missing = [key for key in ("path", "rule", "reason") if not str(entry.get(key, "")).strip()]
    if missing:
        raise ConfigurationError(f"{where} lacks {', '.join(missing)}")
    known_rule(str(entry["rule"]), rules, where)
    # A TOML date and a date in quotation marks are the same here.
    rule, path, reason, expires = (
        str(entry.get(key, "")) for key in ("rule", "path", "reason", "expires")
    )
    waiver = Waiver(rule, path, reason, expires, origin)
    if trouble := waiver.trouble("", [*rules]):
        raise ConfigurationError(f"{where}: {trouble}")
    return waiver


def _text(value: Any) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(map(str, value))
    return "" if value is None else str(value)
