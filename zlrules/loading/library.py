"""Where rulesets and the catalogue lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zlrules.errors import Problem, RulesetError, nearest
from zlrules.extensions import Operator
from zlrules.loading.binding import read_ruleset
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.catalogue import Catalogue, load_catalogue
from zlrules.loading.yamlfile import YamlFile, read_yaml

CASES_SUFFIX = ".tests.yaml"


def bundled() -> Path:
    """The folder of the rulesets that come with zlrules."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "rulesets"
    in_checkout = (package.parent / "pyproject.toml").is_file() and beside.is_dir()
    return beside if in_checkout else package / "rulesets"


@dataclass(frozen=True)
class Entry:
    """A ruleset file and what its head says.

    Attributes:
        file: Its content; none when it can't be read.
        problems: Why it can't be read; `Library.load_entry` raises them.
    """

    path: Path
    id: str
    edition: str
    file: YamlFile | None
    problems: tuple[Problem, ...] = ()

    @property
    def cases(self) -> Path:
        """The file of its cases."""
        return self.path.with_name(self.path.name.removesuffix(".yaml") + CASES_SUFFIX)


class Library:
    """The rulesets of one or several folders, with their catalogue.

    Args:
        folders: Folders with ``indicators/*.yaml`` and ``<family>/<name>.yaml``.
        operators: The operators that rulesets may use.
    """

    def __init__(self, folders: Sequence[Path], operators: Mapping[str, Operator]) -> None:
        self.folders = tuple(folders)
        self.operators = operators
        self._catalogues: dict[tuple[Path, ...], Catalogue] = {}

    @property
    def catalogue(self) -> Catalogue:
        """The indicators of all folders."""
        return self._catalogue(self.folders)

    def entries(self) -> list[Entry]:
        """Every ruleset, sorted by id and edition."""
        return sorted(self._scan(), key=lambda entry: (entry.id, entry.edition))

    def find(self, name: str, base: Path | None = None) -> Entry:
        """Look a ruleset up.

        Args:
            name: ``id``, ``id@edition`` or a path to a file.
            base: Folder that relative paths start from; the current one unless given.

        Raises:
            RulesetError: There is no such ruleset, or several editions of it, or a file can't be
                read that might hold one.
        """
        if name.endswith((".yaml", ".yml")):
            path = (base or Path()) / name
            if not path.is_file():
                raise RulesetError(_entry(path, name).problems)
            return _entry(path, shown_path(path))
        wanted, _, edition = name.partition("@")
        entries = self.entries()
        if unreadable := [problem for one in entries for problem in one.problems]:
            raise RulesetError(unreadable)
        found = [one for one in entries if one.id == wanted and edition in ("", one.edition)]
        if len(found) == 1:
            return found[0]
        names = [f"{one.id}@{one.edition}" for one in entries]
        if found:
            editions = ", ".join(f"{one.id}@{one.edition}" for one in found)
            raise RulesetError([Problem(name, 0, "", "有几个版本", f"写明版本: {editions}")])
        remedy = f"可用: {', '.join(names)}{nearest(name, [*names, *(one.id for one in entries)])}"
        raise RulesetError([Problem(name, 0, "", "没有这个指标体系", remedy)])

    def load(self, name: str, base: Path | None = None) -> BoundRuleset:
        """Load a ruleset and bind it.

        Raises:
            RulesetError: It isn't there or is invalid; all mistakes at once.
        """
        return self.load_entry(self.find(name, base))

    def load_entry(self, entry: Entry) -> BoundRuleset:
        """Load the ruleset of an entry and bind it."""
        if entry.file is None:
            raise RulesetError(entry.problems)
        catalogue = self._catalogue((*self.folders, *_own_folders(entry.path, self.folders)))
        sha256 = hashlib.sha256(entry.path.read_bytes()).hexdigest()
        return read_ruleset(entry.file, self.operators, catalogue, sha256)

    def _catalogue(self, folders: tuple[Path, ...]) -> Catalogue:
        if folders not in self._catalogues:
            inside = [folder / "indicators" for folder in folders]
            self._catalogues[folders] = load_catalogue(inside)
        return self._catalogues[folders]

    def _scan(self) -> Iterator[Entry]:
        for folder in self.folders:
            for path in sorted(folder.glob("*/*.yaml")):
                if path.parent.name != "indicators" and not path.name.endswith(CASES_SUFFIX):
                    yield _entry(path, shown_path(path))


def _own_folders(path: Path, known: Sequence[Path]) -> list[Path]:
    """Folders beside a ruleset file that hold indicators of its own."""
    resolved = {folder.resolve() for folder in known}
    beside = [path.resolve().parent, path.resolve().parent.parent]
    return [one for one in beside if one not in resolved and (one / "indicators").is_dir()]


def _entry(path: Path, shown: str) -> Entry:
    try:
        file = read_yaml(path, shown)
    except RulesetError as error:
        return Entry(path, shown, "", None, error.problems)
    return Entry(path, str(file.value.get("id")), str(file.value.get("edition")), file)


def shown_path(path: Path) -> str:
    """A path as messages show it: relative to the current folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
