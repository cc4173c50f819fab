"""The sheet 填表说明, for the person who fills in the form."""

from __future__ import annotations

from collections.abc import Sequence

from zlrules_forms.layout import EVENTS, EVIDENCE, FIGURES, PROGRESS, STATEMENTS, TARGETS, Form

NAME = "填表说明"

_WHO = """\
谁填|责任部门填自己负责的行；不归本部门的行空着，在备注里写明归谁。
填哪里|只填黄色的格子。灰色的格子是表单自己的内容，不要改；行可以筛选；要排序先撤销工作表保护（没有密码）。不要删列。
填完|原样存为 .xlsx，连同证明材料交回牵头部门。不要另存为 .xls、.et 或设打开密码。
填报部门、填报人|写在“{first}”表第 2 行，交回后能查到每个数是谁报的。
"""

_OF_SHEETS = {
    FIGURES: """\
数值|只写数：81.6。也认得 98.1%、1,234.5、全角数字。单位照“单位”一列；写了别的单位的（如 29.9毫克/立方米）能换算的换算，不能换算的退回。
没有数据|空着，或写 —、未监测。0 是数值，只有真的是 0 才写 0。
只知道范围|“90以上”写 90、界限选 >=，或直接写 ≥90、90以上；“近720”“约720”写 720、界限选 ~。
几年的数|有的要求看几年，每年一行，年份一列写明是哪一年；“上年值”“已有数据”是已经收到的，不用再填，有错才填。
初步数|数值只写数，数据状态选“阶段性”，原文写了截至哪一天的写截至日期。不要在数值里加括号说明。
状态|从列表里选；几种状态同时具备的用顿号分开，如 面积不减少、性质不改变。
按点位填的行|范围写成“省考断面/”的，在后面补上点位名称，一个点位一行。
来源、位置、原文|数出自哪份文件、哪一节、哪句话。不写来源的，以本表为来源。
证明材料|证明材料的编号或文件名，几份用顿号分开。
不适用|有文件说不涉及、不考核、没有监测点位、分母为零的，选原因，并在“不适用依据”写文件；数值空着。没有文件的不算。
公式|可以用公式，存盘前确认算出了结果；引用别的文件的公式要改成数。
备注|给牵头部门看的话，不进入数据。
""",
    TARGETS: """\
下达目标|照下达文件写：“下降3%以上”是 比较方式 不高于、目标值 -3、度量 变化率、基期 上年的年份。
时段|目标说的是几年合计的写时段，如 2021/2025。
""",
    STATEMENTS: """\
书面证明|性质：上级或主管部门的认定选“正式认定”，责任部门的证明选“部门证明”，自己的说法选“自报”。
证明的时期|证明说的是哪一年或哪些日子，如 2025、2023-03-01/2026-02-28。
""",
    EVENTS: """\
事件|期限内发生的每一件，已经整改的也写，整改完成日期写上。
""",
    EVIDENCE: """\
证明材料|交来的每份材料一行；材料文件写交来的文件名。时期是材料说的年份或日子，不是出具的日期。
支撑的序号|材料支撑哪几项，写序号，几项用顿号分开；数据里已经写了材料编号的不用再写。
""",
    PROGRESS: """\
任务进展|阶段从列表里选，写到这个阶段的个数；报告没有给数的，写在进展说明里。
""",
}

_EXAMPLES = """\
例：恰好的数|数值 81.6
例：百分数|数值 98.1%（单位是 % 时与 98.1 相同）
例：只知下限|数值 ≥90，或数值 90、界限 >=
例：初步数|数值 85.2，数据状态 阶段性，截至日期 2025-06-30
例：不适用|不适用原因 不涉及，不适用依据 关于……的复函
"""


def guide(form: Form) -> Sequence[tuple[str, str]]:
    """The lines of the sheet: what each is about, and what it says."""
    head = [
        ("指标体系", form.ruleset),
        ("评估年度", str(form.year)),
        *([("行政区", form.district)] if form.district else []),
        *([("责任部门", form.department)] if form.department else []),
        ("工作表", "、".join(sheet.name for sheet in form.sheets)),
    ]
    texts = [
        _WHO.format(first=form.sheets[0].name if form.sheets else FIGURES),
        *(_OF_SHEETS[sheet.name] for sheet in form.sheets),
        *([_EXAMPLES] if any(sheet.name == FIGURES for sheet in form.sheets) else []),
    ]
    lines = (line.partition("|") for text in texts for line in text.splitlines())
    return [*head, *((about, said) for about, _, said in lines)]
