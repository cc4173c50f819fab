"""The charts of all criteria as files, with a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zlrules import Assessment, RulesetAssessment, SafeNames, csv_text, new_folder, written
from zlrules_office.charts import chart_of

INDEX = "图目录.csv"
"""The list of the charts; by it a folder is known as ours."""

HEADERS = ("文件", "行政区", "行政区代码", "指标体系", "年度", "序号", "指标")

Row = tuple[str, ...]


def write_charts(assessments: Iterable[Assessment], folder: Path) -> None:
    """Write an SVG and a PNG for each criterion with figures, in a folder for each assessment.

    Args:
        folder: Where to; must be new, empty, or from an earlier run, which is replaced.

    Raises:
        ZlrulesError: Something else is in the folder, or a library or a font is missing.
        OSError: It can't be written.
    """
    with new_folder(folder, INDEX) as new:
        folders = SafeNames(INDEX)
        rows: list[Row] = []
        for assessment in assessments:
            for one in assessment.document().assessments:
                rows += _drawn(one, new, folders)
        written(new / INDEX, csv_text(HEADERS, rows).encode())


def _drawn(assessment: RulesetAssessment, folder: Path, folders: SafeNames) -> Iterator[Row]:
    """Draw the charts of one ruleset, district and year."""
    ruleset, district = assessment.ruleset, assessment.district
    edition, year = f"{ruleset.id}@{ruleset.edition}", str(assessment.year)
    place = folder / folders.name(f"{district.name} {edition} {year}", "")
    names = SafeNames()
    for result in assessment.results:
        chart = chart_of(result)
        if chart is None:
            continue
        place.mkdir(exist_ok=True)
        name = names.name(f"{result.number} {result.title}", ".svg")
        svg, png = place / name, (place / name).with_suffix(".png")
        written(svg, chart.svg().encode())
        written(png, chart.png())
        about = (district.name, district.code, edition, year, result.number, result.title)
        for file in (svg, png):
            yield file.relative_to(folder).as_posix(), *about
