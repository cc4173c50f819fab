"""The papers, each a function that lays it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docs.word_templates.blocks import (
    Column,
    body,
    contents,
    control,
    end,
    listing,
    mark_up,
    plain,
    sheet,
    to_write,
    unless_empty,
)
from docs.word_templates.page import landscape, new_paper, portrait

UPRIGHT = 156
"""Millimetres between the margins of an upright page."""

_YEARS = "　".join(
    f"{{{{ {year} }}}}年：{{{{ 项.{year} or '—' }}}}" for year in ("第一年", "第二年", "第三年")
)
_PROOF = (
    "{% if 项.证明材料编号 %}{{ 项.证明材料编号 }}{% else %}{% for 源 in 项.数据来源 %}"
    "{{ 源.位置文字 }}{% if not loop.last %}；{% endif %}{% endfor %}{% endif %}"
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
    (
        "",
        "证明材料",
        "{% for 料 in 项.证明材料 %}{{ 料.全文 }}{% if not loop.last %}；{% endif %}{% else %}没有{% endfor %}",
    ),
)


def completion() -> Document:
    """指标完成情况."""
    document = new_paper("指标完成情况")
    _title(document, "{{ 行政区 }}{{ 年度 }}指标完成情况", "对照《{{ 指标体系 }}》")
    chapters = (
        "一、总体情况",
        "二、指标完成情况表",
        "三、需要收集的数据和材料",
        "四、未达标和待核定的指标",
        "五、逐项说明",
    )
    after = ("六、来源不一致的数据", "七、证明材料", "八、引用的文件")
    contents(
        document,
        [
            *(("", one) for one in chapters),
            ("项 in 指标", "　　{{ 项.序号 }}　{{ 项.名称 }}"),
            *(("", one) for one in after),
        ],
    )
    document.add_heading(chapters[0], 1)
    _overview(document)
    landscape(document)
    document.add_heading(chapters[1], 1)
    _wide_table(document)
    portrait(document)
    document.add_heading(chapters[2], 1)
    _requests(document)
    document.add_heading(chapters[3], 1)
    _open_items(document)
    document.add_heading(chapters[4], 1)
    _items(document)
    document.add_heading(after[0], 1)
    _conflicts(document)
    document.add_heading(after[1], 1)
    _evidence(document)
    document.add_heading(after[2], 1)
    _documents(document)
    return document


def letter() -> Document:
    """申报函."""
    document = new_paper("申报函")
    _title(document, "关于申报〔待撰写：申报的称号〕的函")
    control(document, "if not 是标准")
    body(document, "〔提示：《{{ 指标体系 }}》不是申报用的标准，本函只作格式参考〕")
    control(document, "endif")
    plain(document, "〔待撰写：主送机关〕：")
    body(
        document,
        "根据〔待撰写：申报依据的文件〕，{{ 行政区 }}对照《{{ 指标体系 }}》开展了{{ 年度 }}自查。",
        "{{ 结论表述 }}适用的考核指标中，有判定的 {{ 数据完整率 }}。",
    )
    _reasons(document)
    control(document, "if 不能证明")
    body(document, "〔待撰写：{{ 不能证明|length }} 项的证明材料不足，须先补齐〕")
    control(document, "endif")
    control(document, "if 达到要求")
    body(document, "现申报〔待撰写：申报的称号〕，请予审核。")
    control(document, "else")
    body(document, "〔待撰写：上述未达到或未定事项的处理情况；办妥之前不宜发出本函〕")
    control(document, "endif")
    body(document, "附件：1. 指标完成情况", "　　　2. 工作报告", "　　　3. 技术报告")
    body(document, "　　　4. 申报条件对照表", "　　　5. 证明材料（{{ 证明材料|length }} 件）")
    for text in ("〔待撰写：发函机关〕", "〔待撰写：成文日期〕"):
        plain(document, text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    body(document, "（联系人：〔待撰写：姓名、电话〕）")
    return document


def work_report() -> Document:
    """工作报告."""
    document = new_paper("工作报告")
    _title(document, "{{ 行政区 }}〔待撰写：创建名称〕工作报告", "（{{ 年度 }}）")
    chapters = (
        "一、基本情况",
        "二、主要工作",
        "三、指标完成情况",
        "四、存在的问题",
        "五、下一步工作",
    )
    contents(document, [("", one) for one in chapters])
    document.add_heading(chapters[0], 1)
    to_write(document, "区位、面积、人口和经济社会发展情况", "生态环境的基本状况")
    document.add_heading(chapters[1], 1)
    for title, text in (
        ("（一）组织领导", "领导机构、责任分工、考核办法"),
        ("（二）规划和制度", "规划的编制、印发和实施，制度建设"),
        ("（三）工作举措", "环境质量、生态保护、绿色发展、生活方式等方面的做法和成效"),
    ):
        document.add_heading(title, 2)
        to_write(document, text)
    document.add_heading(chapters[2], 1)
    document.add_heading("（一）总体情况", 2)
    _overview(document)
    for title, name, word in (
        ("（二）{{ 达标用语 }}的", "已达标", "达标用语"),
        ("（三）{{ 未达标用语 }}的", "差距", "未达标用语"),
    ):
        document.add_heading(title, 2)
        unless_empty(document, name, "没有{{ " + word + " }}的。")
        _short_table(document, name)
        end(document)
    body(document, "“*”：还不是定论。")
    document.add_heading("（四）还不能判定的", 2)
    _undecided(document)
    document.add_heading(chapters[3], 1)
    unless_empty(document, "差距", "按现有数据，没有{{ 未达标用语 }}的。")
    control(document, "for 项 in 差距")
    body(document, "{{ 项.序号 }} {{ 项.名称 }}：{{ 项.说明 }}〔待撰写：原因〕")
    control(document, "endfor")
    end(document)
    to_write(document, "其他问题")
    document.add_heading(chapters[4], 1)
    control(document, "for 项 in 差距")
    body(
        document,
        "{{ 项.序号 }} {{ 项.名称 }}（{{ 项.责任部门 or '责任部门未明确' }}）：〔待撰写：措施、时限〕",
    )
    control(document, "endfor")
    control(document, "if 需收集")
    body(document, "收集下列数据和材料：")
    control(document, "endif")
    _requests(document)
    to_write(document, "其他安排")
    return document


def technical_report() -> Document:
    """技术报告."""
    document = new_paper("技术报告")
    _title(document, "{{ 行政区 }}{{ 年度 }}指标核算技术报告", "对照《{{ 指标体系 }}》")
    chapters = ("一、依据", "二、方法", "三、各项指标", "四、数据问题", "五、证明材料")
    contents(
        document,
        [
            *(("", one) for one in chapters[:3]),
            ("项 in 指标", "　　{{ 项.序号 }}　{{ 项.名称 }}"),
            *(("", one) for one in chapters[3:]),
        ],
    )
    document.add_heading(chapters[0], 1)
    body(document, "指标体系：《{{ 指标体系 }}》（{{ 指标体系编号 }}）。引用的文件：")
    _documents(document)
    document.add_heading(chapters[1], 1)
    body(
        document,
        "判定日期 {{ 判定日期 }}，只用到这一天为止的数据。定案的数据优先于阶段性数据；来源不一致而没有"
        "采信的，按各来源分别判定，结论不同的待核定；没有数据的不判定，不作达标。差距与要求用同一单位，"
        "优于要求为正。",
        "〔待撰写：监测、统计和核算的组织方式，质量控制〕",
    )
    document.add_heading(chapters[2], 1)
    _items(document)
    document.add_heading(chapters[3], 1)
    document.add_heading("（一）来源不一致", 2)
    _conflicts(document)
    document.add_heading("（二）还不能判定的", 2)
    _undecided(document)
    document.add_heading(chapters[4], 1)
    _evidence(document)
    return document


def conditions() -> Document:
    """申报条件对照表."""
    document = new_paper("申报条件对照表")
    _title(document, "{{ 行政区 }}{{ 年度 }}申报条件对照表", "对照《{{ 指标体系 }}》")
    body(document, "{{ 结论表述 }}适用的考核指标中，有判定的 {{ 数据完整率 }}。")
    _reasons(document)
    landscape(document)
    document.add_heading("一、申报条件", 1)
    unless_empty(document, "申报条件", "《{{ 指标体系 }}》没有列出申报条件。")
    listing(
        document,
        "项 in 申报条件",
        (
            Column("序号", 18, "{{ 项.序号 }}"),
            Column("申报条件", 58, "{{ 项.名称 }}"),
            Column("要求", 50, "{{ 项.原文 }}"),
            Column("情况", 66, "{{ 项.说明 }}"),
            Column("证明材料", 40, _PROOF),
            Column("结论", 25, "{{ 项.判定 }}{{ 项.未定标记 }}"),
        ),
    )
    end(document)
    document.add_heading("二、其他要求", 1)
    unless_empty(document, "考核指标", "没有其他要求。")
    listing(
        document,
        "项 in 考核指标",
        (
            Column("序号", 18, "{{ 项.序号 }}"),
            Column("属性", 20, "{{ 项.属性 }}"),
            Column("指标", 58, "{{ 项.名称 }}"),
            Column("要求", 50, "{{ 项.原文 }}"),
            Column("现状", 34, "{{ 项.现状值 }}"),
            Column("差距", 18, "{{ 项.差距 }}"),
            Column("证明材料", 34, "{{ 项.证明材料编号 }}"),
            Column("结论", 25, "{{ 项.判定 }}{{ 项.未定标记 }}"),
        ),
    )
    end(document)
    body(document, "结论后有“*”的还不是定论：数据未定案、未到期，或条文没有核实。")
    return document


PAPERS: Mapping[str, Callable[[], Document]] = {
    "指标完成情况": completion,
    "申报函": letter,
    "工作报告": work_report,
    "技术报告": technical_report,
    "申报条件对照表": conditions,
}


def _title(document: Document, title: str, below: str = "") -> None:
    mark_up(document.add_paragraph(style="Title"), title)
    if below:
        plain(document, below).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _overview(document: Document) -> None:
    body(document, "{{ 结论表述 }}", "适用的考核指标中，有判定的 {{ 数据完整率 }}。")
    _reasons(document)
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


def _reasons(document: Document) -> None:
    control(document, "for 条 in 理由")
    body(document, "{{ loop.index }}. {{ 条 }}")
    control(document, "endfor")


def _wide_table(document: Document) -> None:
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


def _requests(document: Document) -> None:
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
            Column("另缺", 20, "{{ 事.另缺 }}"),
            Column(
                "要求和口径", 62, "{{ 事.要求 }}{% if 事.指标解释 %}。{{ 事.指标解释 }}{% endif %}"
            ),
        ),
    )
    control(document, "endfor")
    end(document)


def _open_items(document: Document) -> None:
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


def _undecided(document: Document) -> None:
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


def _short_table(document: Document, name: str) -> None:
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


def _items(document: Document) -> None:
    control(document, "for 项 in 指标")
    document.add_heading("{{ 项.序号 }}　{{ 项.名称 }}", 2)
    sheet(document, _ITEM, (28, UPRIGHT - 28))
    control(document, "if 项.图")
    document.add_paragraph("{{ 项.图 }}", style="题注")
    document.add_paragraph("图 {{ 项.图号 }}　{{ 项.名称 }}", style="题注")
    control(document, "endif")
    control(document, "endfor")


def _conflicts(document: Document) -> None:
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


def _evidence(document: Document) -> None:
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
    _unproven(document)


def _unproven(document: Document) -> None:
    """What is met but can't be shown."""
    control(document, "if 不能证明")
    body(document, "下列各项已{{ 达标用语 }}，证明材料不足：")
    _short_table(document, "不能证明")
    control(document, "endif")


def _documents(document: Document) -> None:
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
