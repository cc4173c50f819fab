"""``python -m zlrules``."""

from zlrules.cli import main

if __name__ == "__main__":
    main()
