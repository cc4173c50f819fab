"""The closed vocabularies, each with the word that the users read."""

from __future__ import annotations

from enum import StrEnum

PLAUSIBLE_YEARS = range(1900, 2201)
"""Any other year is a slip of the pen."""


class Outcome(StrEnum):
    """The verdict on one criterion (判定)."""

    MET = "met"
    MISSED = "missed"
    NO_DATA = "no_data"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"


class Reason(StrEnum):
    """Why a node is undecided or doesn't apply."""

    NO_FIGURE = "no_figure"
    NO_TARGET = "no_target"
    NO_STATEMENT = "no_statement"
    NO_HISTORY = "no_history"
    BOUND = "bound"
    CONFLICT = "conflict"
    BASE_NOT_POSITIVE = "base_not_positive"
    NO_ATTRIBUTE = "no_attribute"
    NO_BRANCH = "no_branch"
    TEXT_UNKNOWN = "text_unknown"
    CONDITION = "condition"
    UNCOVERED = "uncovered"
    EVENT_GRADE = "event_grade"
    READINGS = "readings"
    WINDOW_UNKNOWN = "window_unknown"
    EXTRA_SCOPES = "extra_scopes"
    NOT_IN_FORCE = "not_in_force"
    EXEMPT = "exempt"
    EXEMPTION_NOT_ACCEPTED = "exemption_not_accepted"
    EXEMPTION_CONTRADICTED = "exemption_contradicted"
    NO_MILESTONE = "no_milestone"
    NOT_YET_DUE = "not_yet_due"
    BLOCKED = "blocked"
    UNREPORTED = "unreported"


class Nature(StrEnum):
    """What a criterion weighs in the decision (属性)."""

    BINDING = "binding"
    REFERENCE = "reference"
    EXPECTED = "expected"
    GATE = "gate"
    TASK = "task"
    UNSPECIFIED = "unspecified"


class Decision(StrEnum):
    """The conclusion on one ruleset, district and year (自查结论)."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNDETERMINED = "undetermined"


class Confidence(StrEnum):
    """How well the wording of a row is known, best first."""

    OFFICIAL = "official"
    TWO_COPIES = "two_copies"
    SINGLE_COPY = "single_copy"
    WEAK = "weak"
    UNVERIFIED = "unverified"


UNSURE = (Confidence.WEAK, Confidence.UNVERIFIED)
"""Texts known this badly settle nothing."""


class Kind(StrEnum):
    """What sort of text a ruleset encodes."""

    PLAN = "plan"
    STANDARD = "standard"
    TASKS = "tasks"


class DueState(StrEnum):
    """Whether a criterion is due in the assessed year."""

    DUE = "due"
    NOT_DUE = "not_due"


class Status(StrEnum):
    """Whether a figure is final."""

    FINAL = "final"
    PROVISIONAL = "provisional"


class Attested(StrEnum):
    """Who stands behind a written statement, strongest first."""

    OFFICIAL = "official"
    DEPARTMENTAL = "departmental"
    SELF_REPORTED = "self_reported"


class Effort(StrEnum):
    """How firmly something is promised, in the words of the text."""

    FIRM = "firm"
    STRIVE = "力争"
    BASIC = "基本"
    GRADUAL = "逐步"


class Comparator(StrEnum):
    """How a number is compared with a limit (比较方式), by the names that assigned targets use."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUALS = "equals"

    @property
    def bound(self) -> str:
        """As a figure that is known only from one side is written in data: ``>=``."""
        return _BOUNDS[self]

    @property
    def sign(self) -> str:
        """As a requirement is shown: ``≥``."""
        return {">=": "≥", "<=": "≤"}.get(self.bound, self.bound)


_BOUNDS = {
    Comparator.AT_LEAST: ">=",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "<=",
    Comparator.LESS_THAN: "<",
    Comparator.EQUALS: "=",
}


class AssessmentKind(StrEnum):
    """Which of a plan's evaluations it is."""

    ANNUAL = "annual"
    MID_TERM = "mid_term"
    FINAL = "final"


class TaskStatus(StrEnum):
    """How a task stands on a day (任务状态)."""

    COMPLETED = "已完成"
    ON_TARGET = "达到阶段目标"
    BEHIND = "未达阶段目标"
    NO_MILESTONE = "未设阶段目标"
    OVERDUE = "逾期"
    NOT_DUE = "未到期"
    BLOCKED = "受阻"
    NO_DATA = "无数据"


class Exemption(StrEnum):
    """Why a document says that a requirement isn't assessed here (不参与考核的原因)."""

    NO_OBJECT = "no_object"
    NOT_ASSESSED = "not_assessed"
    NO_SITE = "no_site"
    ZERO_DENOMINATOR = "zero_denominator"


class EvidenceState(StrEnum):
    """What is wrong with a piece of evidence for a result, or that nothing is (证明材料状态)."""

    OK = "ok"
    MISSING_FILE = "missing_file"
    CHANGED = "changed"
    EXPIRED = "expired"
    LATER = "later"
    WRONG_PERIOD = "wrong_period"
    UNCHECKED = "unchecked"
    UNREGISTERED = "unregistered"


class DutyState(StrEnum):
    """How far the reporting of a criterion has got (填报状态)."""

    UNREPORTED = "unreported"
    REPORTED = "reported"
    RETURNED = "returned"
    REVIEWED = "reviewed"


