"""What Word templates can name: ``{{ 行政区 }}``, ``{% for 项 in 指标 %}{{ 项.序号 }}``.

The names are Chinese because clerks write them into Word; what each means stands beside it, for the
documentation and for messages. Nothing else of the program can be reached from a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from zlrules_office.pictures import Picture


@dataclass(frozen=True)
class Situation:
    """One of the situations in which there is a conclusion."""

    名称: Annotated[str, "自查结论、按现有数据、未定各项都达标时等"]
    结论: Annotated[str, "那种情形下的结论"]


@dataclass(frozen=True)
class CountRow:
    """How many criteria of a nature have which outcome."""

    属性: Annotated[str, "约束性、参考性等，以及合计"]
    达标: Annotated[str, "项数"]
    未达标: Annotated[str, "项数"]
    缺数据: Annotated[str, "项数"]
    待核定: Annotated[str, "项数"]
    不适用: Annotated[str, "项数"]
    未到期: Annotated[str, "其中未到期的项数"]
    合计: Annotated[str, "项数"]
    数据完整率: Annotated[str, "有判定的占适用的"]


@dataclass(frozen=True)
class SourceLine:
    """Where something stands."""

    文件: Annotated[str, "文件标题"]
    位置: Annotated[str, "章节、表、行"]
    原文: Annotated[str, "原文的词句"]
    位置文字: Annotated[str, "文件和位置"]
    全文: Annotated[str, "文件、位置和原文"]


@dataclass(frozen=True)
class ValueLine:
    """A figure of another period."""

    时期: Annotated[str, "如 2025年上半年"]
    数值: Annotated[str, "带“阶段性数据”等注"]


@dataclass(frozen=True)
class ReadingRow:
    """A reading of an ambiguous wording."""

    读法: Annotated[str, "怎样读"]
    要求: Annotated[str, "这样读时的要求"]
    判定: Annotated[str, "这样读时的判定"]
    差距: Annotated[str, "这样读时的差距"]
    为准: Annotated[bool, "是否有文件写明以此为准"]


@dataclass(frozen=True)
class ProgressRow:
    """What a document reports on a task."""

    时间: Annotated[str, "截至哪天或哪个时期"]
    阶段: Annotated[str, "到了哪个阶段"]
    数量: Annotated[str, "完成数/总数"]
    内容: Annotated[str, "进展说明"]
    受阻: Annotated[str, "受阻原因"]
    来源: Annotated[str, "文件和位置"]


@dataclass(frozen=True)
class EvidenceRow:
    """A piece of evidence."""

    编号: Annotated[str, "证明材料编号；没有登记的是文件名"]
    名称: Annotated[str, "标题"]
    说明: Annotated[str, "出具单位、文号、日期、涵盖时期、页数"]
    状态: Annotated[str, "有效、缺文件、已过期、时期不符、未登记等"]
    用于: Annotated[str, "用于第几项"]
    全文: Annotated[str, "编号、名称、说明和状态"]


@dataclass(frozen=True)
class Item:
    """One criterion or part."""

    序号: Annotated[str, "指标体系里的序号，如 8a"]
    名称: Annotated[str, "指标或任务的名称，不是全区的带范围"]
    缩进名称: Annotated[str, "同上，分项前有“－”"]
    是分项: Annotated[bool, "是不是分项"]
    类别: Annotated[str, "所在的领域、任务"]
    属性: Annotated[str, "约束性、参考性、预期性、申报条件、任务"]
    单位: Annotated[str, "没有单位的为空"]
    要求: Annotated[str, "如 ≥81.6"]
    原文: Annotated[str, "文件里的要求"]
    要求来源: Annotated[SourceLine, "要求出自哪里"]
    指标解释: Annotated[str, "指标的定义"]
    计算方法: Annotated[str, "计算公式；没有的为空"]
    基数: Annotated[str, "规划基数；不是完成值"]
    第一年: Annotated[str, "前年的数据"]
    第二年: Annotated[str, "去年的数据"]
    第三年: Annotated[str, "评估年的数据"]
    其他数据: Annotated[tuple[ValueLine, ...], "其他时期的数据"]
    数据来源: Annotated[tuple[SourceLine, ...], "数据和证明出自哪里"]
    现状值: Annotated[str, "判定所用的数据，带单位"]
    判定: Annotated[str, "达标、未达标、缺数据、待核定、不适用；任务是完成、未完成等"]
    是定论: Annotated[bool, "判定是否定论"]
    未定标记: Annotated[str, "达标、未达标而不是定论的为 *，其他为空"]
    依据: Annotated[str, "数据、部门证明、自报等"]
    差距: Annotated[str, "带正负号，优于要求为正"]
    说明: Annotated[str, "一句话的判定说明"]
    注意: Annotated[str, "要留意的，如阶段性数据、条文未核实；没有的为空"]
    读法: Annotated[tuple[ReadingRow, ...], "条文有几种读法时的各种读法"]
    进展: Annotated[tuple[ProgressRow, ...], "任务的进展"]
    责任部门: Annotated[str, "可能为空"]
    证明材料: Annotated[tuple[EvidenceRow, ...], "证明材料"]
    证明材料编号: Annotated[str, "各件的编号"]
    可证明: Annotated[str, "可证明、不能证明；没有登记表的为空"]
    图: Annotated[Picture | None, "数据图，带目标线；没有数据的为空"]
    图号: Annotated[str, "第几张图；没有图的为空"]


@dataclass(frozen=True)
class WantedRow:
    """What is wanted for one criterion."""

    序号: Annotated[str, "指标体系里的序号"]
    名称: Annotated[str, "指标的名称"]
    需要: Annotated[str, "如 2025 年数据（%）"]
    另缺: Annotated[str, "表中另外没有数据的年份"]
    要求: Annotated[str, "如 ≥81.6"]
    指标解释: Annotated[str, "指标的定义"]


@dataclass(frozen=True)
class RequestRow:
    """What is wanted from a department."""

    责任部门: Annotated[str, "不明确的写“责任部门未明确”"]
    事项: Annotated[tuple[WantedRow, ...], "需要哪些数据和材料"]


@dataclass(frozen=True)
class ConflictRow:
    """What a source says of a fact on which sources disagree."""

    指标: Annotated[str, "指标名称"]
    时期: Annotated[str, "如 2025年"]
    数值: Annotated[str, "这个来源的数值"]
    来源: Annotated[str, "文件、位置和原文"]
    采信: Annotated[str, "未定、未采信，或采信的理由、人和日期"]


@dataclass(frozen=True)
class DocumentRow:
    """A document and what it is used for."""

    文件: Annotated[str, "文件标题"]
    用于: Annotated[str, "用于第几项"]


@dataclass(frozen=True)
class FileRow:
    """A file that was read."""

    文件: Annotated[str, "指标体系或数据文件"]
    校验码: Annotated[str, "SHA-256"]


@dataclass(frozen=True)
class Content:
    """What a template can name without a loop."""

    行政区: Annotated[str, "行政区名称"]
    行政区代码: Annotated[str, "行政区划代码"]
    指标体系: Annotated[str, "指标体系的标题"]
    指标体系编号: Annotated[str, "如 zhonglou/14fyp@2021"]
    是标准: Annotated[bool, "指标体系是不是申报用的标准（规划、任务清单不是）"]
    年度: Annotated[str, "如 2025年度、2023年中期评估"]
    判定日期: Annotated[str, "如 2026年1月15日"]
    自查结论: Annotated[str, "如 自查达到申报要求、目标未完成、暂不能定"]
    达到要求: Annotated[bool, "结论是不是达到申报要求、目标完成"]
    结论表述: Annotated[str, "结论的一句话，不超出数据所能证明的"]
    结论情形: Annotated[tuple[Situation, ...], "结论，以及未定时各种情形下的结论"]
    数据完整率: Annotated[str, "如 3/20（15%）"]
    可证明率: Annotated[str, "可证明的项数，如 32/35；没有登记证明材料的为空"]
    得分: Annotated[str, "没有评分方法的为空"]
    理由: Annotated[tuple[str, ...], "结论的理由和未定的原因"]
    统计: Annotated[tuple[CountRow, ...], "按属性统计"]
    达标用语: Annotated[str, "达标；任务清单是完成"]
    未达标用语: Annotated[str, "未达标；任务清单是未完成"]
    第一年: Annotated[str, "三年中的第一年，如 2023"]
    第二年: Annotated[str, "三年中的第二年，如 2024"]
    第三年: Annotated[str, "评估年，如 2025"]
    指标: Annotated[tuple[Item, ...], "全部考核指标和分项，按指标体系的次序"]
    申报条件: Annotated[tuple[Item, ...], "其中的申报条件"]
    考核指标: Annotated[tuple[Item, ...], "其中申报条件以外的"]
    已达标: Annotated[tuple[Item, ...], "其中达标、完成的"]
    差距: Annotated[tuple[Item, ...], "其中未达标、未完成的"]
    待核定: Annotated[tuple[Item, ...], "其中待核定的"]
    尚非定论: Annotated[tuple[Item, ...], "其中达标而不是定论的"]
    未判定: Annotated[tuple[Item, ...], "其中缺数据、待核定的"]
    不能证明: Annotated[tuple[Item, ...], "其中达标、完成而证明材料不足的；没有登记表的为空"]
    需收集: Annotated[tuple[RequestRow, ...], "缺的数据和材料，按责任部门"]
    来源不一致: Annotated[tuple[ConflictRow, ...], "来源不一致的数据"]
    证明材料: Annotated[tuple[EvidenceRow, ...], "引用的证明材料"]
    引用文件: Annotated[tuple[DocumentRow, ...], "要求和数据所引的文件"]
    数据文件: Annotated[tuple[FileRow, ...], "读取的指标体系和数据文件"]
    提示: Annotated[tuple[str, ...], "要留意的，如参考对照，不适用于本区"]
