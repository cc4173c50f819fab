"""What was found, for the terminal."""

from __future__ import annotations

from zlrules_sources.coverage import Coverage
from zlrules_sources.verifying import Verification


def verification_text(done: Verification) -> str:
    """The problems, one a line, and a count."""
    lines = [str(problem) for problem in done.problems]
    lines += [f"{key}: {count} 处引文无法核对" for key, count in sorted(done.unverifiable.items())]
    wrong = len(done.problems)
    end = f"{wrong} 处有误" if wrong else "全部相符"
    return "\n".join([*lines, f"{done.count} 处引文与原文相符，{end}"]) + "\n"


def coverage_text(coverage: Coverage) -> str:
    """The uncited statements under their documents, with counts."""
    lines = [str(problem) for problem in coverage.problems]
    for one in coverage.documents:
        lines.append(
            f"{one.document}: 已引用 {one.cited}，不引用 {one.ignored}，未引用 {len(one.uncited)}"
        )
        lines += [f"  {said.line}: {said.place or '文首'}: {said.text}" for said in one.uncited]
    return "\n".join(lines) + "\n"
