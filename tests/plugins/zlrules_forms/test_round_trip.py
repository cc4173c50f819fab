"""A form filled in and imported comes to the same verdicts as the same data typed as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.plugins.zlrules_forms.forms_at_hand import (
    FIXTURES,
    HEADER,
    FilledForm,
    Value,
    form,
    run,
    workspace,
)

CITIES = [
    ("hedu", "990181", "national/zone-county@2019", "2020"),
    ("hedu", "990182", "national/zone-county@2019", "2020"),
    ("yunchuan", "990100", "national/zone-city@2024", "2024"),
    ("yunchuan", "990200", "national/zone-city@2024", "2024"),
]
MEASURES = {"变化率": "change_pct", "变化百分点": "change_pp", "": "value"}
TOLD = ("来源", "位置", "原文", "证明材料", "界限", "数据状态", "截至日期")
STATED = ("性质", "出具单位", "文件", "位置", "原文")
HAPPENED = ("等级", "日期", "责任单位", "整改完成日期", "文件", "位置", "原文")


class City:
    """An example district: all that is known of it, as CSV."""

    def __init__(self, fixture: str, code: str, ruleset: str, year: str) -> None:
        self.folder = FIXTURES / fixture
        self.code = code
        self.ruleset = ruleset
        self.year = year
        listed = yaml.safe_load((self.folder / "zlrules.yaml").read_text(encoding="utf-8"))
        self.observations: list[str] = listed["data"]["observations"]
        self.kinds = {one.id: one.name for one in zlrules_catalogue()}

    def rows(self, *names: str) -> list[dict[str, str]]:
        """The rows about it in some data files."""
        found = []
        for name in names:
            with (self.folder / "data" / name).open(encoding="utf-8-sig", newline="") as file:
                found += [row for row in csv.DictReader(file) if row["行政区"] == self.code]
        return found

    def figures(self) -> list[dict[str, str]]:
        return self.rows(*(Path(name).name for name in self.observations))

    def emptied(self, folder: Path) -> Path:
        """Its workspace before anything but the districts and the targets is known."""
        own = workspace(folder, self.folder.name)
        text = (own / "zlrules.yaml").read_text(encoding="utf-8")
        kept = [
            line
            for line in text.splitlines()
            if not line.strip().startswith(("observations", "attestations", "events", "not_app"))
        ]
        (own / "zlrules.yaml").write_text("\n".join(kept) + "\n", encoding="utf-8")
        return own

    def typed(self, folder: Path, facts: Collection[tuple[str, ...]]) -> Path:
        """Its workspace with these figures as CSV."""
        own = workspace(folder, self.folder.name)
        for name in self.observations:
            with (own / name).open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            kept = [row for row in rows if row["行政区"] == self.code and fact(row) in facts]
            with (own / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(kept)
        return own

    def fill(self, filled: FilledForm) -> Collection[tuple[str, ...]]:
        """Fill in all that is known; gives the facts that the form asked for."""
        known = {fact(row): row for row in self.figures()}
        answers = {
            (row["考核指标"], row["时期"]): row
            for row in self.rows("not_applicable.csv")
            if row["指标体系"] in self.ruleset
        }
        facts = []
        for number, asked in enumerate(filled.rows(), HEADER + 1):
            of = (asked["指标编号"], asked["时期"], asked["度量"], asked["基期"])
            facts.append(of)
            answer = answers.get((asked["考核指标编号"], asked["时期"]))
            if of in known:
                told = {header: known[of].get(header) or None for header in TOLD}
                filled.put(number, {**told, "数值或状态": as_typed(known[of])})
            elif answer:
                told = {"不适用原因": answer["原因"], "不适用依据": answer["文件"]}
                filled.put(number, {**told, "位置": answer["位置"], "原文": answer["原文"]})
        if "书面证明" not in filled.book.sheetnames:
            return facts
        self._fill_statements(filled)
        for number, row in enumerate(self.rows("events.csv"), HEADER + 1):
            cells: dict[str, Value] = {header: row[header] or None for header in HAPPENED}
            filled.put(number, {**cells, "事件": self.kinds[row["事件"]]}, "事件")
        return facts

    def _fill_statements(self, filled: FilledForm) -> None:
        rows = [row for row in self.rows("attestations.csv") if row["指标体系"] in self.ruleset]
        blank = HEADER + 1 + sum(bool(row["考核指标编号"]) for row in filled.rows("书面证明"))
        for number, row in enumerate(rows, blank):
            told: dict[str, Value] = {header: row[header] or None for header in STATED}
            more = {
                "文件日期": row["日期"] or None,
                "证明的时期": row["时期"],
                "序号": row["考核指标"],
            }
            filled.put(number, {**told, **more}, "书面证明")


def fact(row: Mapping[str, str]) -> tuple[str, ...]:
    """Of what a row of a data file is."""
    return (row["指标"], row["时期"], MEASURES[row.get("度量", "")], row.get("基期", ""))


def zlrules_catalogue() -> Any:
    import zlrules

    return zlrules.open_library(zlrules.load_plugins()).catalogue


def as_typed(row: dict[str, str]) -> Value:
    """A figure as people type it: as a number where a number says all of it, else as text."""
    value = row["数值"]
    if not value:
        return row["状态"]
    return float(value) if f"{float(value):.15g}" == value else value


def assessed(folder: Path, city: City) -> dict[str, Any]:
    """What an assessment says of the city, but for where the figures stand."""
    asked = ("--ruleset", city.ruleset, "--year", city.year, "--format", "json")
    told = json.loads(run("assess", folder, *asked))
    (one,) = [each for each in told["assessments"] if each["district"]["code"] == city.code]
    for result in one["results"]:
        for source in result["sources"]:
            source["place"] = None
    return dict(one)


@pytest.mark.parametrize("city", CITIES, ids=[f"{name} {code}" for name, code, *_ in CITIES])
def test_what_comes_back_in_a_form_is_what_was_typed(
    city: tuple[str, str, str, str], tmp_path: Path
) -> None:
    of = City(*city)
    own = of.emptied(tmp_path)
    filled = form(tmp_path, of.ruleset, "-w", own, "--district", of.code, year=of.year)
    facts = of.fill(filled)
    told = run("data", "import", filled.save(), "-w", own)
    assert "改动 0，相同 0" in told, told
    imported, typed = assessed(own, of), assessed(of.typed(tmp_path / "csv", facts), of)
    for ours, theirs in zip(imported.pop("results"), typed.pop("results"), strict=True):
        assert ours == theirs
    assert imported == typed
