"""The workspace file ``zlrules.yaml``: which districts, which data, what to assess."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from zlrules.models.base import Day, Flag, Model, Number, Text, Year
from zlrules.models.ruleset import Document


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
