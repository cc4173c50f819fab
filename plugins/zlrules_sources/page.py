"""What was found, for the terminal and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from zlrules_sources.coverage import Coverage, DocumentCoverage
from zlrules_sources.verifying import Verification

VERIFICATION = "zlrules/sources-verification/1"
COVERAGE = "zlrules/sources-coverage/1"


def verification_text(done: Verification) -> str:
    """The problems, one a line, and a count."""
    lines = [str(problem) for problem in done.problems]
    lines += [f"{key}: {count} 处引文无法核对" for key, count in sorted(done.unverifiable.items())]
    wrong = len(done.problems)
    end = f"{wrong} 处有误" if wrong else "全部相符"
    return "\n".join([*lines, f"{done.count} 处引文与原文相符，{end}"]) + "\n"


def verification_json(done: Verification) -> str:
    """The same for programs."""
    content = {
        "schema": VERIFICATION,
        "verified": done.count,
        "unverifiable": dict(sorted(done.unverifiable.items())),
        "problems": [str(problem) for problem in done.problems],
    }
    return _json(content)


def coverage_text(coverage: Coverage) -> str:
    """The uncited statements under their documents, with counts."""
    lines = [str(problem) for problem in coverage.problems]
    for one in coverage.documents:
        lines.append(
            f"{one.document}: 已引用 {one.cited}，不引用 {one.ignored}，未引用 {len(one.uncited)}"
        )
        lines += [f"  {said.line}: {said.place or '文首'}: {said.text}" for said in one.uncited]
    return "\n".join(lines) + "\n"


def coverage_json(coverage: Coverage) -> str:
    """The same for programs."""
    content = {
        "schema": COVERAGE,
        "documents": [_document(one) for one in coverage.documents],
        "problems": [str(problem) for problem in coverage.problems],
    }
    return _json(content)


def _document(one: DocumentCoverage) -> dict[str, object]:
    return {
        "document": one.document,
        "title": one.title,
        "cited": one.cited,
        "ignored": one.ignored,
        "uncited": [
            {"line": said.line, "place": said.place, "text": said.text} for said in one.uncited
        ],
    }


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
