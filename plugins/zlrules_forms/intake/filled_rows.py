"""Rows of filled forms, by the sheet they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable

from zlrules import COMPARATORS, EXEMPTIONS, KINDS, MEASURES, BoundRow, BoundRuleset, fold_width
from zlrules_forms.intake.cells import read_day, read_figure, read_moment, read_period
from zlrules_forms.intake.figures import CITED, Fact, read_cited, read_status, read_value
from zlrules_forms.intake.rows import RowReader
from zlrules_forms.intake.shelf import Shelf, indicators_of
from zlrules_forms.layout import EVENTS, EVIDENCE, FIGURES, PROGRESS, STATEMENTS, TARGETS
from zlrules_forms.units import unit_of

ANEW = "指标体系已有改动，用 zlrules template 重新生成填报表，把数据移过去"
COMPARED = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于"}


def read_figures(row: RowReader, shelf: Shelf) -> None:
    """Read a row of the sheet 填报: a figure, or why there is none to report."""
    bound = _row_of(row, shelf, "criterion")
    district = _district(row, shelf)
    if bound is None or not district or not _is_whole(row, bound):
        return
    indicator_id = row.text("indicator")
    if indicator_id not in indicators_of(bound):
        row.refuse("indicator", f"{bound.row.id} 现在不看指标 {indicator_id}", ANEW)
        return
    fact = Fact(
        district,
        shelf.catalogue[indicator_id],
        _scope(row),
        row.text("period"),
        row.text("measure"),
        row.text("base"),
    )
    problems = len(row.collected.problems)
    said = read_value(row, fact)
    told = {**read_status(row), **read_cited(row)}
    if row.cell("reason") is not None:
        _read_exemption(row, fact, said)
    elif said is not None:
        row.keep("observations", {**fact.cells(), **said, **told}, "value")
    elif len(row.collected.problems) == problems:
        _refuse_lost(row)


def _refuse_lost(row: RowReader) -> None:
    """Refuse what was filled in beside a figure that isn't there."""
    for name in ("bound", "as_of", "document", *CITED):
        if row.cell(name) is not None:
            row.refuse(name, "填了这一格，没有填数值", "补上数值；没有数据就都空着")
            return


def _read_exemption(row: RowReader, fact: Fact, said: dict[str, str] | None) -> None:
    if said is not None:
        row.refuse("value", "选了不适用原因，又填了数值", "只留一个")
    document = row.text("document")
    if not document:
        row.refuse("reason", "没有写不适用依据", "写出说明不适用的文件；没有文件的不算")
    cells = {
        "district": fact.district,
        "ruleset": row.text("ruleset"),
        "criterion": row.text("criterion"),
        "period": fact.period,
        "reason": row.choice("reason", EXEMPTIONS),
        "document": document,
        "place": row.text("place"),
        "quote": row.text("quote"),
    }
    row.keep("not_applicable", cells, "reason")


def _scope(row: RowReader) -> str:
    """The scope, which people complete where the form leaves the name of a place open."""
    scope, given = row.text("scope"), row.text("scope_given")
    if given.endswith("/") and (not scope.startswith(given) or scope == given):
        row.refuse("scope", f"没有写明是哪一个，现在是“{scope}”", f"写成 {given}某某，一个点位一行")
    elif not given.endswith("/") and scope != given:
        row.refuse(
            "scope", f"范围改成了“{scope}”，表单是“{given}”", "改回来；别的范围用普通表格导入"
        )
    return scope


def _is_whole(row: RowReader, bound: BoundRow) -> bool:
    """Whether what is seen of a row fits what is hidden: parts of rows may have been moved."""
    year = row.read("year", read_period, "")
    if fold_width(row.text("number")) == fold_width(bound.row.number) and year == row.text(
        "period"
    ):
        return True
    wrong = f"隐藏内容是序号 {bound.row.number}、{row.text('period')} 年，与看到的不符"
    row.refuse("number", wrong, "多半只移动了一部分单元格；按原来的行重新填写")
    return False


def _ruleset(row: RowReader, shelf: Shelf) -> BoundRuleset | None:
    name = row.text("ruleset")
    bound = shelf.ruleset(name)
    if bound is None:
        row.refuse("ruleset", f"没有指标体系 {name}", f"核对版本；{ANEW}")
    return bound


def _row_of(row: RowReader, shelf: Shelf, column: str) -> BoundRow | None:
    """The row of the ruleset that is named in a hidden column."""
    bound = _ruleset(row, shelf)
    found = bound.find(row.text(column)) if bound else None
    if bound and found is None:
        row.refuse(column, f"{bound.ruleset.name} 没有 {row.text(column)} 这一行", ANEW)
    return found


def _district(row: RowReader, shelf: Shelf) -> str:
    district = row.text("district") or shelf.own_district
    if not district:
        wrong = "表单没有写行政区，工作区有几个"
        row.refuse("version", wrong, "用 zlrules template --district 重新生成填报表")
    elif district not in shelf.districts:
        row.refuse("district", f"工作区没有行政区 {district}", "核对是不是这个工作区的表")
        return ""
    return district


