"""The parts that several papers have in common."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docs.word_templates.blocks import (
    Column,
    body,
    control,
    end,
    listing,
    mark_up,
    plain,
    sheet,
    unless_empty,
)

UPRIGHT = 156
"""Millimetres between the margins of an upright page."""

NAMES = 35
"""Millimetres for the names on the left of a section's table."""

_YEARS = "　".join(
    f"{{{{ {year} }}}}年：{{{{ 项.{year} or '—' }}}}" for year in ("第一年", "第二年", "第三年")
)
PROOF = (
    "{% if 项.证明材料编号 %}{{ 项.证明材料编号 }}{% else %}{% for 源 in 项.数据来源 %}"
    "{{ 源.位置文字 }}{% if not loop.last %}；{% endif %}{% endfor %}{% endif %}"
)
_EVIDENCE = (
    "{% for 料 in 项.证明材料 %}{{ 料.全文 }}{% if not loop.last %}；{% endif %}"
    "{% else %}没有{% endfor %}"
)
_ITEM = (
    ("项.指标解释", "指标解释", "{{ 项.指标解释 }}"),
    ("项.计算方法", "计算方法", "{{ 项.计算方法 }}"),
    ("", "要求", "{{ 项.要求 }}（{{ 项.要求来源.位置文字 }}）"),
    ("项.基数", "规划基数", "{{ 项.基数 }}"),
    (
        "项.单位 or 项.第一年 or 项.第二年 or 项.第三年",
        "近三年数据{% if 项.单位 %}（{{ 项.单位 }}）{% endif %}",
        _YEARS,
    ),
    (
        "项.其他数据",
        "其他时期",
        "{% for 数 in 项.其他数据 %}{{ 数.时期 }}：{{ 数.数值 }}　{% endfor %}",
    ),
    (
        "项.数据来源",
        "数据来源",
        "{% for 源 in 项.数据来源 %}{{ 源.全文 }}{% if not loop.last %}；{% endif %}{% endfor %}",
    ),
    ("", "判定", "{{ 项.判定 }}{{ 项.未定标记 }}　{{ 项.说明 }}{{ 项.注意 }}"),
    ("项.差距", "差距", "{{ 项.差距 }}"),
    (
        "项.读法",
        "条文的读法",
        "{% for 读 in 项.读法 %}{{ 读.读法 }}：{{ 读.判定 }}{{ '（以此为准）' if 读.为准 else '' }}　{% endfor %}",
    ),
    (
        "项.进展",
        "进展",
        "{% for 报 in 项.进展 %}{{ 报.时间 }} {{ 报.阶段 }} {{ 报.数量 }} {{ 报.内容 }}；{% endfor %}",
    ),
    ("项.可证明", "能否证明", "{{ 项.可证明 }}"),
    ("", "责任部门", "{{ 项.责任部门 or '未明确' }}"),
    ("项.图", "证明材料", _EVIDENCE),
    ("not 项.图", "证明材料", _EVIDENCE),
)
"""The last row twice: it is kept together with the chart, where there is one."""


def headline(document: Document, title: str, below: str = "") -> None:
    """The title of a paper, and what stands below it."""
    mark_up(document.add_paragraph(style="Title"), title)
    if below:
        plain(document, below).alignment = WD_ALIGN_PARAGRAPH.CENTER


def overview(document: Document) -> None:
    """The decision, its reasons and the counts."""
    body(
        document,
        "{{ 结论表述 }}",
        "适用的考核指标中，有判定的 {{ 数据完整率 }}{% if 可证明率 %}，有证明材料、可证明的 {{ 可证明率 }}{% endif %}。",
    )
    reasons(document)
    unless_empty(document, "统计", "没有考核指标。")
    listing(
        document,
        "行 in 统计",
        (
            Column("属性", 24, "{{ 行.属性 }}"),
            Column("{{ 达标用语 }}", 16, "{{ 行.达标 }}"),
            Column("{{ 未达标用语 }}", 18, "{{ 行.未达标 }}"),
            Column("缺数据", 17, "{{ 行.缺数据 }}"),
            Column("待核定", 17, "{{ 行.待核定 }}"),
            Column("不适用", 17, "{{ 行.不适用 }}"),
            Column("合计", 14, "{{ 行.合计 }}"),
            Column("数据完整率", 33, "{{ 行.数据完整率 }}"),
        ),
    )
    end(document)
    control(document, "for 条 in 提示")
    body(document, "提示：{{ 条 }}")
    control(document, "endfor")


def reasons(document: Document) -> None:
    """What the decision rests on, and what leaves it open."""
    control(document, "for 条 in 理由")
    body(document, "{{ loop.index }}. {{ 条 }}")
    control(document, "endfor")


def wide_table(document: Document) -> None:
    """The table in the columns of the standard."""
    unless_empty(document, "指标", "没有考核指标。")
    listing(
        document,
        "项 in 指标",
        (
            Column("序号", 14, "{{ 项.序号 }}"),
            Column("类别", 22, "{{ 项.类别 }}"),
            Column("指标", 38, "{{ 项.缩进名称 }}"),
            Column("单位", 15, "{{ 项.单位 }}"),
            Column("属性", 13, "{{ 项.属性 }}"),
            Column("要求", 30, "{{ 项.要求 }}"),
            Column("{{ 第一年 }}年", 18, "{{ 项.第一年 }}"),
            Column("{{ 第二年 }}年", 18, "{{ 项.第二年 }}"),
            Column("{{ 第三年 }}年", 20, "{{ 项.第三年 }}"),
            Column("是否{{ 达标用语 }}", 16, "{{ 项.判定 }}{{ 项.未定标记 }}"),
            Column("差距", 13, "{{ 项.差距 }}"),
            Column("责任部门", 19, "{{ 项.责任部门 }}"),
            Column("证明材料编号", 21, "{{ 项.证明材料编号 }}"),
        ),
        style="小字表格",
    )
    end(document)
    body(document, "“*”：还不是定论。差距与指标同单位，优于要求为正。空白：没有数据。")


