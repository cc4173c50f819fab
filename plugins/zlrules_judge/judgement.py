"""Tables judged without a ruleset, as JSON: schema ``zlrules/judgement/1``."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from zlrules import Model, Outcome

SCHEMA: Final = "zlrules/judgement/1"


class JudgedRow(Model):
    """One row of a table.

    Attributes:
        number: The table's 序号.
        required: What was understood of 目标值; null when it wasn't.
        value: 完成值 as printed.
        reason: Why it is pending or has no data, as a code; null otherwise.
        printed: 完成情况 as printed.
        agrees: Whether the printed word says the same as the outcome; null when either says
            nothing.
    """

    number: str | None
    indicator: str
    unit: str | None
    required: str | None
    value: str | None
    outcome: Outcome
    margin: str | None
    reason: str | None
    printed: str | None
    agrees: bool | None


class Judgement(Model):
    """A judged table."""

    schema_: Literal["zlrules/judgement/1"] = Field(default=SCHEMA, alias="schema")
    rows: tuple[JudgedRow, ...]
