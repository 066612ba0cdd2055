"""The commands about rules, those of differences and those of `check`: rules and explain."""

import click

from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS

#: What the rules are for, as the argument of `rules`.
KINDS = ("differences", "check")


@click.command("rules", help=COMMANDS["rules"][1])
@click.argument("kind", type=click.Choice(KINDS), required=False)
def rules_command(kind: str | None) -> int:
    """Print every rule with its weight or level, in the order in which they are asked."""
    rows = [row for each in KINDS if kind in (None, each) for row in _rows(each)]
    name, weight = (max(len(row[column]) for row in rows) for column in (0, 1))
    for row in rows:
        click.echo(f"{row[0]:{name}}  {row[1]:{weight}}  {row[2]}")
    return ExitCode.OK


def _rows(kind: str) -> list[tuple[str, str, str]]:
    from compare import checks, differences

    if kind == "check":
        return [(one.name, one.level.value, one.summary) for one in checks.RULES.values()]
    return [(one.name, one.weight.value, one.summary) for one in differences.RULES.values()]


@click.command("explain", help=COMMANDS["explain"][1])
@click.argument("rule", metavar="RULE")
def explain_command(rule: str) -> int:
    """Print what a rule says, with what it reports and what it does not."""
    from compare import checks, differences
    from compare.checks.manual import options

    # People write a rule as they say it: "Name Spelling", name_spelling.
    name = "-".join(rule.casefold().replace("_", " ").replace("-", " ").split())
    if name in differences.RULES:
        found = differences.RULES[name]
        click.echo(f"{found.name} ({found.weight})\n\n{found.summary}\n\n{found.explanation}")
    elif name in checks.RULES:
        asked = checks.RULES[name]
        click.echo(
            f"{asked.name} ({asked.level}, compare check)\n\n{asked.summary}\n\n{asked.explanation}"
        )
        if asked.settings:
            click.echo("\n" + "\n".join(options(asked)))
    else:
        known = [*differences.RULES, *checks.RULES]
        raise UsageError(f"there is no rule {rule!r}\n  {_near(name, known)}")
    return ExitCode.OK


def _near(name: str, known: list[str]) -> str:
    """The rules that may have been meant, or where all of them are."""
    from difflib import get_close_matches

    near = get_close_matches(name[:80], known, n=3, cutoff=0.5)
    return f"Did you mean: {', '.join(near)}" if near else "All rules: compare rules"
