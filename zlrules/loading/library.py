"""Where rulesets and the catalogue lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from zlrules.errors import Problem, RulesetError, nearest
from zlrules.extensions import Operator
from zlrules.loading.binding import read_ruleset
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.catalogue import Catalogue, load_catalogue
from zlrules.loading.same import with_places
from zlrules.loading.yamlfile import YamlFile, read_head, read_yaml
from zlrules.models.ruleset import InForce

CASES_SUFFIX = ".tests.yaml"


def bundled() -> Path:
    """The folder of the rulesets that come with zlrules."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "rulesets"
    in_checkout = (package.parent / "pyproject.toml").is_file() and beside.is_dir()
    return beside if in_checkout else package / "rulesets"


def is_path(name: str) -> bool:
    """Whether a ruleset is named by its file."""
    return name.endswith((".yaml", ".yml"))


class Entry(NamedTuple):
    """A ruleset file and what its head says.

    Attributes:
        shown_as: How messages name the file.
        in_force: When the edition holds; None where the head doesn't say it properly.
        problems: Why its head can't be read; `Library.load_entry` raises them.
    """

    path: Path
    shown_as: str
    id: str
    edition: str
    in_force: InForce | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """``id@edition``."""
        return f"{self.id}@{self.edition}"

    def holds(self, when: int | date) -> bool:
        """Whether the edition holds in a year, or surely holds on a day."""
        if self.in_force is None:
            return False
        if isinstance(when, int):
            return self.in_force.covers(when)
        return self.in_force.holds_on(when) is True

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

    def find(self, name: str, base: Path | None = None, when: int | date | None = None) -> Entry:
        """Look a ruleset up.

        Args:
            name: ``id``, ``id@edition`` or a path to a file.
            base: Folder that relative paths start from; the current one unless given.
            when: The year or day whose edition is meant, should there be several and none named.

        Raises:
            RulesetError: There is no such ruleset, or several editions of it and not just one in
                force, or a file can't be read that might hold one.
        """
        if is_path(name):
            path = (base or Path()) / name
            if not path.is_file():
                raise RulesetError(_entry(path, name).problems)
            return _entry(path, shown_path(path))
        found = self._named(name, family=name.partition("/")[0]) or self._named(name)
        if len(found) == 1:
            return found[0]
        if found:
            return _in_force(name, found, when)
        entries = self.entries()
        names = [one.name for one in entries]
        remedy = f"可用: {', '.join(names)}{nearest(name, [*names, *(one.id for one in entries)])}"
        raise RulesetError([Problem(name, 0, "", "没有这个指标体系", remedy)])

    def _named(self, name: str, family: str | None = None) -> list[Entry]:
        """The editions that a name may mean.

        Args:
            family: Look into the folders of this family alone, so that the others needn't be read.
        """
        wanted, _, edition = name.partition("@")
        entries = sorted(self._scan(family), key=lambda entry: (entry.id, entry.edition))
        if unreadable := [problem for one in entries for problem in one.problems]:
            raise RulesetError(unreadable)
        return [one for one in entries if one.id == wanted and edition in ("", one.edition)]

    def load(self, name: str, base: Path | None = None) -> BoundRuleset:
        """Load a ruleset and bind it.

        Raises:
            RulesetError: It isn't there or is invalid; all mistakes at once.
        """
        return self.load_entry(self.find(name, base))

    def load_entry(self, entry: Entry) -> BoundRuleset:
        """Load the ruleset of an entry and bind it.

        Raises:
            RulesetError: It is invalid, or what it extends is, or it says the same as a row that
                isn't there.
        """
        bound = self._load(entry, ())
        return with_places(bound, lambda name: self._load(self.find(name), ()))

    def _load(self, entry: Entry, above: tuple[Entry, ...]) -> BoundRuleset:
        """Load a ruleset, without looking where else its promises stand.

        Args:
            above: The rulesets that extend it, the one asked for first.
        """
        if entry.problems:
            raise RulesetError(entry.problems)
        file = read_yaml(entry.path, entry.shown_as)
        catalogue = self._catalogue((*self.folders, *_own_folders(entry.path, self.folders)))
        sha256 = hashlib.sha256(entry.path.read_bytes()).hexdigest()
        if "extends" not in file.value:
            return read_ruleset(file, self.operators, catalogue, sha256)
        from zlrules.loading.overlay import read_overlay

        base = self._base(file, entry, above)
        return read_overlay(base, file, self.operators, catalogue, sha256)

    def _base(self, file: YamlFile, entry: Entry, above: tuple[Entry, ...]) -> BoundRuleset:
        """The ruleset that a file extends; one in its own ``rulesets`` folder will do, too."""
        name = file.value["extends"]
        if not isinstance(name, str) or "@" not in name:
            remedy = "写成 id@版本，如 national/zone-city@2024"
            raise _wrong_base(file, f"'{name or ''}' 没有写明版本", remedy)
        tree = entry.path.resolve().parent.parent
        beside = tree.name == "rulesets" and tree not in {one.resolve() for one in self.folders}
        try:
            base = Library([*self.folders, *([tree] if beside else [])], self.operators).find(name)
        except RulesetError as error:
            raise RulesetError([_at_extends(file, one) for one in error.problems]) from error
        chain = (*above, entry)
        if base.path.resolve() in {one.path.resolve() for one in chain}:
            names = " → ".join(one.name for one in (*chain, base))
            raise _wrong_base(file, f"循环：{names}", "去掉其中一处 extends")
        return self._load(base, chain)

    def _catalogue(self, folders: tuple[Path, ...]) -> Catalogue:
        if folders not in self._catalogues:
            inside = [folder / "indicators" for folder in folders]
            self._catalogues[folders] = load_catalogue(inside)
        return self._catalogues[folders]

    def _scan(self, family: str | None = None) -> Iterator[Entry]:
        for folder in self.folders:
            for path in sorted(folder.glob("*/*.yaml")):
                about_indicators = path.parent.name == "indicators"
                elsewhere = family not in (None, path.parent.name)
                if not (about_indicators or elsewhere or path.name.endswith(CASES_SUFFIX)):
                    yield _entry(path, shown_path(path))


