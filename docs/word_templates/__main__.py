"""``python -m docs.word_templates``: write the templates into the package."""

from __future__ import annotations

import io
from pathlib import Path

from docs.word_templates.papers import PAPERS
from zlrules_office.archives import EPOCH, repacked

FOLDER = Path(__file__).parents[2] / "plugins" / "zlrules_office" / "templates"


def built() -> dict[str, bytes]:
    """The templates by name; the same bytes each time."""
    return {name: _bytes(name) for name in PAPERS}


def _bytes(name: str) -> bytes:
    document = PAPERS[name]()
    document.core_properties.created = EPOCH
    document.core_properties.modified = EPOCH
    content = io.BytesIO()
    document.save(content)
    return repacked(content.getvalue())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in built().items():
        (FOLDER / f"{name}.docx").write_bytes(content)
