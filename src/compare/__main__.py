"""The program: `python -m compare`, `compare` and `source-compare` are one and the same."""

from compare.cli import main

if __name__ == "__main__":
    main()
