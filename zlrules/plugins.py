"""The plugin manager: what is loaded, in which order, and what each plugin provides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import Distribution, EntryPoint, entry_points
from inspect import isroutine
from typing import NamedTuple, Protocol, TypeVar

import pluggy

from zlrules import hookspecs
from zlrules.errors import PluginError, Problem, one_of
from zlrules.extensions import Command, Export, FileReport, JsonDocument, Operator, Reader, Report

DISTRIBUTION = "zlrules"

KINDS = ("operators", "reports", "file_reports", "exports", "readers", "commands", "documents")
"""What plugins can hand over."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Provided = TypeVar("Provided", bound=_Named)


class LoadedPlugin(NamedTuple):
    """A plugin as users see it.

    Attributes:
        module: The module it was loaded from.
        provides: What it hands over, by kind: ``{"operators": ("at_least", …)}``.
    """

    name: str
    distribution: str
    version: str
    module: str
    provides: Mapping[str, tuple[str, ...]]


class _Loaded(NamedTuple):
    name: str
    distribution: str
    version: str
    module: str
    plugin: object


@dataclass(frozen=True, eq=False, repr=False)
class Plugins:
    """The loaded plugins. Each kind of object is looked up by name, sorted by name."""

    _manager: pluggy.PluginManager
    _loaded: tuple[_Loaded, ...]
    _cache: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def operators(self) -> Mapping[str, Operator]:
        """The ways to judge, by name."""
        return self._by_name("zlrules_operators", "判定方式", Operator)

    def reports(self) -> Mapping[str, Report]:
        """The forms of output, by name."""
        return self._by_name("zlrules_reports", "报告格式", Report)

    def file_reports(self) -> Mapping[str, FileReport]:
        """The forms of output in one file that isn't text, by name; none is that of a report."""
        found = self._by_name("zlrules_file_reports", "文件格式", FileReport)
        _refuse_both(found, self.reports(), "既是报告格式，又是文件格式")
        return found

    def exports(self) -> Mapping[str, Export]:
        """The forms of output in folders of files, by name; none has the name of a report."""
        exports = self._by_name("zlrules_exports", "输出格式", Export)
        _refuse_both(exports, self.reports(), "既是报告格式，又是输出格式")
        _refuse_both(exports, self.file_reports(), "既是文件格式，又是输出格式")
        return exports

    def readers(self) -> Mapping[str, Reader]:
        """The readers of table files, by suffix."""
        readers = self._by_name("zlrules_readers", "读取器", Reader)
        by_suffix: dict[str, Reader] = {}
        for reader in readers.values():
            for suffix in reader.suffixes:
                if suffix in by_suffix:
                    names = f"'{by_suffix[suffix].name}' 和 '{reader.name}'"
                    wrong = f"后缀 '{suffix}' 有两个读取器：{names}"
                    raise PluginError([Problem("插件", 0, suffix, wrong, "用 --disable 停用其一")])
                by_suffix[suffix] = reader
        return by_suffix

    def commands(self) -> Mapping[str, Command]:
        """The commands that plugins add, by name."""
        return self._by_name("zlrules_commands", "命令", Command)

    def documents(self) -> Mapping[str, JsonDocument]:
        """The JSON documents that commands of plugins print, by name."""
        return self._by_name("zlrules_documents", "JSON 格式", JsonDocument)

    def listing(self) -> list[LoadedPlugin]:
        """Every loaded plugin with what it provides, sorted by name.

        Raises:
            PluginError: A plugin breaks the contract of one of its hooks.
        """
        self._check_all()
        return [
            LoadedPlugin(
                one.name, one.distribution, one.version, one.module, self._provides(one.plugin)
            )
            for one in sorted(self._loaded, key=lambda one: one.name)
        ]

    def _check_all(self) -> None:
        """Ask every hook, so that whatever is wrong with any plugin is told at once."""
        problems: list[Problem] = []
        written = (self.reports, self.file_reports, self.exports)
        for ask in (self.operators, *written, self.readers, self.commands, self.documents):
            try:
                ask()
            except PluginError as error:
                problems.extend(error.problems)
        if problems:
            raise PluginError(problems)

    def _provides(self, plugin: object) -> dict[str, tuple[str, ...]]:
        provided = {}
        for hook in KINDS:
            give: Callable[[], Iterable[_Named]] | None
            give = getattr(plugin, f"zlrules_{hook}", None)
            if give is not None:
                provided[hook] = tuple(sorted(one.name for one in give()))
        return provided

    def _by_name(self, hook: str, kind: str, expected: type[Provided]) -> Mapping[str, Provided]:
        if hook not in self._cache:
            self._cache[hook] = self._collect(hook, kind, expected)
        found: Mapping[str, Provided] = self._cache[hook]  # type: ignore[assignment]
        return found

    def _collect(self, hook: str, kind: str, expected: type[Provided]) -> dict[str, Provided]:
        problems: list[Problem] = []
        provider: dict[str, str] = {}
        found: dict[str, Provided] = {}
        for one in sorted(self._loaded, key=lambda one: one.name):
            for item in self._given(one, hook, problems):
                if not isinstance(item, expected):
                    wrong = f"{hook} 交出的不是 {expected.__name__}，而是 {type(item).__name__}"
                    problems.append(
                        Problem("插件", 0, one.name, wrong, "见 docs/developers/plugins.md")
                    )
                elif item.name in found:
                    wrong = f"{kind} '{item.name}' 重复，插件 {provider[item.name]} 已提供"
                    remedy = f"用 --disable {one.name} 停用其一"
                    problems.append(Problem("插件", 0, one.name, wrong, remedy))
                else:
                    found[item.name] = item
                    provider[item.name] = one.name
        if problems:
            raise PluginError(problems)
        return dict(sorted(found.items()))

    def _given(self, one: _Loaded, hook: str, problems: list[Problem]) -> list[object]:
        give: Callable[[], Iterable[object]] | None = getattr(one.plugin, hook, None)
        if give is None:
            return []
        try:
            return list(give())
        except Exception as error:  # noqa: BLE001 - a stranger's code may raise anything
            wrong = f"{hook} 出错（{type(error).__name__}: {_one_line(error)}）"
            problems.append(
                Problem("插件", 0, one.name, wrong, f"升级或用 --disable {one.name} 停用")
            )
            return []


