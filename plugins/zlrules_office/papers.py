"""The papers that can be written in Word."""

from __future__ import annotations

from importlib.resources import as_file, files

from zlrules import Paper

SUFFIX = ".docx"

PAPERS = (
    Paper("指标完成情况", "总体情况、指标完成情况表、需收集的数据、逐项说明"),
    Paper("申报函", "申报的函，数据能定的填好，其余留给撰写人"),
    Paper("工作报告", "工作报告的框架，指标部分填好，其余留给撰写人"),
    Paper("技术报告", "逐项的定义、方法、数据、判定和来源"),
    Paper("申报条件对照表", "申报条件和其他要求，逐条对照"),
)
"""The first is written unless another is asked for."""


def shipped(paper: str) -> bytes:
    """The template of a paper that comes with zlrules."""
    with as_file(files("zlrules_office") / "templates" / f"{paper}{SUFFIX}") as path:
        return path.read_bytes()
