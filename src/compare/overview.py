"""What `compare --help` says, and the table of commands it is made from.

Apart from the command line itself, because help must be there at once: even the library
that reads the command line takes three times as long to load as Python. Imports nothing.
"""

#: Every command with the module of `compare.cli` it is in and its line in the overview.
COMMANDS = {
    "show": ("synopsis", "Align the statements of two or more articles side by side (default)."),
    "report": ("synopsis", "Write a report to a file; its suffix or --format says which."),
    "export": ("export", "Write a saved result in another format, without a new comparison."),
    "pairs": ("synopsis", "Show for every two documents how much of each is in the other."),
    "quotes": ("quotes", "Show what became of every quotation in the other documents."),
    "repeats": ("repeats", "Find repeated passages, copied documents and standing text."),
    "check": ("gating", "Ask the rules for a gate: copies, overlaps, bad readings (for CI)."),
    "baseline": ("gating", "Keep the findings that are known, so that only new ones count."),
    "index": ("gating", "Keep a stored corpus, which check can ask without loading it."),
    "inspect": ("inspection", "Show what was read: metadata, passages, roles, quotations."),
    "options": ("inspection", "Show every option with its value in this folder."),
    "rules": (
        "rules",
        "List the rules: kinds of difference with their weights, findings with levels.",
    ),
    "explain": ("rules", "Explain a rule, with examples of what it reports and what not."),
}

EXAMPLES = """\
Examples:
  compare seeds/minister                  side by side in the terminal
  compare show a.txt b.txt --explain      and why each link is believed
  compare report seeds -o report.html     one page for the browser, offline
  compare show TASS=a.txt RIAC=b.html     outlets given by name
  compare show *.txt --format json -o result.json
  compare export result.json -o r.docx    the same in another format
  compare repeats seeds                   what stands in two places or more
  compare pairs seeds                     who shares how much with whom
  compare inspect a.txt                   what was read, and where it came from
"""


def overview() -> str:
    """The text of `compare --help`.

    >>> print(overview().splitlines()[0])
    Usage: compare [COMMAND] [OPTIONS] INPUT...
    """
    width = max(map(len, COMMANDS))
    commands = "".join(f"  {name:{width}}  {line}\n" for name, (_, line) in COMMANDS.items())
    return (
        "Usage: compare [COMMAND] [OPTIONS] INPUT...\n\n"
        "  See how outlets report the same remark: aligned side by side, differences named.\n\n"
        f"Commands:\n{commands}\n"
        "Options:\n"
        "  -h, --help  Show this; after a command, its options.\n"
        "  --version   Show the version.\n\n"
        f"{EXAMPLES}"
    )
