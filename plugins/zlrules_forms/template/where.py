"""For which ruleset and district a form is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zlrules import (
    BoundRuleset,
    Plugins,
    Problem,
    ZlrulesError,
    one_of,
    open_library,
    open_workspace,
    read_data,
)
from zlrules_forms.template.forms import District
from zlrules_forms.template.known import Known, known_in


@dataclass(frozen=True)
class Where:
    """A ruleset, the district that reports on it, and what is known of that already."""

    bound: BoundRuleset
    district: District
    known: Known


def find_where(
    ruleset: str, year: int, folder: Path | None, district: str | None, plugins: Plugins
) -> Where:
    """Find what a form is for.

    Args:
        ruleset: Id, id and edition, or path; the edition of the year unless one is named.
        folder: The workspace.
        district: Code; the only one there is unless given.

    Raises:
        ZlrulesError: The ruleset or the workspace is wrong, or the district isn't clear.
    """
    folders = [] if folder is None else [open_workspace(folder).rulesets]
    library = open_library(plugins, folders)
    bound = library.load_entry(library.find(ruleset, None, year))
    if not bound.criteria:
        wrong = "没有考核指标（适用标准文本未取得），没有可填的"
        raise ZlrulesError([Problem(bound.ruleset.name, 0, "", wrong, "换用其他版本")])
    if folder is None:
        return Where(bound, _without_workspace(bound, district), Known())
    place = _in_workspace(folder, district, plugins)
    return Where(bound, place, known_in(folder, place.code, bound.catalogue, plugins))


def _without_workspace(bound: BoundRuleset, district: str | None) -> District:
    meant = bound.ruleset.applies_to.district
    return District(district or (meant[0] if len(meant) == 1 else ""))


def _in_workspace(folder: Path, district: str | None, plugins: Plugins) -> District:
    codes = read_data(folder, plugins).districts.select("code", "name").drop_nulls("code")
    names: dict[str, str] = dict(codes.iter_rows())
    if district is None and len(names) == 1:
        (district,) = names
    if district not in names:
        wrong = f"没有行政区 '{district}'" if district else f"有 {len(names)} 个行政区"
        remedy = f"用 --district 写明；{one_of(district or '', names)}"
        raise ZlrulesError([Problem(str(folder), 0, "行政区", wrong, remedy)])
    return District(district, names[district])
