"""The program: `python -m compare`, `compare` and `source-compare` are one and the same."""

import sys

from compare.overview import overview


def main() -> None:
    """Run the program; plain help is printed before anything else is imported."""
    if sys.argv[1:] in (["--help"], ["-h"]):
        print(overview(), end="")
        return
    from compare.cli import main as run

    run()


if __name__ == "__main__":
    main()
