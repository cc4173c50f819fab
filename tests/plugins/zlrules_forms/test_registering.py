"""Entries added to zlrules.yaml: only they are new, whatever way the file is written."""

from __future__ import annotations

import pytest
import yaml

from zlrules import ZlrulesError
from zlrules_forms.intake.registering import with_entries

FILES = {"observations": ["data/reported/observations.csv"]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "data:\n  observations: [data/a.csv]  # 手工\n",
            "data:\n  observations: [data/a.csv, data/reported/observations.csv]  # 手工\n",
        ),
        (
            "data:\n  observations:\n    - a.csv # 一\n    - b.csv\nassess: []\n",
            "data:\n  observations:\n    - a.csv # 一\n    - b.csv\n    - data/reported/observations.csv\nassess: []\n",
        ),
        (
            "# 头\ndata:\n  # 事件\n  events: [e.csv]\n",
            "# 头\ndata:\n  # 事件\n  events: [e.csv]\n  observations: [data/reported/observations.csv]\n",
        ),
        (
            "data: {events: [e.csv]}\n",
            "data: {events: [e.csv], observations: [data/reported/observations.csv]}\n",
        ),
        (
            "district: {code: '1'}",
            "district: {code: '1'}\n\ndata:\n  observations: [data/reported/observations.csv]\n",
        ),
        (
            "data:\n  observations: []\n",
            "data:\n  observations: [data/reported/observations.csv]\n",
        ),
    ],
)
def test_a_data_file_is_listed(before: str, after: str) -> None:
    assert with_entries(before, FILES, {}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "documents:\n  # 年报\n  report: {title: 年报}\n",
            'documents:\n  # 年报\n  report: {title: 年报}\n  "填报表.xlsx": {title: "填报表.xlsx"}\n',
        ),
        (
            "documents:\n  report:\n    title: 年报\n    # 没有文号\n\n# 数据\nassess: []\n",
            (
                'documents:\n  report:\n    title: 年报\n  "填报表.xlsx": {title: "填报表.xlsx"}\n'
                "    # 没有文号\n\n# 数据\nassess: []\n"
            ),
        ),
        (
            "documents: {report: {title: 年报}}\n",
            'documents: {report: {title: 年报}, "填报表.xlsx": {title: "填报表.xlsx"}}\n',
        ),
    ],
)
def test_a_document_is_listed(before: str, after: str) -> None:
    assert with_entries(before, {}, {"填报表.xlsx": "填报表.xlsx"}) == after


@pytest.mark.parametrize("name", ['a": {x: 1}', "a\nb: c", "是 #不是", "- x", "'=x", "\\n"])
def test_no_name_breaks_out_of_its_entry(name: str) -> None:
    text = with_entries("documents:\n  report: {title: 年报}\nassess: []\n", {}, {name: name})
    assert text.startswith("documents:\n  report: {title: 年报}\n")
    assert yaml.safe_load(text)["documents"][name] == {"title": name}


@pytest.mark.parametrize("before", ["data:\n", "data:\n  observations: a.csv\n"])
def test_what_cant_be_added_to_safely_is_told_line_by_line(before: str) -> None:
    with pytest.raises(ZlrulesError) as error:
        with_entries(before, FILES, {})
    assert str(error.value) == (
        "zlrules.yaml: 不能安全地自动登记; "
        "加上 data.observations: data/reported/observations.csv，再导入"
    )
