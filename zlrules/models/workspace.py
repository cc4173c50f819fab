"""The workspace file ``zlrules.yaml``: which districts, which data, what to assess."""

from __future__ import annotations

import re
from typing import Final, Self

from pydantic import Field, field_validator, model_validator

from zlrules.models.base import Day, Flag, Model, Number, Text, Year
from zlrules.models.ruleset import Document

LABEL: Final = "{number}-{year}-{n}"
"""How evidence is numbered unless the workspace file says otherwise (证明材料编号)."""

LABEL_PARTS = ("number", "year", "n")


class District(Model):
    """The district that a workspace is about; more of them stand in a districts table."""

    code: Text
    name: Text
    level: Text | None = None
    attributes: dict[str, Text] = Field(default_factory=dict)


class DataFiles(Model):
    """The data files by kind of table, as paths inside the workspace."""

    observations: tuple[Text, ...] = ()
    districts: tuple[Text, ...] = ()
    assigned: tuple[Text, ...] = ()
    attestations: tuple[Text, ...] = ()
    adopted: tuple[Text, ...] = ()
    not_applicable: tuple[Text, ...] = ()
    events: tuple[Text, ...] = ()
    progress: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    duties: tuple[Text, ...] = ()


class EvidenceSettings(Model):
    """How evidence is numbered in what is handed in.

    Attributes:
        label: With ``{number}`` of the criterion, ``{year}`` that the evidence is about, and
            ``{n}``, which counts among those that are otherwise the same.
    """

    label: Text = LABEL

    @field_validator("label")
    @classmethod
    def _can_be_filled_in(cls, label: str) -> str:
        names = re.findall(r"\{([^{}]*)\}", label)
        bare = re.sub(r"\{[^{}]*\}", "", label)
        if set(names) - set(LABEL_PARTS) or "{" in bare or "}" in bare:
            raise ValueError(
                f"只能用 {'、'.join(f'{{{name}}}' for name in LABEL_PARTS)}，如 {LABEL}"
            )
        if "n" not in names:
            raise ValueError(f"要有 {{n}}，不然几份材料同一个编号；如 {LABEL}")
        return label


class Job(Model):
    """One assessment that the workspace asks for.

    Attributes:
        application: Whether a title is applied for: the edition in force on the day judged on
            counts then, not the one of the year.
    """

    ruleset: Text
    year: Year
    application: Flag = False


class WorkspaceFile(Model):
    """The content of ``zlrules.yaml``.

    Attributes:
        district: The one it is about; left out when a districts table lists many.
    """

    district: District | None = None
    documents: dict[str, Document] = Field(default_factory=dict)
    data: DataFiles = DataFiles()
    evidence: EvidenceSettings = EvidenceSettings()
    assess: tuple[Job, ...] = Field(min_length=1)
    judged_on: Day | None = None
    about: Number | None = Field(
        default=None, description="“约”“近”类数据的宽度（%），不写则待核定"
    )

    @model_validator(mode="after")
    def _is_about_a_district(self) -> Self:
        if self.district is None and not self.data.districts:
            raise ValueError("没有写行政区：一个区写 district，许多区写 data.districts")
        return self
