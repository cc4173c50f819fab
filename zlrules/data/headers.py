"""The columns of the data tables, and the Chinese headers that stand for them."""

from __future__ import annotations

from typing import NamedTuple

_HEADERS = {
    "district": ("行政区", "行政区代码", "区域代码"),
    "indicator": ("指标",),
    "scope": ("范围",),
    "period": ("时期", "年份"),
    "measure": ("度量",),
    "base": ("基期",),
    "stage": ("阶段",),
    "value": ("数值",),
    "text": ("状态",),
    "unit": ("单位",),
    "bound": ("界限",),
    "status": ("数据状态",),
    "as_of": ("截至日期",),
    "source": ("来源",),
    "place": ("位置",),
    "quote": ("原文",),
    "evidence": ("证明材料",),
    "code": ("代码",),
    "name": ("名称",),
    "level": ("级别",),
    "comparator": ("比较方式",),
    "span": ("时段",),
    "document": ("文件",),
    "ruleset": ("指标体系",),
    "criterion": ("考核指标",),
    "node": ("节点",),
    "kind": ("性质", "事件"),
    "issuer": ("出具单位",),
    "date": ("日期",),
    "expires": ("有效期至",),
    "entered_by": ("填报人",),
    "why": ("采信理由",),
    "who": ("采信人",),
    "when": ("采信日期",),
    "grade": ("等级",),
    "responsible": ("责任单位",),
    "rectified_on": ("整改完成日期",),
    "reason": ("不参与考核原因", "原因"),
    "task": ("任务",),
    "item": ("事项",),
    "done": ("已完成数",),
    "total": ("总数",),
    "action": ("进展说明",),
    "blocked": ("受阻原因",),
    "id": ("材料编号",),
    "title": ("材料名称",),
    "number": ("文号",),
    "pages": ("页数",),
    "path": ("材料文件",),
    "sha256": ("SHA-256", "校验值"),
    "lead": ("牵头单位", "牵头"),
    "support": ("配合单位", "配合"),
    "reviewer": ("审核人",),
    "due": ("截止日", "截止日期"),
    "state": ("填报状态",),
    "note": ("备注",),
}

CHINESE = {alias: name for name, aliases in _HEADERS.items() for alias in aliases}
"""Column name in code by Chinese header."""

CHINESE_OF = {name: aliases[0] for name, aliases in _HEADERS.items()}
"""Chinese header by column name in code."""


class Table(NamedTuple):
    """A kind of table.

    Attributes:
        name: Its key under ``data:`` in the workspace file.
        columns: All columns it may have.
        required: Those it must have.
        open_ended: Whether further columns are allowed (attributes of districts).
        coded: Columns of few distinct texts in many rows, which are kept as Categorical.
        numbers: Columns of numbers, which keep their type; all others are text.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    open_ended: bool = False
    coded: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def district(self) -> str:
        """The column that names the district of each row."""
        return "district" if "district" in self.columns else "code"


OBSERVATIONS = Table(
    "observations",
    (
        *("district", "indicator", "scope", "period", "measure", "base", "stage", "value", "text"),
        *("unit", "bound", "status", "as_of", "source", "place", "quote", "evidence"),
    ),
    ("district", "indicator", "period"),
    coded=(
        *("district", "indicator", "scope", "period", "measure", "base", "stage", "unit"),
        *("bound", "status", "as_of", "source"),
    ),
    numbers=("value",),
)
DISTRICTS = Table("districts", ("code", "name", "level"), ("code", "name"), open_ended=True)
ASSIGNED = Table(
    "assigned",
    (
        *("district", "indicator", "scope", "period", "span", "measure", "base", "comparator"),
        *("value", "unit", "document", "date", "place", "quote"),
    ),
    ("district", "indicator", "period", "comparator", "value"),
    numbers=("value",),
)
ATTESTATIONS = Table(
    "attestations",
    (
        *("district", "ruleset", "criterion", "node", "kind", "issuer", "document", "date"),
        *("period", "expires", "entered_by", "place", "quote"),
    ),
    ("district", "ruleset", "criterion", "kind", "document", "period"),
)

ADOPTED = Table(
    "adopted",
    (
        *("district", "indicator", "scope", "period", "measure", "base", "value", "text", "unit"),
        *("bound", "why", "who", "when"),
    ),
    ("district", "indicator", "period", "why", "who", "when"),
    numbers=("value",),
)

NOT_APPLICABLE = Table(
    "not_applicable",
    ("district", "ruleset", "criterion", "period", "reason", "document", "date", "place", "quote"),
    ("district", "ruleset", "criterion", "period", "reason", "document"),
)

EVENTS = Table(
    "events",
    (
        *("district", "kind", "grade", "date", "responsible", "rectified_on"),
        *("document", "place", "quote"),
    ),
    ("district", "kind", "date"),
)

PROGRESS = Table(
    "progress",
    (
        *("district", "ruleset", "task", "item", "as_of", "stage", "done", "total", "action"),
        *("blocked", "source", "place", "quote"),
    ),
    ("district", "task", "as_of"),
    numbers=("done", "total"),
)

EVIDENCE = Table(
    "evidence",
    (
        *("district", "id", "title", "issuer", "number", "date", "period", "pages", "path"),
        *("sha256", "expires", "source", "ruleset", "criterion", "note"),
    ),
    ("district", "id", "title", "period"),
)

DUTIES = Table(
    "duties",
    (
        *("district", "ruleset", "criterion", "lead", "support", "entered_by", "reviewer"),
        *("due", "state", "note"),
    ),
    ("district", "ruleset", "criterion", "lead"),
)

TABLES = (
    *(OBSERVATIONS, DISTRICTS, ASSIGNED, ATTESTATIONS, ADOPTED, NOT_APPLICABLE, EVENTS),
    *(PROGRESS, EVIDENCE, DUTIES),
)
"""All kinds of tables, in the order in which they are read."""

MEASURES = {
    "数值": "value",
    "变化量": "change",
    "变化率": "change_pct",
    "变化百分点": "change_pp",
    "位次": "rank",
    "变化位次": "rank_of_change",
}
STATUSES = {"定案": "final", "阶段性": "provisional"}
KINDS = {"正式认定": "official", "部门证明": "departmental", "自报": "self_reported"}
EXEMPTIONS = {
    "不涉及": "no_object",
    "不考核": "not_assessed",
    "无监测点位": "no_site",
    "分母为零": "zero_denominator",
}
DUTY_STATES = {
    "未报": "unreported",
    "已报": "reported",
    "退回": "returned",
    "已审": "reviewed",
}
COMPARATORS = {
    "不低于": "at_least",
    "高于": "more_than",
    "不高于": "at_most",
    "低于": "less_than",
    "等于": "equals",
}
BOUNDS = ("=", ">=", ">", "<=", "<", "~")
