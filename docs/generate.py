"""Writes what the documentation says about the program itself, from the program itself.

python docs/generate.py          refresh every page
python docs/generate.py --check  change nothing; exit 1 and name the pages that are stale
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.marked_blocks import PageError, refreshed
from docs.reference_pages import REGIONS, WHOLE_PAGES

ROOT = Path(__file__).resolve().parent.parent
STALE = 1


def pages() -> Iterator[Path]:
    """Every page whose marked blocks are kept up to date."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def stale() -> dict[Path, str]:
    """The pages that don't say what the program does now, with what they should say."""
    wanted = {ROOT / name: write(ROOT) for name, write in WHOLE_PAGES.items()}
    wrong = {path: text for path, text in wanted.items() if _read(path) != text}
    for path in pages():
        if path not in wanted:
            text = refreshed(_read(path), ROOT, REGIONS)
            if text != _read(path):
                wrong[path] = text
    return wrong


def main(arguments: list[str]) -> int:
    """Refresh the pages, or check them."""
    os.environ["COLUMNS"] = "100"
    try:
        wrong = stale()
    except PageError as error:
        sys.stderr.write(f"{error}\n")
        return STALE
    for path, text in wrong.items():
        name = path.relative_to(ROOT)
        if "--check" in arguments:
            sys.stderr.write(f"{name}: stale; run python docs/generate.py\n")
        else:
            path.write_text(text, encoding="utf-8")
            sys.stderr.write(f"{name}: written\n")
    return STALE if wrong and "--check" in arguments else 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
