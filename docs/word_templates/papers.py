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
    plain,
    to_write,
    unless_empty,
)
from docs.word_templates.page import landscape, new_paper, portrait
from docs.word_templates.parts import (
    PROOF,
    conflicts,
    documents,
    evidence,
    headline,
    items,
    open_items,
    overview,
    reasons,
    requests,
    short_table,
    undecided,
    wide_table,
)


def completion() -> Document:
    """指标完成情况."""
    document = new_paper("指标完成情况")
    headline(document, "{{ 行政区 }}{{ 年度 }}指标完成情况", "对照《{{ 指标体系 }}》")
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
    overview(document)
    landscape(document)
    document.add_heading(chapters[1], 1)
    wide_table(document)
    portrait(document)
    document.add_heading(chapters[2], 1)
    requests(document)
    document.add_heading(chapters[3], 1)
    open_items(document)
    document.add_heading(chapters[4], 1)
    items(document)
    document.add_heading(after[0], 1)
    conflicts(document)
    document.add_heading(after[1], 1)
    evidence(document)
    document.add_heading(after[2], 1)
    documents(document)
    return document


def letter() -> Document:
    """申报函."""
    document = new_paper("申报函")
    headline(document, "关于申报〔待撰写：申报的称号〕的函")
    control(document, "if not 是标准")
    body(document, "〔提示：《{{ 指标体系 }}》不是申报用的标准，本函只作格式参考〕")
    control(document, "endif")
    plain(document, "〔待撰写：主送机关〕：")
    body(
        document,
        "根据〔待撰写：申报依据的文件〕，{{ 行政区 }}对照《{{ 指标体系 }}》开展了{{ 年度 }}自查。",
        "{{ 结论表述 }}适用的考核指标中，有判定的 {{ 数据完整率 }}{% if 可证明率 %}，有证明材料、可证明的 {{ 可证明率 }}{% endif %}。",
    )
    reasons(document)
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
    headline(document, "{{ 行政区 }}〔待撰写：创建名称〕工作报告", "（{{ 年度 }}）")
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
    overview(document)
    for title, name, word in (
        ("（二）{{ 达标用语 }}的", "已达标", "达标用语"),
        ("（三）{{ 未达标用语 }}的", "差距", "未达标用语"),
    ):
        document.add_heading(title, 2)
        unless_empty(document, name, "没有{{ " + word + " }}的。")
        short_table(document, name)
        end(document)
    body(document, "“*”：还不是定论。")
    document.add_heading("（四）还不能判定的", 2)
    undecided(document)
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
    requests(document)
    to_write(document, "其他安排")
    return document


def technical_report() -> Document:
    """技术报告."""
    document = new_paper("技术报告")
    headline(document, "{{ 行政区 }}{{ 年度 }}指标核算技术报告", "对照《{{ 指标体系 }}》")
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
    documents(document)
    document.add_heading(chapters[1], 1)
    body(
        document,
        "判定日期 {{ 判定日期 }}，只用到这一天为止的数据。定案的数据优先于阶段性数据；来源不一致而没有"
        "采信的，按各来源分别判定，结论不同的待核定；没有数据的不判定，不作达标。差距与要求用同一单位，"
        "优于要求为正。",
        "〔待撰写：监测、统计和核算的组织方式，质量控制〕",
    )
    document.add_heading(chapters[2], 1)
    items(document)
    document.add_heading(chapters[3], 1)
    document.add_heading("（一）来源不一致", 2)
    conflicts(document)
    document.add_heading("（二）还不能判定的", 2)
    undecided(document)
    document.add_heading(chapters[4], 1)
    evidence(document)
    return document


def conditions() -> Document:
    """申报条件对照表."""
    document = new_paper("申报条件对照表")
    headline(document, "{{ 行政区 }}{{ 年度 }}申报条件对照表", "对照《{{ 指标体系 }}》")
    body(
        document,
        "{{ 结论表述 }}适用的考核指标中，有判定的 {{ 数据完整率 }}{% if 可证明率 %}，有证明材料、可证明的 {{ 可证明率 }}{% endif %}。",
    )
    reasons(document)
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
            Column("证明材料", 40, PROOF),
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
