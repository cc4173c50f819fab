"""YAML is read as text with its lines, and refused when it isn't plain data."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from zlrules.errors import RulesetError
from zlrules.loading.yamlfile import DEEPEST, LARGEST, Value, YamlFile, parse_yaml, read_yaml

laws = settings(deadline=None, max_examples=80)
TEXT = """\
id: test/plan

documents:
  plan: {title: 甲, number: 1}
criteria:
  - id: a
    require:
      all:
        - {at_least: 1}
        - at_most:
            2
  - id: b
"""


def refused(text: str) -> list[str]:
    """What is said about a text."""
    with pytest.raises(RulesetError) as caught:
        parse_yaml(text, "x.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("id",), 1),
        (("documents", "plan", "number"), 4),
        (("criteria",), 6),
        (("criteria", 0), 6),
        (("criteria", 0, "require", "all", 0, "at_least"), 9),
        (("criteria", 0, "require", "all", 1, "at_most"), 11),
        (("criteria", 1, "id"), 12),
        (("criteria", 1, "title"), 12),
        (("nothing", "here"), 1),
    ],
)
def test_line_of_a_value(location: tuple[int | str, ...], line: int) -> None:
    assert parse_yaml(TEXT, "x.yaml").line(location) == line


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("criteria",), 5),
        (("criteria", 0, "require"), 7),
        (("criteria", 0, "require", "all", 1, "at_most"), 10),
        (("criteria", 0, "absent"), 6),
    ],
)
def test_line_of_a_key(location: tuple[int | str, ...], line: int) -> None:
    assert parse_yaml(TEXT, "x.yaml").key_place(location) == ("x.yaml", line)


@pytest.mark.parametrize(
    "written",
    [
        *("81.60", "010101", "0x10", "0o17", "0b1", "1e3", "1_000", "12:30", "190:20:30", "+1"),
        *("no", "yes", "on", "off", "true", "False", "NULL", "Null", ".inf", "-.Inf", ".nan"),
        *("2025-01-01", "2025-01-01T00:00:00Z", "320404", "劣Ⅴ", "<<", "=", "1,5", "81.6%"),
    ],
)
def test_scalars_stay_the_text_that_was_written(written: str) -> None:
    assert parse_yaml(f"a: {written}\n", "x.yaml").value == {"a": written}
    assert parse_yaml(f"{written}: a\n", "x.yaml").value == {written: "a"}


@laws
@given(st.decimals(allow_nan=False, allow_infinity=False, places=9))
def test_no_digit_of_a_number_is_lost(number: object) -> None:
    assert parse_yaml(f"a: {number:f}\n", "x.yaml").value == {"a": f"{number:f}"}


@laws
@given(st.dictionaries(st.text("abc甲乙 :#'\"{}[]-", min_size=1), st.text("abc甲乙 :#'\"{}[]\n\\")))
def test_quoted_text_comes_back_whole(content: dict[str, str]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    text = (
        "{" + ", ".join(f"{quoted(key)}: {quoted(value)}" for key, value in content.items()) + "}"
    )
    assert parse_yaml(text, "x.yaml").value == content


@pytest.mark.parametrize(
    ("written", "read"),
    [("", None), ("~", None), ("null", None), ("''", ""), ('"null"', "null"), ("'~'", "~")],
)
def test_only_what_is_left_out_is_nothing(written: str, read: str | None) -> None:
    assert parse_yaml(f"a: {written}\n", "x.yaml").value == {"a": read}


@pytest.mark.parametrize("tag", ["!!str 5", "! 5"])
def test_tags_that_change_nothing_are_allowed(tag: str) -> None:
    assert parse_yaml(f"a: {tag}\n", "x.yaml").value == {"a": "5"}


@pytest.mark.parametrize(
    "tag",
    [
        *(
            "!!int 5",
            "!!float 5",
            "!!bool no",
            "!!null x",
            "!!timestamp 2025-01-01",
            "!!binary aGk=",
        ),
        *("!!set {a}", "!!omap [a: 1]", "!own 5", "!!python/name:os.system x"),
        *("!!python/object/new:os.system [id]", "!!python/object/apply:time.sleep [9]"),
    ],
)
def test_other_tags_are_refused(tag: str) -> None:
    (problem,) = refused(f"a: 1\nb: {tag}\n")
    assert problem.startswith("x.yaml:2: 用了标签 ")


def test_aliases_are_refused_before_anything_grows() -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    text = "a: &a [x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{before}'] * 30)}]\n"
        for before, after in pairwise(names)
    )
    problems = refused(text)
    assert len(problems) == 25
    assert all("锚点和别名" in problem for problem in problems)


@pytest.mark.parametrize("text", ["&a {b: *a}", "a: &a [*a]", "a: *a", "a: &x 1\nb: {<<: *x}"])
def test_aliases_of_every_kind_are_refused(text: str) -> None:
    assert all("锚点和别名" in problem for problem in refused(text))


def test_an_alias_as_a_key_is_refused() -> None:
    assert any("锚点和别名" in problem for problem in refused("a: &x b\n*x : 1\n"))


def test_a_merge_key_merges_nothing() -> None:
    assert parse_yaml("a: {<<: {b: 1}}", "x.yaml").value == {"a": {"<<": {"b": "1"}}}


@pytest.mark.parametrize("levels", [DEEPEST + 2, 1000, 10_000, 200_000])
@pytest.mark.parametrize(
    ("open_", "close"), [("[", "]"), ("{a: ", "}"), ("[", ""), ("- ", "x"), ("? ", "")]
)
def test_nesting_without_end_is_refused(open_: str, close: str, levels: int) -> None:
    (problem,) = refused(open_ * levels + close * levels)
    assert problem == f"x.yaml:1: 嵌套超过 {DEEPEST} 层; 减少层数"


def test_nesting_that_a_ruleset_may_need_is_read() -> None:
    value: Value = parse_yaml("a: " + "[" * 40 + "]" * 40, "x.yaml").value["a"]
    depth = 0
    while value:
        assert isinstance(value, list)
        value = value[0] if value else None
        depth += 1
    assert depth == 39


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: x\0y\n", "x.yaml:2: 含有 YAML 不允许的字符 U+0000"),
        ("a: 1\n\n\x07: 2\n", "x.yaml:3: 含有 YAML 不允许的字符 U+0007"),
        ("\ufffe", "x.yaml:1: 含有 YAML 不允许的字符 U+FFFE"),
        ("", "x.yaml: 文件是空的"),
        ("\n  \n# 只有注释\n", "x.yaml: 文件是空的"),
        ("---\n", "x.yaml: 文件是空的"),
        ("null\n", "x.yaml: 文件是空的"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2: 还有一个 YAML 文档"),
        ("- a\n- b\n", "x.yaml:1: 最外层应为“键: 值”"),
        ("? [a]\n: b\n", "x.yaml:1: 键应为文字"),
        ("a: 1\n? {b: 1}\n: c\n", "x.yaml:2: 键应为文字"),
        ("a: [1, 2\nb: 3\n", "x.yaml:1: YAML 语法错误：方括号 [ 没有闭合"),
        ("a: [1, 2", "x.yaml:1: 方括号 [ 没有闭合，文件似乎不完整"),
        ('a: 1\nb: "x\n', "x.yaml:2: 引号没有闭合，文件似乎不完整"),
        ("a: 1\nb：2\nc: 3\n", "x.yaml:2: YAML 语法错误：这一行没有“: ”"),
        ("a: 1\nb: c: d\n", "x.yaml:2: YAML 语法错误：这里不能有“: ”"),
        ("a:\n  - 1\n 2\n", "x.yaml:3: YAML 语法错误"),
        ("a: @b\n", "x.yaml:1: YAML 语法错误：值不能以这个字符开头"),
        ("a: - b\n", "x.yaml:1: YAML 语法错误：这里不能有“- ”"),
        ('a: "\\q"\n', "x.yaml:1: YAML 语法错误：双引号里有不认识的"),
        ("a: [1,, 2]\n", "x.yaml:1: YAML 语法错误：这里缺少内容"),
        ("a:\n\tb: 1\n", "x.yaml:2: 缩进用了制表符（Tab）"),
        ("%YAML 3.0\n---\na: 1\n", "x.yaml:1: YAML 语法错误"),
    ],
)
def test_what_is_said_of_bad_yaml(text: str, said: str) -> None:
    (problem,) = refused(text)
    assert problem.startswith(said)
    assert "found" not in problem
    assert "expected" not in problem


def lines_told(text: str) -> list[int]:
    """The lines of the mistakes in a text; none when it is read."""
    try:
        parse_yaml(text, "x.yaml")
    except RulesetError as error:
        return [problem.line for problem in error.problems]
    return []


@laws
@given(st.text("ab:- \n\t[]{}\"'&*!|>%@?#,甲", max_size=40))
def test_any_text_is_read_or_refused_at_lines_of_its_own(text: str) -> None:
    assert all(0 <= line <= text.count("\n") + 1 for line in lines_told(text))


@laws
@given(st.integers(0, len(TEXT)))
def test_a_file_cut_anywhere_has_one_mistake_at_most(end: int) -> None:
    assert len(lines_told(TEXT[:end])) <= 1


def test_repeated_keys_leave_the_first_and_are_remembered() -> None:
    file = parse_yaml("a: 1\nb: {c: 1,\n  c: 2}\na: 3\na: 4\n", "x.yaml")
    assert file.value == {"a": "1", "b": {"c": "1"}}
    assert [str(problem) for problem in file.repeated] == [
        "x.yaml:3: 键 'c' 重复; 第 2 行已有，只留一个",
        "x.yaml:4: 键 'a' 重复; 第 1 行已有，只留一个",
        "x.yaml:5: 键 'a' 重复; 第 1 行已有，只留一个",
    ]


def read(folder: Path, content: bytes) -> YamlFile:
    """Read a file with a content."""
    (folder / "x.yaml").write_bytes(content)
    return read_yaml(folder / "x.yaml", "x.yaml")


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbfa: \xe7\x94\xb2\n", b"a: \xe7\x94\xb2\r\nb: 1\r\n", b"a: \xe7\x94\xb2"],
)
def test_byte_order_marks_and_line_ends_of_windows_are_read(content: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, content).value["a"] == "甲"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: 甲\n".encode("gbk"), 2),
        ("a: 1\n".encode("utf-16"), 1),
        (b"a: 1\n\n\nb: \xff\n", 4),
        ("a: 甲".encode()[:-1], 1),
    ],
)
def test_other_encodings_are_refused(content: bytes, line: int, tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match=f"^x.yaml:{line}: 不是 UTF-8 编码"):
        read(tmp_path, content)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(RulesetError, match="文件过大"):
        read_yaml(tmp_path / "x.yaml")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match="没有这个文件"):
        read_yaml(tmp_path / "x.yaml")
    with pytest.raises(RulesetError, match="没有这个文件"):
        read_yaml(tmp_path / "x.yaml" / "y.yaml")
    with pytest.raises(RulesetError, match="是文件夹，不是文件"):
        read_yaml(tmp_path)


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to(tmp_path / "x.yaml")
    with pytest.raises(RulesetError, match="读不了文件"):
        read_yaml(tmp_path / "x.yaml")
