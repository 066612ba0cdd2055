"""The published JSON schema, made from `contract`: `python -m compare.reports.schema`.

Writes schema/source-compare-1.json below the current folder; with `-` to stdout. A test
fails when the published file is not what this would write.
"""

import json
import sys
from pathlib import Path

PATH = Path("schema/source-compare-1.json")


def schema() -> str:
    """The schema as it is published, with its final line break."""
    from compare.reports.contract import ResultJson

    made = ResultJson.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "source-compare-1.json",
    }
    return json.dumps({**head, **made}, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema where the first argument says, or to its place."""
    target = sys.argv[1] if len(sys.argv) > 1 else str(PATH)
    if target == "-":
        sys.stdout.write(schema())
    else:
        Path(target).parent.mkdir(exist_ok=True)
        Path(target).write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