def load_plugins(disabled: Collection[str] = (), *, only_builtin: bool = False) -> Plugins:
    """Load the plugins of the entry-point group ``zlrules``, in the order of their names.

    Args:
        disabled: Names of plugins that are not to be loaded.
        only_builtin: Load only those that come with zlrules.

    Raises:
        PluginError: A plugin can't be imported, two share a name, a hook is misspelt, or a
            disabled name doesn't exist.
    """
    found = sorted(entry_points(group=hookspecs.PROJECT), key=lambda point: point.name)
    problems = [
        Problem(
            "--disable",
            0,
            name,
            "没有这个插件",
            f"可用: {', '.join(point.name for point in found)}",
        )
        for name in disabled
        if name not in {point.name for point in found}
    ]
    origins = {dist: _origin(dist) for dist in {point.dist for point in found}}
    wanted = [
        point
        for point in found
        if point.name not in disabled
        and not (only_builtin and origins[point.dist][0] != DISTRIBUTION)
    ]
    loaded: dict[str, _Loaded] = {}
    for point in wanted:
        one = _load(point, *origins[point.dist], problems)
        if one is None:
            continue
        if one.name in loaded and one.module != loaded[one.name].module:
            wrong = f"名称重复：{loaded[one.name].distribution} 和 {one.distribution} 都提供"
            problems.append(Problem("插件", 0, one.name, wrong, "卸载其一"))
        loaded.setdefault(one.name, one)
    return register(loaded.values(), problems)


def register(loaded: Iterable[_Loaded], problems: Iterable[Problem] = ()) -> Plugins:
    """Make a manager of plugins that are already imported, and check their hooks.

    Args:
        problems: What went wrong so far; raised together with what goes wrong here.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    found = list(problems)
    kept = tuple(loaded)
    for one in kept:
        own = _hook_problems(one)
        try:
            manager.register(one.plugin, one.name)
            manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            remedy = f"改正插件，或用 --disable {one.name} 停用"
            wrong = f"钩子不合规（{_one_line(error)}）"
            own = own or [Problem("插件", 0, one.name, wrong, remedy)]
            if manager.has_plugin(one.name):
                manager.unregister(name=one.name)
        found.extend(own)
    if found:
        raise PluginError(found)
    return Plugins(manager, kept)


def _hook_problems(one: _Loaded) -> list[Problem]:
    """Functions that look like hooks but aren't any: misspelt, or not marked."""
    known = {name for name in dir(hookspecs) if name.startswith("zlrules_")}
    problems = []
    for name in dir(one.plugin):
        function = getattr(one.plugin, name)
        if not name.startswith("zlrules_") or not isroutine(function):
            continue
        if name not in known:
            remedy = f"{one_of(name, known)}；改正插件，或用 --disable {one.name} 停用"
            problems.append(Problem("插件", 0, one.name, f"没有钩子 '{name}'", remedy))
        elif getattr(function, "zlrules_impl", None) is None:
            wrong = f"{name} 没有 @zlrules.hookimpl 标记，不会被调用"
            problems.append(Problem("插件", 0, one.name, wrong, "加上标记"))
    return problems


def _refuse_both(names: Iterable[str], others: Collection[str], wrong: str) -> None:
    """Refuse names that stand for two forms of output."""
    both = sorted(name for name in names if name in others)
    if both:
        raise PluginError(Problem("插件", 0, name, wrong, "用 --disable 停用其一") for name in both)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _load(
    point: EntryPoint, distribution: str, version: str, problems: list[Problem]
) -> _Loaded | None:
    try:
        plugin = point.load()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        wrong = f"导入失败（{distribution} {version}，{type(error).__name__}: {_one_line(error)}）"
        remedy = f"重新安装 {distribution}，或用 --disable {point.name} 停用"
        problems.append(Problem("插件", 0, point.name, wrong, remedy))
        return None
    return _Loaded(point.name, distribution, version, point.value, plugin)


def _origin(dist: Distribution | None) -> tuple[str, str]:
    """Name and version; asking the distribution for each would read its metadata every time."""
    about = dist.metadata if dist else {"Name": "?", "Version": "?"}
    return about["Name"], about["Version"]
