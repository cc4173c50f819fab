"""Scores districts against versioned rulesets, and says what is met, missed or not yet known.

Example:
    ::

        import zlrules

        plugins = zlrules.load_plugins()
        ruleset = zlrules.load_ruleset("zhonglou/14fyp", plugins)
        data = zlrules.read_data("fixtures/zhonglou", plugins)
        assessment = zlrules.assess([(ruleset, 2025)], data)
        print(assessment.decisions)

Names are imported when first used, so that the command line starts without Polars and pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zlrules.api import assess, load_plugins, load_ruleset, open_library, read_data
    from zlrules.assessment import Assessment
    from zlrules.binding import BoundRuleset, outside
    from zlrules.catalogue import Catalogue
    from zlrules.conditions import condition_holds
    from zlrules.data.tables import Data
    from zlrules.document import (
        AssessmentDocument,
        ResultDocument,
        RulesetAssessment,
        SourceDocument,
        to_json,
    )
    from zlrules.errors import DataError, PluginError, Problem, RulesetError, ZlrulesError, one_of
    from zlrules.extensions import MEASURED, Child, Command, Operator, Reader, Report, Requirement
    from zlrules.hookspecs import hookimpl
    from zlrules.interval import (
        UNBOUNDED,
        closed_high,
        closed_low,
        decimals_of,
        greatest_difference,
        is_open,
        least_difference,
    )
    from zlrules.models.base import Count, Day, Flag, Model, Number, Text, Year
    from zlrules.models.indicator import Indicator
    from zlrules.models.ruleset import Condition, Tree, Words
    from zlrules.node import Node, Quantity, all_of, any_of, reason_of, settled
    from zlrules.phrases import (
        basis_text,
        completeness_text,
        margin_text,
        outcome_label,
        period_text,
        source_text,
    )
    from zlrules.presentation import Table, conclusions, conflict_table, count_table
    from zlrules.series import Series
    from zlrules.verdicts import outcome_tables
    from zlrules.words import (
        ATTESTED_LABELS,
        NATURE_LABELS,
        REASON_LABELS,
        STATUS_LABELS,
        Attested,
        Decision,
        Kind,
        Nature,
        Outcome,
        Reason,
        decision_label,
    )

_HOMES = {
    "api": ("assess", "load_plugins", "load_ruleset", "open_library", "read_data"),
    "assessment": ("Assessment",),
    "binding": ("BoundRuleset", "outside"),
    "catalogue": ("Catalogue",),
    "conditions": ("condition_holds",),
    "data.tables": ("Data",),
    "document": (
        *("AssessmentDocument", "ResultDocument", "RulesetAssessment", "SourceDocument"),
        "to_json",
    ),
    "errors": ("DataError", "PluginError", "Problem", "RulesetError", "ZlrulesError", "one_of"),
    "extensions": (
        *("MEASURED", "Child", "Command", "Operator", "Reader", "Report", "Requirement"),
    ),
    "hookspecs": ("hookimpl",),
    "interval": (
        *("UNBOUNDED", "closed_high", "closed_low", "decimals_of", "greatest_difference"),
        *("is_open", "least_difference"),
    ),
    "models.base": ("Count", "Day", "Flag", "Model", "Number", "Text", "Year"),
    "models.indicator": ("Indicator",),
    "models.ruleset": ("Condition", "Tree", "Words"),
    "node": ("Node", "Quantity", "all_of", "any_of", "reason_of", "settled"),
    "phrases": (
        *("basis_text", "completeness_text", "margin_text", "outcome_label", "period_text"),
        "source_text",
    ),
    "presentation": ("Table", "conclusions", "conflict_table", "count_table"),
    "series": ("Series",),
    "verdicts": ("outcome_tables",),
    "words": (
        *("ATTESTED_LABELS", "NATURE_LABELS", "REASON_LABELS", "STATUS_LABELS", "Attested"),
        *("Decision", "Kind", "Nature", "Outcome", "Reason", "decision_label"),
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # noqa: PLE0604
    *_HOME_OF,
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'zlrules' has no attribute {name!r}")
    value: object = getattr(import_module(f"zlrules.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, imported or not."""
    return sorted({*globals(), *_HOME_OF})
