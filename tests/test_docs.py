"""The documentation says what the program does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click import Context, Group
from pydantic import BaseModel

from zlrules import document, hookspecs
from zlrules.api import load_plugins
from zlrules.cli.root import zlrules as root_command
from zlrules.data import headers
from zlrules.loading.binding import bind
from zlrules.loading.catalogue import Catalogue, load_catalogue
from zlrules.loading.library import bundled
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import parse_yaml
from zlrules.models.cases import CasesFile
from zlrules.models.indicator import IndicatorFile
from zlrules.models.ruleset import Ruleset
from zlrules.models.workspace import WorkspaceFile
from zlrules.words import REASON_LABELS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FORMATS: Mapping[str, type[BaseModel]] = {
    "ruleset": Ruleset,
    "indicators": IndicatorFile,
    "cases": CasesFile,
    "workspace": WorkspaceFile,
}
_BLOCK = re.compile(
    r"(?P<marks>(?:^<!-- [^\n]+ -->\n)*)^```(?P<language>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[[^\]]+\]\((?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(language: str) -> Iterator[tuple[str, str, str]]:
    """The name, marks and body of every block in a language."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _BLOCK.finditer(text):
            if match["language"] == language:
                line = text[: match.start("body")].count("\n") + 1
                yield f"{page.relative_to(ROOT)}:{line}", match["marks"], match["body"]


PYTHON = {name: body for name, marks, body in blocks("python") if "file:" not in marks}
VALIDATED = {
    name: (found[1], body)
    for name, marks, body in blocks("yaml")
    if (found := re.search(r"<!-- validate: (\w+) -->", marks))
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_blocks_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(PYTHON[name], name, "exec"), {"__name__": "example"})


def test_there_are_blocks_of_every_kind() -> None:
    assert PYTHON
    assert {kind for kind, _ in VALIDATED.values()} == set(FORMATS)


@pytest.mark.parametrize("name", VALIDATED)
def test_yaml_blocks_are_valid(name: str) -> None:
    kind, body = VALIDATED[name]
    file = parse_yaml(body, name)
    parsed = parse(file, FORMATS[kind])
    if isinstance(parsed, Ruleset):
        own = [
            indicator
            for inner, text in VALIDATED.values()
            if inner == "indicators"
            for indicator in parse(parse_yaml(text, name), IndicatorFile).indicators
        ]
        catalogue = Catalogue([*load_catalogue([bundled() / "indicators"]), *own])
        bind(parsed, file, load_plugins().operators(), catalogue, "")


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    titles = (match["title"].lower() for match in _HEADING.finditer(path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.finditer(page.read_text(encoding="utf-8")):
        if link["path"].startswith(("http://", "https://")):
            continue
        target = page.parent / link["path"] if link["path"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in anchors(target), link[0]


def test_every_page_is_reached_from_the_contents() -> None:
    contents = read("docs/README.md") + read("docs/decisions/README.md")
    names = [page.name for page in PAGES if page.is_relative_to(ROOT / "docs")]
    assert [name for name in names if name != "README.md" and name not in contents] == []


def test_every_hook_has_a_heading() -> None:
    hooks = [name for name in dir(hookspecs) if name.startswith("zlrules_")]
    headings = [match["title"] for match in _HEADING.finditer(read("docs/developers/plugins.md"))]
    assert hooks
    assert [name for name in hooks if name not in headings] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_command_is_in_the_table(page: str) -> None:
    rows = [line for line in read(page).splitlines() if line.startswith("| `zlrules ")]
    listed = {row.split()[2].strip("`") for row in rows}
    context = Context(root_command)
    assert listed == set(root_command.list_commands(context))
    for row in rows:
        command = root_command.get_command(context, row.split()[2].strip("`"))
        if isinstance(command, Group):
            assert all(f"`{name}`" in row or f" {name}`" in row for name in command.commands)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_first_block_is_what_ci_runs(page: str) -> None:
    first = next(_BLOCK.finditer(read(page)))
    assert first["language"] == "sh"
    assert first["body"].splitlines() == [
        "python -m pip install . && zlrules assess fixtures/zhonglou",
        'python -m pip install -e ".[dev]" && python -m pytest',
    ]


def test_every_dependency_has_a_decision() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    names = [re.split(r"[<>=\[]", one)[0] for one in project["dependencies"]]
    decisions = "".join(path.read_text("utf-8") for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert [name for name in names if name not in decisions.lower()] == []


def test_every_reason_is_explained() -> None:
    page = read("docs/zh/verdicts.md")
    rows = [f"| `{reason}` | {label} |" for reason, label in REASON_LABELS.items()]
    assert [row for row in rows if row not in page] == []


def test_every_json_field_is_explained() -> None:
    page = read("docs/zh/json.md")
    sections = {
        title: text
        for title, text in re.findall(
            r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL
        )
        if title in vars(document)
    }
    assert "ResultDocument" in sections
    for title, text in sections.items():
        model: type[BaseModel] = getattr(document, title)
        explained = set(
            re.findall(r"`(\w+)`", "".join(re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)))
        )
        fields = {field.alias or name for name, field in model.model_fields.items()}
        assert explained == fields, title


def test_every_measure_and_status_is_explained() -> None:
    page = read("docs/zh/data.md")
    words = [*headers.MEASURES.items(), *headers.STATUSES.items()]
    assert [chinese for chinese, _ in words if chinese not in page] == []
    assert all(f"`{bound}`" in page for bound in headers.BOUNDS)


def test_no_page_names_a_place_outside_the_project() -> None:
    outside = re.compile(r"(?<=[\s`(\"'])/[a-z]+/\w|\bdesign §")
    found = [
        f"{page.name}: {match[0]}"
        for page in PAGES
        for match in outside.finditer(page.read_text("utf-8"))
    ]
    assert found == []
