"""How the project is held together: layers, plugins as entry points, lists that agree, start-up."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import zlrules
from zlrules.cli.entry import run
from zlrules.cli.root import COMMANDS
from zlrules.schema import formats, schema_of

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILTIN = zlrules.load_plugins(only_builtin=True)
PLUGINS = sorted(path.name for path in (ROOT / "plugins").glob("zlrules_*"))


def test_every_plugin_folder_is_an_entry_point_of_ours() -> None:
    points = PROJECT["project"]["entry-points"]["zlrules"]
    assert sorted(points.values()) == PLUGINS
    assert {name: f"zlrules_{name}" for name in points} == points


@pytest.mark.parametrize(
    "listed",
    [
        PROJECT["tool"]["importlinter"]["root_packages"],
        PROJECT["tool"]["coverage"]["run"]["source_pkgs"],
        [
            name.removeprefix("plugins/")
            for name in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
        ],
    ],
    ids=["import-linter", "coverage", "wheel"],
)
def test_every_list_of_packages_names_all_plugins(listed: list[str]) -> None:
    assert sorted(listed) == ["zlrules", *PLUGINS]


def test_contracts_on_plugins_name_all_of_them() -> None:
    contracts = {one["name"]: one for one in PROJECT["tool"]["importlinter"]["contracts"]}
    assert contracts["Plugins use only the public surface"]["source_modules"] == PLUGINS
    assert contracts["Plugins don't import each other"]["modules"] == PLUGINS


def test_layers_are_kept() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_plugins_import_only_public_names() -> None:
    public = set(dir(zlrules))
    for path in (ROOT / "plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "zlrules":
                assert {alias.name for alias in node.names} <= public, path


LIBRARIES = ("polars", "pydantic", "tabulate", "yaml", "pint", "python_calamine", "openpyxl")
FILES = ("tabulate", "pint", "python_calamine", "openpyxl", "zlrules.data", "zlrules.workspace")
JUDGING = ("zlrules.facts", "zlrules.engine.scoring", "zlrules.document", "zlrules.telling")


SPARED = (
    {
        "--version": (*LIBRARIES, "importlib.metadata", "zlrules.plugins", "zlrules.words"),
        "--help": LIBRARIES,
        **dict.fromkeys((f"{name} --help" for name in COMMANDS), LIBRARIES),
        **dict.fromkeys(("data --help", "judge --help", "sources --help"), LIBRARIES),
        "rulesets test --help": LIBRARIES,
    },
    {
        "schema ruleset": ("yaml", *FILES, "zlrules.loading", "zlrules.engine.scoring"),
        "plugins": ("yaml", "pint", "python_calamine", "openpyxl", "zlrules.loading"),
    },
    {
        "rulesets check": (*FILES, *JUDGING),
        "rulesets list": ("pint", "python_calamine", "zlrules.data", *JUDGING),
        "indicators list": ("pint", "python_calamine", "zlrules.data", *JUDGING),
        "assess fixtures/zhonglou": (
            "pint",
            "python_calamine",
            "openpyxl",
            "zlrules.ruleset_tests",
        ),
    },
)
"""What commands do without, and so don't import; each group is run in this order in one process."""

IMPORTED = """\
import contextlib, io, json, sys
from zlrules.cli.entry import run

found = {}
for command, spared in json.load(sys.stdin).items():
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert run(command.split()) == 0, command
    assert said.getvalue(), command
    found[command] = [name for name in spared if name in sys.modules]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def imported() -> dict[str, list[str]]:
    """What was imported, when a command had run, of what it does without."""
    found: dict[str, list[str]] = {}
    for group in SPARED:
        done = subprocess.run(
            [sys.executable, "-c", IMPORTED],
            cwd=ROOT,
            input=json.dumps(group),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        found |= json.loads(done.stdout)
    return found


@pytest.mark.parametrize("command", [command for group in SPARED for command in group])
def test_a_command_imports_only_what_it_needs(command: str, imported: dict[str, list[str]]) -> None:
    assert imported[command] == []


def test_models_are_built_when_first_used() -> None:
    """Building the validators of all models takes longer than reading a ruleset."""
    code = (
        "import zlrules; plugins = zlrules.load_plugins(); operators = plugins.operators(); "
        "models = [zlrules.Ruleset, zlrules.Indicator, *(one.params for one in operators.values())]; "
        "print([one.__name__ for one in models if one.__pydantic_complete__])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", formats(BUILTIN))
def test_published_schemas_are_what_the_command_prints(name: str) -> None:
    published = json.loads((ROOT / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    assert published == schema_of(name, BUILTIN)


@pytest.mark.parametrize(
    ("schema", "command"),
    [
        ("assessment", ["assess"]),
        ("assessment", ["assess", "--trace"]),
        ("checks", ["data", "check"]),
        ("sources-verification", ["sources", "verify", "--documents", "documents"]),
        ("sources-coverage", ["sources", "coverage", "--documents", "documents"]),
    ],
)
def test_json_follows_the_published_schema(
    schema: str,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT / "tests" / "plugins" / "zlrules_sources" / "workspace")
    folder = "." if "sources" in command else str(ROOT / "fixtures/zhonglou")
    assert run([*command, folder, "--format", "json"]) in (0, 1)
    published = json.loads((ROOT / "schema" / f"{schema}.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(capsys.readouterr().out), published)


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("ruleset", "rulesets/zhonglou/*fyp.yaml"),
        ("cases", "rulesets/zhonglou/*.tests.yaml"),
        ("indicators", "rulesets/indicators/*.yaml"),
        ("workspace", "fixtures/*/zlrules.yaml"),
    ],
)
def test_our_own_files_follow_the_published_schemas(schema: str, pattern: str) -> None:
    from zlrules.loading.yamlfile import read_yaml

    rules = json.loads((ROOT / "schema" / f"{schema}.json").read_text(encoding="utf-8"))
    found = sorted(ROOT.glob(pattern))
    assert found
    validator = jsonschema.Draft202012Validator(_text_as_numbers(rules))
    for path in found:
        validator.validate(read_yaml(path).value)


def _text_as_numbers(schema: Any) -> Any:
    """Our loader keeps scalars as text; an editor's would see numbers, dates and truth values."""
    if isinstance(schema, dict):
        if schema.get("type") in ("number", "integer", "boolean"):
            return {}
        return {key: _text_as_numbers(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_text_as_numbers(one) for one in schema]
    return schema
