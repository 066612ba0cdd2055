"""The flags of `check` and `baseline`, once; both are read without click (see `arguments`)."""

from compare.arguments import Flag

#: What is checked, and against what.
SCOPE = (
    Flag("new", "FILE...", "Check these only, the inputs being what they are held against "
         "(all that follows, up to the next option).", greedy=True),
    Flag("against", "DIR|INDEX", "Hold the documents against these too, or against a stored "
         "corpus (compare index build).", many=True),
    Flag("since", "REVISION", "Check only what git says is new or changed since REVISION; the "
         "other inputs are what it is held against."),
    Flag("select", "RULES", "Ask only these rules: compare rules check lists them.", many=True),
    Flag("ignore", "RULES", "Do not ask these rules.", many=True),
    Flag("engine", "NAME", "How repeats are found: auto, memory or batch (extra [scale]). [auto]"),
    Flag("today", "DATE", "The day of the run, for dates and waivers, as 2022-01-28. "
         "[the clock's]"),
)  # fmt: skip

#: How the inputs are read, and which configuration counts.
INPUT = (
    Flag("lang", "CODE", "Language of the documents (en, ru); found from the text when not "
         "given."),
    Flag("encoding", "NAME", "Encoding of the files, e.g. cp1251; found when not given."),
    Flag("manifest", "FILE", "A file that gives path, outlet, title, published, language, url, "
         "id (csv, tsv, json, toml)."),
    Flag("keep-going", "", "An input that cannot be read is a finding, not an end."),
    Flag("offline", "", "Never open a network connection."),
    Flag("config", "FILE|KEY=VALUE", "A configuration file, or one value, e.g. "
         "check.rules.too-short.words=30.", many=True),
    Flag("isolated", "", "Ignore configuration files."),
)  # fmt: skip

#: What makes a run fail, and how it is reported.
VERDICT = (
    Flag("fail-on", "LEVEL", "Exit with 1 from this level on: note, warning, error or never. "
         "[warning]"),
    Flag("max-findings", "N", "Exit with 1 when there are more findings that count."),
    Flag("max-duplication", "PERCENT", "Exit with 1 when more of the words stand elsewhere, "
         "e.g. 5%."),
    Flag("baseline", "FILE", "Known findings, which do not count (compare baseline create)."),
    Flag("show-suppressed", "", "Show the findings of the baseline and the waived ones too."),
    Flag("format", "NAME", "text, concise, json, sarif, github, gitlab or junit. [text]"),
    Flag("output", "NAME=FILE", "Also write this format to this file; may be given again.",
         short="o", many=True),
    Flag("watch", "", "Check again whenever a file changes, until Ctrl-C."),
)  # fmt: skip

DISPLAY = (
    Flag("color", "WHEN", "Colour the output: auto, always or never. [auto]"),
    Flag("quiet", "", "Say nothing but the result.", short="q"),
    Flag("no-progress", "", "Show no progress on the terminal."),
    Flag("help", "", "Show this.", short="h"),
)

CHECK = (*SCOPE, *VERDICT, *INPUT, *DISPLAY)
