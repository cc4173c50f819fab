"""The files of a new workspace."""

from __future__ import annotations

from zlrules.data.headers import CHINESE_OF

_WORKSPACE = """\
district: {{code: "{code}", name: {name}, level: 县}}

# 数据来源的文件：在数据表的“来源”列里用这里的键
documents:
  report: {{title: （填写文件标题）}}

data:
  observations: [data/observations.csv]
  assigned: [data/assigned.csv]
  attestations: [data/attestations.csv]
  adopted: [data/adopted.csv]
  not_applicable: [data/not_applicable.csv]
  events: [data/events.csv]
  progress: [data/progress.csv]
  evidence: [data/evidence.csv]
  duties: [data/duties.csv]

# 评估哪些指标体系、哪一年；zlrules rulesets list 列出可用的
assess:
  - {{ruleset: zhonglou/14fyp, year: 2025}}
"""

_GUIDE = """\
# 填写说明

1. `zlrules.yaml`：写明行政区、数据来源的文件、要评估的指标体系和年度。
2. `data/observations.csv`：每个数据一行。指标写编号或名称（`zlrules indicators list` 可查），
   时期写 2025、2025H1、2021/2025 等，数值只写数字，单位写在单位列；
   “90%以上”写数值 90、界限 >=；阶段性数据在数据状态列写“阶段性”。
   来源、位置、原文写明数据出自哪个文件、哪一节、哪句话。没有数据就不要写这一行。
3. `data/assigned.csv`：上级下达的目标。比较方式写不低于、高于、不高于、低于、等于之一。
4. `data/attestations.csv`：书面证明。性质写正式认定、部门证明、自报之一，时期写证明覆盖的年份。
5. `data/adopted.csv`：来源不一致时采信哪一个数值，写明理由、采信人和日期。
6. `data/not_applicable.csv`：有文件说不涉及、不考核、无监测点位、分母为零的考核指标。
7. `data/events.csv`：突发环境事件等，一件一行，写明日期；申报条件看这张表和部门证明。
8. `data/progress.csv`：任务清单的进展，一个文件对一项任务的一个说法一行。阶段写任务里列的阶段，
   没有列的写在进展说明里；没有报的数留空，不写 0。
9. `data/evidence.csv`：证明材料，一份一行，文件放在工作区里（如 `evidence/`）；
   `zlrules evidence register .` 替你算出 SHA-256。
10. `data/duties.csv`：责任分工，一项考核指标一行：谁牵头、谁填报、哪天截止。
11. 运行 `zlrules assess .` 评估；`zlrules explain 考核指标 .` 说明其中一项。
"""

_TABLES = {
    "observations": (
        *("district", "indicator", "scope", "period", "measure", "base", "value", "text", "unit"),
        *("bound", "status", "as_of", "source", "place", "quote", "evidence"),
    ),
    "assigned": (
        *("district", "indicator", "scope", "period", "span", "measure", "base", "comparator"),
        *("value", "unit", "document", "place", "quote"),
    ),
    "adopted": (
        *("district", "indicator", "scope", "period", "measure", "base", "value", "text", "unit"),
        *("bound", "why", "who", "when"),
    ),
    "attestations": (
        *("district", "ruleset", "criterion", "node", "kind", "issuer", "document", "date"),
        *("period", "expires", "entered_by", "place", "quote"),
    ),
    "not_applicable": (
        *("district", "ruleset", "criterion", "period", "reason", "document", "date"),
        *("place", "quote"),
    ),
    "events": (
        *("district", "kind", "grade", "date", "responsible", "rectified_on", "document"),
        *("place", "quote"),
    ),
    "progress": (
        *("district", "ruleset", "task", "item", "as_of", "stage", "done", "total", "action"),
        *("blocked", "source", "place", "quote"),
    ),
    "evidence": (
        *("district", "id", "title", "issuer", "number", "date", "period", "pages", "path"),
        *("sha256", "expires", "source", "ruleset", "criterion", "note"),
    ),
    "duties": (
        *("district", "ruleset", "criterion", "lead", "support", "entered_by", "reviewer"),
        *("due", "state", "note"),
    ),
}


def skeleton(code: str, name: str) -> dict[str, str]:
    """The files of a new workspace, by path."""
    tables = {
        f"data/{table}.csv": ",".join(CHINESE_OF[column] for column in columns) + "\n"
        for table, columns in _TABLES.items()
    }
    return {
        "zlrules.yaml": _WORKSPACE.format(code=code, name=name),
        **tables,
        "填写说明.md": _GUIDE,
    }
