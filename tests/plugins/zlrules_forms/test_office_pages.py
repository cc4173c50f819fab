"""Forms in LibreOffice: they open, print page by page, and come back after being saved there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.plugins.zlrules_forms.forms_at_hand import (
    FIXTURES,
    FilledForm,
    form,
    number,
    run,
    workspace,
)

SECONDS = 180


def converted(path: Path, kind: str, folder: Path) -> Path:
    """A file as LibreOffice writes it, with a profile of its own so that runs don't meet."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / "out" / path.with_suffix(f".{kind}").name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def filled(folder: Path) -> FilledForm:
    county = form(
        folder, "national/zone-county@2019", "-w", FIXTURES / "hedu", "--district", "990181"
    )
    county.fill(number("14"), {"数值或状态": 99.5})
    county.fill(number("1"), {"数值或状态": "制定实施"})
    county.save()
    return county


def test_a_form_prints_with_its_header_on_every_page(filled: FilledForm, folder: Path) -> None:
    pdf = converted(filled.path, "pdf", folder)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=SECONDS
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    figures = [page for page in pages if "数值或状态" in page]
    assert 1 < len(figures) < len(pages)
    assert "填表说明" in pages[0]
    assert "填报部门" in figures[0]
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1]
    assert "考核指标编号" not in text


def test_a_form_saved_elsewhere_comes_back(
    filled: FilledForm, folder: Path, tmp_path: Path
) -> None:
    saved = converted(filled.path, "xlsx", folder)
    assert "新增 2" in run("data", "import", saved, "-w", workspace(tmp_path))
