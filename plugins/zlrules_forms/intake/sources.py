"""The documents behind what was imported: those that forms name, or the forms themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zlrules import harmless
from zlrules_forms.intake.records import TABLES, Record

OWN_SOURCE = ("observations", "progress")
"""Tables whose rows come from the form where it names no other document."""


def with_sources(
    records: Sequence[Record], documents: Mapping[str, str]
) -> tuple[list[Record], dict[str, str]]:
    """Have every record name its document by the key that the workspace has for it.

    Texts that a spreadsheet would take for a formula are made harmless, because the records go into
    CSV files.

    Args:
        documents: Titles by key, as the workspace file lists them; where it lists none, none are
            needed.

    Returns:
        The records, and the documents that are new.
    """
    keys = {title: key for key, title in documents.items()} | {key: key for key in documents}
    new: dict[str, str] = {}
    done = []
    for record in records:
        kept = TABLES[record.table]
        if not kept.source:
            done.append(replace(record, cells=_harmless(record.cells), names_source=False))
            continue
        cells = _harmless(record.cells)
        named = cells.get(kept.source, "")
        source = named or (record.origin.name if record.table in OWN_SOURCE else "")
        if source:
            cells[kept.source] = keys.get(source, source)
            if documents and source not in keys:
                new[source] = source
        cells["place"] = "；".join(filter(None, [cells.get("place"), record.origin.trace]))
        done.append(replace(record, cells=cells, names_source=bool(named)))
    return done, new


def _harmless(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text if name == "bound" else harmless(text) for name, text in cells.items()}