def requests(document: Document) -> None:
    """What is to be collected, department by department."""
    unless_empty(document, "需收集", "没有缺数据的指标。")
    control(document, "for 部门 in 需收集")
    document.add_heading("{{ 部门.责任部门 }}（{{ 部门.事项|length }} 项）", 3)
    listing(
        document,
        "事 in 部门.事项",
        (
            Column("序号", 12, "{{ 事.序号 }}"),
            Column("指标", 36, "{{ 事.名称 }}"),
            Column("需要", 26, "{{ 事.需要 }}"),
            Column("另缺", 24, "{{ 事.另缺 }}"),
            Column(
                "要求和口径", 58, "{{ 事.要求 }}{% if 事.指标解释 %}。{{ 事.指标解释 }}{% endif %}"
            ),
        ),
    )
    control(document, "endfor")
    end(document)


def open_items(document: Document) -> None:
    """What is missed, pending, and met but not for good."""
    for title, name, empty in (
        ("（一）{{ 未达标用语 }}", "差距", "没有{{ 未达标用语 }}的。"),
        ("（二）待核定", "待核定", "没有待核定的。"),
        ("（三）已{{ 达标用语 }}但不是定论", "尚非定论", "没有。"),
    ):
        document.add_heading(title, 2)
        unless_empty(document, name, empty)
        listing(
            document,
            f"项 in {name}",
            (
                Column("序号", 14, "{{ 项.序号 }}"),
                Column("指标", 44, "{{ 项.名称 }}"),
                Column("说明", 70, "{{ 项.说明 }}{{ 项.注意 }}"),
                Column("责任部门", 28, "{{ 项.责任部门 }}"),
            ),
        )
        end(document)


def undecided(document: Document) -> None:
    """What has no verdict."""
    unless_empty(document, "未判定", "没有。")
    listing(
        document,
        "项 in 未判定",
        (
            Column("序号", 14, "{{ 项.序号 }}"),
            Column("指标", 48, "{{ 项.名称 }}"),
            Column("判定", 20, "{{ 项.判定 }}"),
            Column("说明", 74, "{{ 项.说明 }}"),
        ),
    )
    end(document)


def short_table(document: Document, name: str) -> None:
    """A list of criteria in a few columns."""
    listing(
        document,
        f"项 in {name}",
        (
            Column("序号", 14, "{{ 项.序号 }}"),
            Column("指标", 52, "{{ 项.名称 }}"),
            Column("要求", 40, "{{ 项.要求 }}"),
            Column("现状值", 32, "{{ 项.现状值 }}"),
            Column("差距", 18, "{{ 项.差距 }}{{ 项.未定标记 }}"),
        ),
    )


def items(document: Document) -> None:
    """A section on every criterion and part."""
    control(document, "for 项 in 指标")
    document.add_heading("{{ 项.序号 }}　{{ 项.名称 }}", 2)
    sheet(document, _ITEM, (NAMES, UPRIGHT - NAMES))
    control(document, "if 项.图")
    picture = document.add_paragraph("{{ 项.图 }}", style="题注")
    picture.paragraph_format.keep_with_next = True
    document.add_paragraph("图 {{ 项.图号 }}　{{ 项.名称 }}", style="题注")
    control(document, "endif")
    control(document, "endfor")


def conflicts(document: Document) -> None:
    """Sources that disagree."""
    unless_empty(document, "来源不一致", "没有。")
    listing(
        document,
        "行 in 来源不一致",
        (
            Column("指标", 42, "{{ 行.指标 }}"),
            Column("时期", 24, "{{ 行.时期 }}"),
            Column("数值", 20, "{{ 行.数值 }}"),
            Column("来源", 42, "{{ 行.来源 }}"),
            Column("采信", 28, "{{ 行.采信 }}"),
        ),
    )
    end(document)


def evidence(document: Document) -> None:
    """The evidence, and what lacks it."""
    unless_empty(document, "证明材料", "没有登记或引用证明材料。")
    listing(
        document,
        "料 in 证明材料",
        (
            Column("编号", 26, "{{ 料.编号 }}"),
            Column("名称", 50, "{{ 料.名称 }}"),
            Column("说明", 36, "{{ 料.说明 }}"),
            Column("状态", 18, "{{ 料.状态 }}"),
            Column("用于第几项", 26, "{{ 料.用于 }}"),
        ),
    )
    end(document)
    unproven(document)


def unproven(document: Document) -> None:
    """What is met but can't be shown."""
    control(document, "if 不能证明")
    body(document, "下列各项已{{ 达标用语 }}，证明材料不足：")
    short_table(document, "不能证明")
    control(document, "endif")


def documents(document: Document) -> None:
    """The documents cited and the files read."""
    unless_empty(document, "引用文件", "没有。")
    listing(
        document,
        "件 in 引用文件",
        (Column("文件", 106, "{{ 件.文件 }}"), Column("用于第几项", 50, "{{ 件.用于 }}")),
    )
    end(document)
    body(document, "读取的数据文件和校验码（SHA-256）：")
    listing(
        document,
        "件 in 数据文件",
        (Column("文件", 66, "{{ 件.文件 }}"), Column("校验码", 90, "{{ 件.校验码 }}")),
    )
