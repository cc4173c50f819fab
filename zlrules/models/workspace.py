"""The workspace file ``zlrules.yaml``: which district, which data, what to assess."""

from __future__ import annotations

from pydantic import Field

from zlrules.models.base import Day, Model, Number, Text, Year
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


class Job(Model):
    """One assessment that the workspace asks for."""

    ruleset: Text
    year: Year


class WorkspaceFile(Model):
    """The content of ``zlrules.yaml``."""

    district: District
    documents: dict[str, Document] = Field(default_factory=dict)
    data: DataFiles = DataFiles()
    assess: tuple[Job, ...] = Field(min_length=1)
    judged_on: Day | None = None
    about: Number | None = Field(
        default=None, description="“约”“近”类数据的宽度（%），不写则待核定"
    )
