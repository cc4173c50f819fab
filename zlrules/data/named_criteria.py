"""Criteria that tables name by id, looked up in the rulesets that are assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.evidence import LISTED
from zlrules.data.findings import Findings
from zlrules.data.tables import Data
from zlrules.errors import Problem, nearest
from zlrules.loading.bound import BoundRuleset


def unknown_criteria(data: Data, rulesets: Iterable[BoundRuleset]) -> Iterator[Problem]:
    """Criteria of documents, answers, evidence and duties that their ruleset doesn't have.

    Nothing is said of rulesets that aren't assessed.
    """
    listed = pl.col("criterion").str.extract_all(LISTED)
    evidence = data.evidence.with_columns(listed).explode("criterion")
    given = (data.attestations, data.not_applicable, evidence, data.duties)
    tables = [table for table in given if not table.is_empty()]
    for bound in rulesets:
        name = bound.ruleset.name
        ids = frozenset(row.row.id for row in bound.rows())
        for table in tables:
            own = table.filter(pl.col("ruleset").is_in([bound.ruleset.id, name]))
            yield from _unknown(own, name, ids)


def _unknown(table: pl.DataFrame, ruleset: str, ids: frozenset[str]) -> Iterator[Problem]:
    def remedy(criterion: str) -> str:
        offer = nearest(criterion, ids)
        return f"zlrules rulesets show {ruleset} 列出编号{offer}；别的版本的，指标体系写成 id@版本"

    findings = Findings(table)
    wrong = f"{ruleset} 没有考核指标 '{{}}'"
    findings.refuse_texts(
        "criterion", Coded.of(table["criterion"]), ids.__contains__, wrong, remedy
    )
    yield from findings.problems
