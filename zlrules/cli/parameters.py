"""Kinds of value that commands take."""

from __future__ import annotations

from pathlib import Path

import click

from zlrules.words import PLAUSIBLE_YEARS


class YearType(click.ParamType[int]):
    """A year in four digits."""

    name = "年"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Take a year, or say what is wrong."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and int(text) in PLAUSIBLE_YEARS):
            self.fail(f"'{text}' 不是四位年份", param, ctx)
        return int(text)


YEAR = YearType()
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, path_type=Path)
