"""What each department is asked for: the content of a reminder, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zlrules import DUTY_STATE_LABELS, Problem, Table, ZlrulesError, one_of
from zlrules_collect.items import NOBODY, Collection, Item

PAIR = 2
"""So many years are told one by one, more that follow each other by the first and the last."""

HEADERS = ("序号", "指标", "计量单位", "年份", "要报什么", "证明材料", "截止日", "填报人", "报给")


@dataclass(frozen=True)
class Reminder:
    """What one department is asked for, for one ruleset, district and year.

    Attributes:
        requests: One row for each indicator.
        definitions: Title and definition of the indicators that have one.
    """

    department: str
    title: str
    lines: tuple[str, ...]
    requests: Table
    definitions: tuple[tuple[str, str], ...]


def reminders_of(collections: Sequence[Collection], department: str | None) -> list[Reminder]:
    """The reminders for all departments that must still do something, or for one of them.

    Raises:
        ZlrulesError: No department is the one asked for, or all is there.
    """
    known = {name for one in collections for name in one.by_department()}
    if department is not None and department not in known:
        wrong = f"没有单位 '{department}'"
        raise ZlrulesError([Problem("提醒清单", 0, "", wrong, one_of(department, known))])
    found = [
        _reminder(one, name, waiting)
        for one in collections
        for name, items in one.by_department().items()
        if department in (None, name) and (waiting := [item for item in items if item.is_open])
    ]
    if not found:
        raise ZlrulesError([Problem("提醒清单", 0, "", "没有要提醒的，都已报齐", "不用写提醒清单")])
    return found


def _reminder(collection: Collection, department: str, items: Sequence[Item]) -> Reminder:
    texts = {one.result.title: one.result.definition for one in items if one.result.definition}
    return Reminder(
        department,
        collection.title,
        tuple(_lines(collection, department, items)),
        Table("", HEADERS, tuple(_request(one) for one in items)),
        tuple(texts.items()),
    )


def _lines(collection: Collection, department: str, items: Sequence[Item]) -> Iterator[str]:
    overdue = sum(item.is_overdue for item in items)
    late = f"，其中 {overdue} 项已过截止日" if overdue else ""
    yield f"截至 {collection.day}，还有 {len(items)} 项要报{late}，见下表。"
    if department == NOBODY:
        yield "这些项在责任分工表和指标体系里都没有责任单位，请先分工。"


def _request(item: Item) -> tuple[str, ...]:
    result, duty = item.result, item.duty
    scope = "" if result.scope == "全区" else f"（{result.scope}）"
    return (
        *(result.number, f"{result.title}{scope}", _unit(item), _years(item)),
        *(_what(item), _evidence(item)),
        str(duty.due or "") if duty else "",
        (duty.reporter or "") if duty else "",
        (duty.reviewer or "") if duty else "",
    )


def _unit(item: Item) -> str:
    return "" if item.result.unit in (None, "/") else str(item.result.unit)


def _years(item: Item) -> str:
    """``2022—2024``, or the years one by one where some lie between that aren't asked for."""
    years = item.result.proof_years
    if len(years) > PAIR and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}—{years[-1]}"
    return "、".join(map(str, years))


def _what(item: Item) -> str:
    """What is asked for, and how the reporting stands."""
    figures = {"没有数据": "报数据", "只有阶段性数据": "报定案数据"}
    told = [figures.get(item.lacking_figures, item.lacking_figures)]
    if item.duty is not None:
        state = DUTY_STATE_LABELS[item.duty.state]
        told.append(f"{state}：{item.duty.note}" if item.duty.note else state)
    if item.lacking_evidence:
        told.append("补证明材料")
    if item.support:
        told.append(f"配合：{item.support}")
    return "；".join(one for one in told if one)


def _evidence(item: Item) -> str:
    """Which evidence goes with it."""
    if item.lacking_evidence:
        return item.lacking_evidence
    return "" if item.result.provable else f"附 {_years(item)} 年的证明材料"
