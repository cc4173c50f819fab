"""Folding, places and quotes, on cases kept as data."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from zlrules_sources.finding import find
from zlrules_sources.folding import fold
from zlrules_sources.passages import Passage
from zlrules_sources.places import read_place
from zlrules_sources.resolving import PlaceError
from zlrules_sources.structure import read_passages

HERE = Path(__file__).parent
CASES: list[dict[str, str]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
SAME: list[tuple[str, str]] = yaml.safe_load((HERE / "folding.yaml").read_text(encoding="utf-8"))
GOOD = [case for case in CASES if "wrong" not in case]
BAD = [case for case in CASES if "wrong" in case]


def case_name(case: dict[str, str]) -> str:
    return f"{case['place']} {case['quote']}"


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return read_passages((HERE / "workspace/documents/report.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("printed", "same"), SAME)
def test_folds(printed: str, same: str) -> None:
    assert fold(printed) == fold(same)


@pytest.mark.parametrize("text", ["19.5", "≥40", "<1", "-1.1", "ⅠⅡ"])
def test_folding_keeps_what_makes_a_difference(text: str) -> None:
    assert len({fold(text), fold(text[:-1]), fold(text[1:])}) == 3


@pytest.mark.parametrize("case", GOOD, ids=case_name)
def test_finds(case: dict[str, str], passages: tuple[Passage, ...]) -> None:
    find(case["quote"], case["place"], passages)


@pytest.mark.parametrize("case", BAD, ids=case_name)
def test_refuses(case: dict[str, str], passages: tuple[Passage, ...]) -> None:
    with pytest.raises(PlaceError) as caught:
        find(case["quote"], case["place"], passages)
    assert case["wrong"] in f"{caught.value.wrong}; {caught.value.remedy}"


def test_a_printed_line_is_broken_anywhere(passages: tuple[Passage, ...]) -> None:
    text = "一、质量。\n全区在全年共计完成了大气污染防治的治理改造工程三\n十项，全部完成。\n"
    assert find("工程三十项", "一、", read_passages(text)).offset == 21


def test_an_empty_quote_is_nowhere(passages: tuple[Passage, ...]) -> None:
    with pytest.raises(PlaceError):
        find(" ", "第一章", passages)


@pytest.mark.parametrize(
    ("place", "steps"),
    [
        ("第一章第一节 表1 第6行", "heading heading table row"),
        ("第二章第四节 表 2 第 8 行 氮氧化物减排量", "heading heading table row word"),
        ("一、（一）大气环境质量", "heading heading"),
        ("第一段 一是治污攻坚持续纵深推进", "nth item"),
        ("第一章 “成效”段（前半）", "heading quoted"),
        ("", ""),
    ],
)
def test_takes_places_apart(place: str, steps: str) -> None:
    assert [step.kind for step in read_place(place)] == steps.split()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\t\t\n",
        "\t1\t\n\t\t\n",
        "序号\n1\t2\t3\t4\n",
        "表 1\n序号\t\n\t\t\t\n9\t\n",
        "一、\n" * 50,
    ],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert all(passage.text is not None for passage in read_passages(text))
