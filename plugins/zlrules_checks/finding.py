"""What the checks find, as it is shown and written."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from zlrules import Model, Status


class Kind(StrEnum):
    """What is wrong, or not clear."""

    TOTAL = "total"
    SHARE = "share"
    CHANGE = "change"
    CONFLICT = "conflict"
    JUMP = "jump"
    PERCENT_AS_FRACTION = "percent_as_fraction"
    DOUBT = "doubt"


class Severity(StrEnum):
    """How much it matters: only errors make the command fail; adopted values settle conflicts."""

    ERROR = "error"
    FINDING = "finding"
    DOUBT = "doubt"
    SETTLED = "settled"


KIND_LABELS = {
    Kind.TOTAL: "合计与分项不符",
    Kind.SHARE: "比例与个数不符",
    Kind.CHANGE: "变化与前后数值不符",
    Kind.CONFLICT: "冲突",
    Kind.JUMP: "与历年相差很大",
    Kind.PERCENT_AS_FRACTION: "疑似没有换成百分数",
    Kind.DOUBT: "存疑",
}
SEVERITY_LABELS = {
    Severity.ERROR: "错误",
    Severity.FINDING: "须核对",
    Severity.DOUBT: "存疑",
    Severity.SETTLED: "已采信",
}


class Saying(Model):
    """One of the rows that a finding concerns.

    Attributes:
        row: Where it stands, ``observations.csv:12``.
        source: Title of the document.
        place: Section or row in the document.
        value: The figure with its bound and unit, or the word of a state.
    """

    row: str
    indicator: str
    scope: str
    period: str
    status: Status
    as_of: str | None
    value: str
    source: str | None
    place: str | None


class Finding(Model):
    """One thing that was found.

    Attributes:
        differs: For doubts, in what the rows differ besides their values.
        message: What is wrong and what to do, one Chinese sentence.
    """

    kind: Kind
    severity: Severity
    district: str
    indicator: str
    title: str
    scope: str
    period: str
    measure: str
    differs: Literal["scope", "status", "as_of", "undated", "span"] | None = None
    message: str
    rows: tuple[Saying, ...]


class Report(Model):
    """All that was found.

    Attributes:
        checked: Number of observations.
        counts: Number of findings by severity.
    """

    schema_: Literal["zlrules/checks/1"] = Field(default="zlrules/checks/1", alias="schema")
    checked: int
    counts: Mapping[Severity, int]
    findings: tuple[Finding, ...]