def _wrong_base(file: YamlFile, wrong: str, remedy: str) -> RulesetError:
    return RulesetError([Problem(*file.place(("extends",)), "extends", wrong, remedy)])


def _at_extends(file: YamlFile, problem: Problem) -> Problem:
    """What is wrong with a name, told where the name stands; mistakes in files stay where they are."""
    if problem.line:
        return problem
    return Problem(
        *file.place(("extends",)), f"extends {problem.path}", problem.wrong, problem.remedy
    )


def _own_folders(path: Path, known: Sequence[Path]) -> list[Path]:
    """Folders beside a ruleset file that hold indicators of its own."""
    resolved = {folder.resolve() for folder in known}
    beside = [path.resolve().parent, path.resolve().parent.parent]
    return [one for one in beside if one not in resolved and (one / "indicators").is_dir()]


def _in_force(name: str, editions: Sequence[Entry], when: int | date | None) -> Entry:
    """The only edition that holds at a time."""
    held = [one for one in editions if when is not None and one.holds(when)]
    if len(held) == 1:
        return held[0]
    listed = "，".join(f"{one.name}（{one.in_force or '施行期未写'}）" for one in held or editions)
    wrong = "有几个版本"
    if when is not None:
        time = f"{when} 年" if isinstance(when, int) else f"{when} "
        wrong = f"{time}有几个版本施行" if held else f"{time}没有能确定施行的版本"
    raise RulesetError([Problem(name, 0, "", wrong, f"写明版本: {listed}")])


def _entry(path: Path, shown: str) -> Entry:
    try:
        head = read_head(path, shown, before="criteria")
    except RulesetError as error:
        return Entry(path, shown, shown, "", problems=error.problems)
    try:
        in_force = InForce.model_validate(head.get("in_force"))
    except ValidationError:
        in_force = None
    return Entry(path, shown, str(head.get("id")), str(head.get("edition")), in_force)


def shown_path(path: Path) -> str:
    """A path as messages show it: relative to the current folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
