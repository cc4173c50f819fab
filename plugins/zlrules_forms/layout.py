"""The sheets of a form: their columns, by which they are written and found again."""

from __future__ import annotations

from dataclasses import dataclass, field

VERSION = "1"
"""Of the form; another one isn't read."""

MARK = "表单版本"
"""The header by which a sheet of a form is told from other sheets."""


@dataclass(frozen=True)
class Choice:
    """A cell with a list to choose from.

    Attributes:
        several: Whether several of the words may be written, with 、 between them.
    """

    words: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True)
class Between:
    """A cell for a number; the ends are those that its indicator can have."""

    low: str | None
    high: str | None
    unit: str


@dataclass(frozen=True)
class Day:
    """A cell for a date."""


Check = Choice | Between | Day


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: In code.
        is_input: Whether its cells are to be filled in.
        is_hidden: Whether it is for the import alone.
        check: What holds for all its cells, unless a row says otherwise.
    """

    name: str
    header: str
    width: float
    is_input: bool = False
    is_hidden: bool = False
    check: Check | None = None


@dataclass(frozen=True)
class Row:
    """A row of a form: texts and checks by column name.

    Attributes:
        open: Names of columns that are to be filled in here, though not in other rows.
    """

    cells: dict[str, str]
    checks: dict[str, Check] = field(default_factory=dict)
    open: frozenset[str] = frozenset()

    def is_input(self, column: Column) -> bool:
        """Whether a cell is to be filled in."""
        return column.is_input or column.name in self.open

    def check(self, column: Column) -> Check | None:
        """What is checked of a cell that is to be filled in."""
        return self.checks.get(column.name, column.check) if self.is_input(column) else None


@dataclass(frozen=True)
class Sheet:
    """A sheet to be filled in.

    Attributes:
        hint: One sentence above the table.
        blank: So many rows to be filled in as a whole follow the given ones.
        hidden: What the hidden cells of blank rows say.
    """

    name: str
    hint: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    blank: int = 0
    hidden: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A form for one department, or for all.

    Attributes:
        district: Name and code; "" where it isn't known yet.
        department: "" where it isn't for one alone.
    """

    ruleset: str
    year: int
    district: str
    department: str
    sheets: tuple[Sheet, ...]


def _input(name: str, header: str, width: float, check: Check | None = None) -> Column:
    return Column(name, header, width, is_input=True, check=check)


def _hidden(*named: tuple[str, str]) -> tuple[Column, ...]:
    """The columns for the import: those of the sheet, and those of every sheet."""
    every = (("ruleset", "指标体系"), ("district", "行政区"), ("version", MARK))
    return tuple(Column(name, header, 12, is_hidden=True) for name, header in (*named, *every))


_DAY = Day()
_BOUND = Choice((">=", ">", "<=", "<", "~"))
_STATUS = Choice(("定案", "阶段性"))
_MEASURE = Choice(("数值", "变化量", "变化率", "变化百分点"))
_COMPARATOR = Choice(("不低于", "高于", "不高于", "低于", "等于"))
_ATTESTED = Choice(("正式认定", "部门证明", "自报"))
_CITED = (_input("place", "位置", 14), _input("quote", "原文", 20))

FIGURES = "填报"
TARGETS = "下达目标"
STATEMENTS = "书面证明"
EVENTS = "事件"
PROGRESS = "任务进展"
EVIDENCE = "证明材料"

