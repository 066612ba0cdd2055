"""The commands about the rules that name differences: rules and explain."""

import click

from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS


@click.command("rules", help=COMMANDS["rules"][1])
def rules_command() -> int:
    """Print every rule with its weight, in the order in which they are asked."""
    from compare.differences import RULES

    name = max(map(len, RULES))
    weight = max(len(rule.weight) for rule in RULES.values())
    for rule in RULES.values():
        click.echo(f"{rule.name:{name}}  {rule.weight:{weight}}  {rule.summary}")
    return ExitCode.OK


@click.command("explain", help=COMMANDS["explain"][1])
@click.argument("rule", metavar="RULE")
def explain_command(rule: str) -> int:
    """Print what a rule says, with what it reports and what it does not."""
    from compare.differences import RULES

    # People write a rule as they say it: "Name Spelling", name_spelling.
    name = "-".join(rule.casefold().replace("_", " ").replace("-", " ").split())
    if name not in RULES:
        raise UsageError(f"there is no rule {rule!r}\n  {_near(name, [*RULES])}")
    found = RULES[name]
    click.echo(f"{found.name} ({found.weight})\n\n{found.summary}\n\n{found.explanation}")
    return ExitCode.OK


def _near(name: str, known: list[str]) -> str:
    """The rules that may have been meant, or where all of them are."""
    from difflib import get_close_matches

    near = get_close_matches(name[:80], known, n=3, cutoff=0.5)
    return f"Did you mean: {', '.join(near)}" if near else "All rules: compare rules"
