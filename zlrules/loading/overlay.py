"""A ruleset that extends another one: merged, bound, and held against its base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zlrules.errors import RulesetError
from zlrules.extensions import Operator
from zlrules.loading.binding import read_ruleset
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.catalogue import Catalogue
from zlrules.loading.extending import merge
from zlrules.loading.tightening import check_changes
from zlrules.loading.yamlfile import YamlFile


def read_overlay(
    base: BoundRuleset,
    file: YamlFile,
    operators: Mapping[str, Operator],
    catalogue: Catalogue,
    sha256: str,
) -> BoundRuleset:
    """Turn a YAML file and the ruleset that it extends into one ruleset and bind it.

    Raises:
        RulesetError: With every mistake, in the form, in what it names and in what it changes.
    """
    merged = merge(base.file, base.ruleset.name, file)
    try:
        bound = read_ruleset(merged.file, operators, catalogue, sha256)
    except RulesetError as error:
        raise RulesetError([*merged.problems, *error.problems]) from error
    problems = [*merged.problems, *check_changes(base, bound, merged.changes, file)]
    if problems:
        raise RulesetError(problems)
    return replace(bound, base=base)