OUTCOME_LABELS = {
    Outcome.MET: "达标",
    Outcome.MISSED: "未达标",
    Outcome.NO_DATA: "缺数据",
    Outcome.PENDING: "待核定",
    Outcome.NOT_APPLICABLE: "不适用",
}

NATURE_LABELS = {
    Nature.BINDING: "约束性",
    Nature.REFERENCE: "参考性",
    Nature.EXPECTED: "预期性",
    Nature.GATE: "申报条件",
    Nature.TASK: "任务",
    Nature.UNSPECIFIED: "未区分",
}

CONFIDENCE_LABELS = {
    Confidence.OFFICIAL: "正式文本",
    Confidence.TWO_COPIES: "两份转载互证",
    Confidence.SINGLE_COPY: "单份转载",
    Confidence.WEAK: "转载不全",
    Confidence.UNVERIFIED: "未核实",
}

KIND_LABELS = {Kind.PLAN: "规划", Kind.STANDARD: "标准", Kind.TASKS: "任务清单"}

STATUS_LABELS = {Status.FINAL: "定案", Status.PROVISIONAL: "阶段性数据"}

MEASURE_LABELS = {
    "value": "数值",
    "change": "变化量",
    "change_pct": "变化率（%）",
    "change_pp": "变化（百分点）",
    "rank": "位次",
    "rank_of_change": "变化位次",
    "target": "目标",
}

MEASURE_UNITS = {"change_pct": "%", "change_pp": "个百分点", "rank": "", "rank_of_change": ""}
"""What stands behind a number that isn't counted in the unit of its indicator."""

KIND_OF_ASSESSMENT_LABELS = {
    AssessmentKind.ANNUAL: "年度评估",
    AssessmentKind.MID_TERM: "中期评估",
    AssessmentKind.FINAL: "终期考核",
}

EFFORT_LABELS = {
    Effort.FIRM: "确定",
    Effort.STRIVE: "力争",
    Effort.BASIC: "基本",
    Effort.GRADUAL: "逐步",
}

ATTESTED_LABELS = {
    Attested.OFFICIAL: "上级或主管部门正式认定",
    Attested.DEPARTMENTAL: "责任部门证明",
    Attested.SELF_REPORTED: "自报",
}

EXEMPTION_LABELS = {
    Exemption.NO_OBJECT: "不涉及",
    Exemption.NOT_ASSESSED: "不考核",
    Exemption.NO_SITE: "无监测点位",
    Exemption.ZERO_DENOMINATOR: "分母为零",
}

EVIDENCE_STATE_LABELS = {
    EvidenceState.OK: "有效",
    EvidenceState.MISSING_FILE: "缺文件",
    EvidenceState.CHANGED: "文件已改动",
    EvidenceState.EXPIRED: "已过期",
    EvidenceState.LATER: "评估日以后出具",
    EvidenceState.WRONG_PERIOD: "时期不符",
    EvidenceState.UNCHECKED: "文件未核对",
    EvidenceState.UNREGISTERED: "未登记",
}

DUTY_STATE_LABELS = {
    DutyState.UNREPORTED: "未报",
    DutyState.REPORTED: "已报",
    DutyState.RETURNED: "退回",
    DutyState.REVIEWED: "已审",
}

REASON_LABELS = {
    Reason.NO_FIGURE: "没有该年数据",
    Reason.NO_TARGET: "未录入上级下达的目标",
    Reason.NO_STATEMENT: "没有书面认定",
    Reason.NO_HISTORY: "缺少对比年份的数据",
    Reason.BOUND: "数据只给出范围，范围内有的达标、有的不达标",
    Reason.CONFLICT: "来源之间数据不一致，尚未采信",
    Reason.BASE_NOT_POSITIVE: "基数不为正数，不能计算变化率",
    Reason.NO_ATTRIBUTE: "区域属性未录入",
    Reason.NO_BRANCH: "区域属性不属于列出的任何一类",
    Reason.TEXT_UNKNOWN: "原文要求未取得",
    Reason.CONDITION: "不符合适用条件",
    Reason.NO_MILESTONE: "未到期，也没有文件设定阶段目标",
    Reason.NOT_YET_DUE: "未到期",
    Reason.BLOCKED: "受阻",
    Reason.UNREPORTED: "完成情况未报",
    Reason.UNCOVERED: "部门证明没有覆盖整个期限",
    Reason.EVENT_GRADE: "有事件没有写明等级",
    Reason.READINGS: "条文有几种读法，按各读法结论不一",
    Reason.WINDOW_UNKNOWN: "各年结论不一，条文没有说几年的数据怎样算",
    Reason.EXTRA_SCOPES: "有数据的点位比条文所说的多",
    Reason.NOT_IN_FORCE: "该时间没有施行中的要求值，或要求值在年内有变更",
    Reason.EXEMPT: "有文件说明不参与考核",
    Reason.EXEMPTION_NOT_ACCEPTED: "答复不涉及或不考核，但条文没有说可以不参与考核",
    Reason.EXEMPTION_CONTRADICTED: "既答复不涉及或不考核，又有数据或证明，两者矛盾",
}


def decision_label(decision: Decision, kind: Kind) -> str:
    """The words for a decision: a standard is applied for, a plan or task list is fulfilled."""
    if decision is Decision.UNDETERMINED:
        return "暂不能定"
    if kind is Kind.STANDARD:
        return "自查达到申报要求" if decision is Decision.PASS else "自查未达到"
    return "目标完成" if decision is Decision.PASS else "目标未完成"