def read_targets(row: RowReader, shelf: Shelf) -> None:
    """Read a row of the sheet 下达目标."""
    bound, district = _row_of(row, shelf, "criterion"), _district(row, shelf)
    if bound is None or not district or not _is_whole(row, bound):
        return
    indicator = shelf.catalogue[row.text("indicator")]
    measure = MEASURES.get(row.choice("measure", MEASURES), "value")
    unit = unit_of(indicator, measure)
    figure = row.read("value", lambda cell: read_figure(cell, unit, indicator.decimals), None)
    comparator = row.choice("comparator", COMPARATORS)
    if figure is None:
        if row.cell("value") is None:
            row.refuse("comparator", "没有写目标值", "补上，如 81.6；没有下达就都空着")
        return
    if not comparator and figure.bound not in COMPARED:
        row.refuse("value", "没有选比较方式", "选 不低于、高于、不高于、低于、等于 之一")
    if figure.unit:
        row.refuse("value", f"写了单位“{figure.unit}”", f"换算为 {unit}，只写数")
    cells = {
        "district": district,
        "indicator": indicator.id,
        "scope": row.text("scope"),
        "period": row.text("period"),
        "span": row.text("span"),
        "measure": "" if measure == "value" else row.text("measure"),
        "base": row.read("base", read_period, ""),
        "comparator": comparator or COMPARED.get(figure.bound, ""),
        "value": figure.value,
        "unit": unit if measure == "value" else "",
        "document": row.text("document"),
        "date": row.read("date", read_day, ""),
        "place": row.text("place"),
        "quote": row.text("quote"),
    }
    row.keep("assigned", cells, "value")


def read_statements(row: RowReader, shelf: Shelf) -> None:
    """Read a row of the sheet 书面证明; rows that the form left blank name the row by its number."""
    is_given = row.cell("criterion") is not None
    bound = _row_of(row, shelf, "criterion" if is_given else "number")
    district = _district(row, shelf)
    if bound is None or not district:
        return
    for name, label in (("kind", "性质"), ("document", "文件"), ("period", "证明的时期")):
        if row.cell(name) is None:
            row.refuse("number", f"没有写{label}", "补上，或清空这一行")
    cells = {
        "district": district,
        "ruleset": row.text("ruleset"),
        "criterion": bound.row.id,
        "node": row.text("node"),
        "kind": row.choice("kind", KINDS),
        "issuer": row.text("issuer"),
        "document": row.text("document"),
        "date": row.read("date", read_day, ""),
        "period": row.read("period", read_period, ""),
        "expires": row.read("expires", read_day, ""),
        "entered_by": row.text("entered_by"),
        "place": row.text("place"),
        "quote": row.text("quote"),
    }
    row.keep("attestations", cells, "kind")


def read_events(row: RowReader, shelf: Shelf) -> None:
    """Read a row of the sheet 事件."""
    district = _district(row, shelf)
    if not district:
        return
    kinds = [one.name for one in shelf.catalogue if one.kind == "event"]
    kind = row.choice("kind", kinds)
    if row.cell("kind") is None or row.cell("date") is None:
        row.refuse("kind", "没有写事件或日期", "补上，或清空这一行")
    cells = {
        "district": district,
        "kind": shelf.catalogue.find(kind) or "",
        "grade": row.text("grade"),
        "date": row.read("date", read_day, ""),
        "responsible": row.text("responsible"),
        "rectified_on": row.read("rectified_on", read_day, ""),
        "document": row.text("document"),
        "place": row.text("place"),
        "quote": row.text("quote"),
    }
    row.keep("events", cells, "kind")


def read_progress(row: RowReader, shelf: Shelf) -> None:
    """Read a row of the sheet 任务进展."""
    bound, district = _row_of(row, shelf, "task"), _district(row, shelf)
    if bound is None or bound.task is None or not district:
        return
    if row.cell("as_of") is None:
        row.refuse("stage", "没有写截至日期", "补上，如 2025-06-30")
    cells = {
        "district": district,
        "ruleset": row.text("ruleset"),
        "task": bound.row.id,
        "item": row.text("item"),
        "as_of": row.read("as_of", read_moment, ""),
        "stage": row.text("stage"),
        "done": _count(row, "done"),
        "total": _count(row, "total"),
        "action": row.text("action"),
        "blocked": row.text("blocked"),
        "source": row.text("source"),
        "place": row.text("place"),
        "quote": row.text("quote"),
    }
    row.keep("progress", cells, "stage")


def read_evidence(row: RowReader, shelf: Shelf) -> None:
    """Read a row of the sheet 证明材料."""
    bound, district = _ruleset(row, shelf), _district(row, shelf)
    if bound is None or not district:
        return
    for name, label in (("id", "材料编号"), ("title", "材料名称"), ("period", "材料说的时期")):
        if row.cell(name) is None:
            row.refuse("title", f"没有写{label}", "补上，或清空这一行")
    numbers = [one for one in re.split("[、;；,，\\s]+", row.text("supports")) if one]
    criteria = {number: bound.find(fold_width(number)) for number in numbers}
    for number in (number for number, found in criteria.items() if found is None):
        row.refuse("supports", f"{bound.ruleset.name} 没有序号 {number}", "写“填报”表的序号")
    supported = "、".join(found.row.id for found in criteria.values() if found)
    cells = {
        "district": district,
        **{name: row.text(name) for name in ("id", "title", "issuer", "number", "pages", "path")},
        "date": row.read("date", read_day, ""),
        "period": row.read("period", read_period, ""),
        "expires": row.read("expires", read_day, ""),
        "ruleset": row.text("ruleset") if supported else "",
        "criterion": supported,
    }
    row.keep("evidence", cells, "title")


def _count(row: RowReader, name: str) -> str:
    figure = row.read(name, lambda cell: read_figure(cell, "", 0), None)
    if figure is not None and figure.bound != "=":
        row.refuse(name, "个数不能是大约或范围", "只写数，说不准的写在进展说明里")
    return figure.value if figure else ""


READERS: dict[str, Callable[[RowReader, Shelf], None]] = {
    FIGURES: read_figures,
    TARGETS: read_targets,
    STATEMENTS: read_statements,
    EVENTS: read_events,
    PROGRESS: read_progress,
    EVIDENCE: read_evidence,
}
"""How the rows of each sheet are read."""
