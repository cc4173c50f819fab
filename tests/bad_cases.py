"""The cases below ``tests/bad``: where they are, and what must be said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

BAD = Path(__file__).parent / "bad"
SIDECAR = ".expect"
_EXPECTED = re.compile(r"^# expect(?: (\d+))?: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Expected:
    """One line of output.

    Attributes:
        line: Line of the file that it names; 0 when it names the file only.
        words: What it must contain.
    """

    line: int
    words: tuple[str, ...]


def cases(folder: str, pattern: str) -> list[object]:
    """Every case of a folder, as parameters for a test."""
    found = sorted((BAD / folder).glob(pattern))
    assert found, f"no cases in {folder}"
    return [pytest.param(path, id=path.stem) for path in found if path.suffix != SIDECAR]


def expected_of(*files: Path) -> list[Expected]:
    """What must be said about a case, from its comments or the file beside it."""
    beside = [path.with_name(path.name + SIDECAR) for path in files]
    holders = [path for path in beside if path.is_file()] or list(files)
    text = "\n".join(path.read_text(encoding="utf-8") for path in holders)
    found = [
        Expected(int(line or 0), tuple(words.split(" | ")))
        for line, words in _EXPECTED.findall(text)
    ]
    assert found, f"nothing expected of {files}"
    return found


def assert_told(output: str, expected: list[Expected], shown: str) -> None:
    """Assert that an output is exactly the expected lines about one file, in their order.

    Args:
        shown: How the output names the file.
    """
    lines = output.splitlines()
    assert len(lines) == len(expected), output
    for said, one in zip(lines, expected, strict=True):
        place = f"{shown}:{one.line}: " if one.line else ""
        assert said.startswith(place), f"{said!r} is not at line {one.line}"
        missing = [words for words in one.words if words not in said]
        assert not missing, f"{missing} not in {said!r}"
