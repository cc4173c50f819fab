"""All tables checked and typed, ready to be selected from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from zlrules.data.adopted import check_adopted, set_aside
from zlrules.data.assigned import check_assigned
from zlrules.data.attestations import check_attestations
from zlrules.data.coded import Coded
from zlrules.data.districts import check_districts
from zlrules.data.duties import check_duties
from zlrules.data.events import check_events
from zlrules.data.evidence import check_evidence
from zlrules.data.findings import Findings
from zlrules.data.not_applicable import check_not_applicable
from zlrules.data.observations import Checked, check_observations
from zlrules.data.progress import check_progress
from zlrules.data.register import Register, registers_of
from zlrules.data.tables import Data
from zlrules.errors import DataError, Problem, nearest, one_of
from zlrules.loading.catalogue import Catalogue

TOTALS = pl.Schema(
    {
        "index": pl.UInt32(),
        "rows": pl.List(pl.UInt32()),
        "parts": pl.List(pl.UInt32()),
        "disputed": pl.List(pl.UInt32()),
        "unreported": pl.List(pl.String()),
    }
)
"""The table of totals that were added up, see `Facts`."""


@dataclass(frozen=True, eq=False, repr=False)
class Facts:
    """What is known, in one form.

    Attributes:
        observed: The observations, see `zlrules.data.observations.Checked`; their frame has
            ``index`` (UInt32), the row's number, which results use to name a figure, and
            ``set_aside`` (Boolean), whether another source's value was adopted.
        districts: ``code``, ``name``, ``level`` and further attributes, in the order read.
        assigned: See `zlrules.data.assigned`.
        attestations: See `zlrules.data.attestations`.
        adopted: See `zlrules.data.adopted`.
        not_applicable: See `zlrules.data.not_applicable`.
        events: See `zlrules.data.events`.
        progress: See `zlrules.data.progress`.
        evidence: See `zlrules.data.evidence`.
        duties: See `zlrules.data.duties`.
        totals: The observations that nobody reported but that were added up: their ``index``, the
            ``rows`` that say together what the sum is, a row for each of the ``parts``, those of
            them that sources disagree about, and the indicators that weren't reported. Filled
            for one ruleset by `zlrules.engine.totals`.
    """

    observed: Checked
    districts: pl.DataFrame
    assigned: pl.DataFrame
    attestations: pl.DataFrame
    adopted: pl.DataFrame
    not_applicable: pl.DataFrame
    events: pl.DataFrame
    progress: pl.DataFrame
    evidence: pl.DataFrame
    duties: pl.DataFrame
    about: str | None
    totals: pl.DataFrame = field(default_factory=TOTALS.to_frame)

    @property
    def observations(self) -> pl.DataFrame:
        """The table of the observations."""
        return self.observed.frame

    @property
    def states(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Words behind each state code, by indicator."""
        return self.observed.states


def prepare(data: Data, catalogue: Catalogue) -> Facts:
    """Check all tables.

    Raises:
        DataError: With every mistake of every table.
    """
    problems = check_districts(data.districts)
    codes = frozenset(data.districts["code"].drop_nulls().to_list())
    observed = check_observations(data.observations, codes, catalogue)
    assigned, assigned_problems = check_assigned(data.assigned, codes, catalogue)
    attestations, attested_problems = check_attestations(data.attestations, codes)
    adopted, adopted_problems = check_adopted(data.adopted, observed, codes, catalogue)
    not_applicable, na_problems = check_not_applicable(data.not_applicable, codes)
    events, event_problems = check_events(data.events, codes, catalogue)
    progress, progress_problems = check_progress(data.progress, codes)
    evidence, evidence_problems = check_evidence(data.evidence, codes)
    duties, duty_problems = check_duties(data.duties, codes)
    problems = [
        *problems,
        *observed.problems,
        *assigned_problems,
        *attested_problems,
        *adopted_problems,
        *na_problems,
        *event_problems,
        *progress_problems,
        *(evidence_problems or _unknown_evidence(data.observations, evidence)),
        *duty_problems,
        *_unknown_documents(data),
    ]
    if problems:
        raise DataError(problems)
    return Facts(
        replace(observed, frame=_with_adopted(observed.frame, adopted)),
        data.districts,
        assigned,
        attestations,
        adopted,
        not_applicable,
        events,
        progress,
        evidence,
        duties,
        data.about,
    )


def _with_adopted(observations: pl.DataFrame, adopted: pl.DataFrame) -> pl.DataFrame:
    aside = pl.lit(value=False) if adopted.is_empty() else set_aside(observations, adopted)
    return observations.with_row_index("index").with_columns(aside.alias("set_aside"))


def _unknown_documents(data: Data) -> Iterator[Problem]:
    """Keys that tables name but the list of documents doesn't have; without a list, all go."""
    if not data.documents:
        return
    known = dict.fromkeys(data.documents)
    for frame, column in (
        (data.observations, "source"),
        (data.assigned, "document"),
        (data.attestations, "document"),
        (data.not_applicable, "document"),
        (data.events, "document"),
        (data.progress, "source"),
    ):
        findings = Findings(frame)
        findings.refuse_texts(
            column,
            Coded.of(frame[column]),
            known.__contains__,
            "未知文件 '{}'",
            lambda text: one_of(text, known),
        )
        yield from findings.problems


def _unknown_evidence(observations: pl.DataFrame, evidence: pl.DataFrame) -> Iterator[Problem]:
    """Evidence that figures name but the register of their district doesn't have."""
    findings = Findings(observations)
    for district, register in registers_of(evidence).items():
        own = (observations["district"] == district).fill_null(value=False)
        cells = observations["evidence"].filter(own).drop_nulls().unique()
        unclear = [cell for cell in cells if register.named(cell)[1]]
        bad = own & observations["evidence"].is_in(unclear).fill_null(value=False)
        wrong = "证明材料登记表里没有 '{}'，或有几份同名"
        findings.refuse(bad, "evidence", wrong, partial(_nearest_evidence, register))
    yield from findings.problems


def _nearest_evidence(register: Register, cell: str) -> str:
    offer = nearest(register.named(cell)[1][0], register.names)
    return f"写登记表里的材料编号或文件名{offer}"
