"""How far the collecting has got, by department."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zlrules import (
    DUTY_STATE_LABELS,
    DutyState,
    Table,
    csv_text,
    markdown_table,
    markdown_text,
    outcome_label,
)
from zlrules_collect.items import Collection, Item

ITEM_HEADERS = (
    *("指标体系", "行政区", "年度", "牵头单位", "配合单位", "序号", "指标", "判定", "数据"),
    *("证明材料", "填报人", "审核人", "截止日", "填报状态", "逾期", "备注"),
)


def status_page(collection: Collection) -> str:
    """The status as Markdown."""
    blocks = [
        f"# 填报进展：{markdown_text(collection.title)}（截至 {collection.day}）",
        markdown_table(department_table(collection)),
    ]
    overdue = [item for item in collection.items if item.is_overdue]
    if overdue:
        blocks += [f"## 逾期（{len(overdue)} 项）", markdown_table(_overdue_table(overdue))]
    return "\n\n".join(blocks) + "\n"


def department_table(collection: Collection) -> Table:
    """Counts by department, all of them together last."""
    groups = {**collection.by_department(), "合计": list(collection.items)}
    headers = (
        *("牵头单位", "项数", "数据齐", "缺数据", "缺证明材料"),
        *(DUTY_STATE_LABELS[state] for state in DutyState),
        *("没有填报状态", "逾期"),
    )
    rows = tuple((name, *map(str, _counts(items))) for name, items in groups.items())
    return Table(collection.title, headers, rows)


def _counts(items: Sequence[Item]) -> tuple[int, ...]:
    lacking = sum(bool(item.lacking_figures) for item in items)
    states = [item.duty.state if item.duty else None for item in items]
    return (
        *(len(items), len(items) - lacking, lacking),
        sum(bool(item.lacking_evidence) for item in items),
        *(states.count(state) for state in (*DutyState, None)),
        sum(item.is_overdue for item in items),
    )


def _overdue_table(items: Iterable[Item]) -> Table:
    headers = ("截止日", "牵头单位", "填报人", "序号", "指标", "填报状态", "缺什么")
    ordered = sorted(items, key=lambda one: (_due(one), one.department))
    rows = tuple(
        (
            *(_due(item), item.department, item.duty.reporter or ""),
            *(item.result.number, item.result.title, DUTY_STATE_LABELS[item.duty.state]),
            "；".join(filter(None, (item.lacking_figures, item.lacking_evidence, item.duty.note))),
        )
        for item in ordered
        if item.duty is not None
    )
    return Table("逾期", headers, rows)


def _due(item: Item) -> str:
    return str(item.duty.due or "") if item.duty else ""


def items_csv(collections: Iterable[Collection]) -> str:
    """Every item as CSV, for Excel."""
    return csv_text(ITEM_HEADERS, (_cells(one, item) for one in collections for item in one.items))


def _cells(collection: Collection, item: Item) -> tuple[str | None, ...]:
    assessment, result, duty = collection.assessment, item.result, item.duty
    ruleset = assessment.ruleset
    return (
        *(f"{ruleset.id}@{ruleset.edition}", assessment.district.name, str(assessment.year)),
        *(item.department, item.support, result.number, result.title),
        *(outcome_label(result.outcome, ruleset.kind), item.lacking_figures or "齐"),
        item.lacking_evidence or {True: "齐", False: "齐", None: ""}[result.provable],
        *((duty.reporter, duty.reviewer) if duty else ("", "")),
        _due(item),
        DUTY_STATE_LABELS[duty.state] if duty else "",
        "是" if item.is_overdue else "",
        duty.note if duty else "",
    )
