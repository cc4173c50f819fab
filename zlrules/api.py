"""What scripts call: load plugins, a ruleset and data, and assess."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from zlrules.assessment import Assessment
from zlrules.data.files import read_tables
from zlrules.data.tables import Data
from zlrules.evaluate import evaluate, today
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.library import Library, bundled
from zlrules.plugins import Plugins, load_plugins as _load_plugins
from zlrules.words import AssessmentKind
from zlrules.workspace import open_workspace, read_workspace


def load_plugins(disabled: Collection[str] = (), *, only_builtin: bool = False) -> Plugins:
    """Load the installed plugins; nothing is kept globally.

    Args:
        disabled: Names of plugins to leave out.
        only_builtin: Leave out all that don't come with zlrules.

    Raises:
        PluginError: A plugin can't be loaded.
    """
    return _load_plugins(disabled, only_builtin=only_builtin)


def open_library(plugins: Plugins, folders: Iterable[Path] = ()) -> Library:
    """Open the rulesets that come with zlrules, and those of further folders.

    Args:
        folders: Folders with ``<family>/<name>.yaml`` and ``indicators/*.yaml``.
    """
    return Library([bundled(), *folders], plugins.operators())


def load_ruleset(name: str, plugins: Plugins) -> BoundRuleset:
    """Load a ruleset by id (``zhonglou/14fyp``), id and edition (``…@2021``) or path.

    Raises:
        RulesetError: It isn't there or is invalid.
    """
    return open_library(plugins).load(name)


def read_data(source: str | Path | Mapping[str, Sequence[str | Path]], plugins: Plugins) -> Data:
    """Read the data of a workspace folder, or table files by the name of their table.

    Raises:
        WorkspaceError: The folder is no workspace.
        DataError: A file can't be read.

    Example:
        >>> data = read_data({"observations": ["a.csv", "b.parquet"]}, plugins)  # doctest: +SKIP
    """
    if not isinstance(source, Mapping):
        return read_workspace(open_workspace(Path(source)), plugins.readers())
    paths = {name: [Path(path) for path in listed] for name, listed in source.items()}
    frames, inputs = read_tables(paths, plugins.readers())
    return Data(
        observations=frames["observations"],
        districts=frames["districts"],
        assigned=frames["assigned"],
        attestations=frames["attestations"],
        adopted=frames["adopted"],
        not_applicable=frames["not_applicable"],
        events=frames["events"],
        progress=frames["progress"],
        evidence=frames["evidence"],
        duties=frames["duties"],
        inputs=inputs,
    )


def assess(
    jobs: Iterable[tuple[BoundRuleset, int]],
    data: Data,
    *,
    years: Sequence[int] = (),
    judged_on: date | None = None,
    as_reference: bool = False,
    plugins: Plugins | None = None,
    applications: Iterable[tuple[BoundRuleset, int]] = (),
    kind: AssessmentKind = AssessmentKind.ANNUAL,
) -> Assessment:
    """Assess any number of districts.

    Args:
        jobs: Rulesets, each with the year to assess; it must be in force in that year.
        years: Further years to assess each ruleset for.
        judged_on: Day of the judgement or application, on which written statements must still be
            valid, up to which events count and on which tasks are looked at; today unless given.
        applications: Rulesets that are applied under, each with the year of the figures; it must
            be in force on the day judged on.
        as_reference: Go on, marked as a reference, where a ruleset doesn't apply.
        plugins: For the record of the run in the document.
        kind: Which of a plan's evaluations it is; in mid-term and final ones, tasks of each year
            must have been done in every year.

    Raises:
        DataError: The data are invalid; every mistake at once.
        NotInForceError: A ruleset doesn't apply to a district or year.

    Example:
        >>> assessment = assess([(ruleset, 2025)], data)  # doctest: +SKIP
    """
    asked, applied = (
        [(bound, sorted({year, *years})) for bound, year in listed]
        for listed in (jobs, applications)
    )
    loaded = [(one.name, one.version) for one in plugins.listing()] if plugins else []
    return evaluate(
        asked,
        data,
        judged_on or today(),
        as_reference=as_reference,
        plugins=loaded,
        applications=applied,
        kind=kind,
    )