COLUMNS: dict[str, tuple[Column, ...]] = {
    FIGURES: (
        Column("number", "序号", 7),
        Column("title", "考核指标", 20),
        Column("part", "分项", 16),
        Column("scope", "范围", 10),
        Column("unit", "单位", 9),
        Column("definition", "指标解释", 34),
        Column("required", "要求", 38),
        Column("year", "年份", 7),
        Column("asked", "填什么", 14),
        Column("earlier", "上年值", 10),
        Column("known", "已有数据", 10),
        _input("value", "数值或状态", 12),
        _input("bound", "界限", 7, _BOUND),
        _input("status", "数据状态", 9, _STATUS),
        _input("as_of", "截至日期", 11, _DAY),
        _input("source", "来源", 20),
        *_CITED,
        _input("evidence", "证明材料", 14),
        _input("reason", "不适用原因", 11),
        _input("document", "不适用依据", 16),
        _input("note", "备注", 16),
        *_hidden(
            ("criterion", "考核指标编号"),
            ("indicator", "指标编号"),
            ("scope_given", "原范围"),
            ("period", "时期"),
            ("measure", "度量"),
            ("base", "基期"),
        ),
    ),
    TARGETS: (
        Column("number", "序号", 7),
        Column("title", "考核指标", 24),
        Column("scope", "范围", 9),
        Column("unit", "单位", 9),
        Column("year", "年份", 7),
        Column("known", "已有目标", 14),
        _input("comparator", "比较方式", 10, _COMPARATOR),
        _input("value", "目标值", 10),
        _input("measure", "度量", 11, _MEASURE),
        _input("base", "基期", 8),
        _input("span", "时段", 11),
        _input("document", "文件", 24),
        _input("date", "文件日期", 11, _DAY),
        *_CITED,
        *_hidden(("criterion", "考核指标编号"), ("indicator", "指标编号"), ("period", "时期")),
    ),
    STATEMENTS: (
        _input("number", "序号", 7),
        Column("title", "考核指标", 30),
        Column("required", "要求", 26),
        _input("kind", "性质", 10, _ATTESTED),
        _input("issuer", "出具单位", 20),
        _input("document", "文件", 24),
        _input("date", "文件日期", 11, _DAY),
        _input("period", "证明的时期", 22),
        _input("expires", "有效期至", 11, _DAY),
        _input("entered_by", "填报人", 9),
        *_CITED,
        *_hidden(("criterion", "考核指标编号"), ("node", "节点")),
    ),
    EVENTS: (
        _input("kind", "事件", 26),
        _input("grade", "等级", 10),
        _input("date", "日期", 11, _DAY),
        _input("responsible", "责任单位", 24),
        _input("rectified_on", "整改完成日期", 12, _DAY),
        _input("document", "文件", 24),
        *_CITED,
        *_hidden(),
    ),
    PROGRESS: (
        Column("number", "序号", 7),
        Column("title", "任务", 28),
        Column("part", "分事项", 14),
        Column("required", "要求", 22),
        Column("due", "期限", 11),
        _input("as_of", "截至日期", 11, _DAY),
        _input("stage", "阶段", 11),
        _input("done", "已完成数", 9),
        _input("total", "总数", 8),
        _input("action", "进展说明", 26),
        _input("blocked", "受阻原因", 18),
        _input("source", "来源", 20),
        *_CITED,
        *_hidden(("task", "任务编号"), ("item", "事项编号")),
    ),
    EVIDENCE: (
        _input("id", "材料编号", 10),
        _input("title", "材料名称", 36),
        _input("issuer", "出具单位", 20),
        _input("number", "文号", 16),
        _input("date", "材料日期", 11, _DAY),
        _input("period", "材料说的时期", 22),
        _input("pages", "页数", 7),
        _input("path", "材料文件", 30),
        _input("expires", "有效期至", 11, _DAY),
        _input("supports", "支撑的序号", 14),
        *_hidden(),
    ),
}
"""The columns of each sheet, in their order."""

EXAMPLES = {
    "value": "如 81.6、≥90、约720；没有数据就空着",
    "bound": "“90以上”写 90、选 >=；恰好的空着",
    "status": "截至当前、初步、快报的数选阶段性",
    "as_of": "如 2025-06-30；原文写了才写",
    "evidence": "材料编号或文件名，几份用顿号分开",
    "reason": "有文件说不涉及或不考核时选，数值空着",
    "period": "如 2025、2023/2025、2023-03-01/2026-02-28",
}
"""What a cell says when it is entered, by column name."""
