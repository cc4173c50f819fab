"""What can be wrong with the user's input: every problem with its place, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake in a file, told as ``place: subject: what is wrong; what to do``.

    Attributes:
        path: The file, as the user named it, or a short name of what was looked at.
        line: Line (text files) or row (tables) in that file; 0 when the whole file is meant.
        subject: What the sentence is about, e.g. ``考核指标 air.good_days``.
        wrong: What is wrong.
        remedy: What is allowed, or what to do.
    """

    path: str
    line: int
    subject: str
    wrong: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        parts = [place, self.subject, self.wrong] if self.subject else [place, self.wrong]
        return ": ".join(parts) + (f"; {self.remedy}" if self.remedy else "")


class ZlrulesError(Exception):
    """The input can't be used. Holds every problem found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class RulesetError(ZlrulesError):
    """A ruleset, its cases or the indicator catalogue is invalid."""


class WorkspaceError(ZlrulesError):
    """The workspace file is invalid, or names what isn't there."""


class DataError(ZlrulesError):
    """A data table is invalid."""


class PluginError(ZlrulesError):
    """A plugin can't be loaded, or breaks the contract of its hook."""


class NotInForceError(ZlrulesError):
    """A ruleset doesn't apply to the district, or isn't in force in the year asked for."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name was probably meant, e.g. ``（是否想写 at_least？）``, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"（是否想写 {close[0]}？）" if close else ""


def one_of(name: str, known: Iterable[str], *, most: int = 30) -> str:
    """List what is allowed, with the nearest name offered."""
    names = sorted(known)
    listed = ", ".join(names[:most]) + (f" … 共 {len(names)} 个" if len(names) > most else "")
    return f"可用: {listed}{nearest(name, names)}"
