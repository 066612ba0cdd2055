"""`check`, `baseline` and `index` as click knows them: names that pass everything on.

Their flags are read by `arguments`, because `check` must start before click is loaded.
"""

from collections.abc import Callable, Sequence

import click

from compare.cli import baseline, check, index
from compare.overview import COMMANDS


def _command(name: str, run: Callable[[Sequence[str]], int]) -> click.Command:
    """A command that leaves all its words, --help among them, to *run*."""

    @click.command(
        name,
        help=COMMANDS[name][1],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    )
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def command(words: tuple[str, ...]) -> int:
        return run(words)

    return command


check_command = _command("check", check.run)
baseline_command = _command("baseline", baseline.run)
index_command = _command("index", index.run)
