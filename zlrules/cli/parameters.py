"""Kinds of value that commands take."""

from __future__ import annotations

from datetime import date
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


class DayType(click.ParamType[date]):
    """A day like 2025-06-30."""

    name = "日期"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Take a day, or say what is wrong."""
        text = str(value)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.fail(f"'{text}' 不是日期，写成 2025-06-30", param, ctx)
        if day.isoformat() != text:
            self.fail(f"'{text}' 不是日期，写成 2025-06-30", param, ctx)
        return day


YEAR = YearType()
DAY = DayType()
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, path_type=Path)

output_option = click.option(
    "-o", "--output", type=OUTPUT, metavar="文件", help="写入文件，不写则显示"
)
"""The option for where a text goes; the command gets it as ``output``, None for the screen."""

workspace_argument = click.argument("workspace", type=FOLDER, default=".", metavar="[工作区]")
"""The argument for a workspace; the command gets it as ``workspace``, the current folder if none."""
