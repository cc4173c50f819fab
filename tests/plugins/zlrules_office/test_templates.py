"""Templates: the shipped ones, those of the bureau, and those of strangers."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import yaml
from docx import Document

from docs.word_templates.__main__ import built
from tests.plugins.documents import assessment, document, full_document, result
from tests.plugins.zlrules_office.templates_made import (
    asking_for,
    opened,
    part_of,
    saved,
    with_parts,
    writing,
)
from zlrules import PaperRequest, ZlrulesError
from zlrules.document import DistrictHead
from zlrules_office.papers import PAPERS, shipped
from zlrules_office.template_safety import MOST_PARTS
from zlrules_office.word import render

CASES = yaml.safe_load(
    (Path(__file__).parent / "hostile_templates.yaml").read_text(encoding="utf-8")
)
RELATIONS = "word/_rels/document.xml.rels"


def refused(folder: Path, template: bytes) -> str:
    """What is said about a template for the letter."""
    with pytest.raises(ZlrulesError) as caught:
        render(full_document(), asking_for("申报函", folder / "templates", template))
    return str(caught.value).replace(f"{folder}/", "")


def written(folder: Path, template: bytes) -> str:
    """The text that comes of a template for the letter."""
    content = render(full_document(), asking_for("申报函", folder / "templates", template))
    return "\n".join(one.text for one in opened(content).paragraphs)


def text_part(text: str) -> bytes:
    """The body of the letter with something in its place."""
    body = part_of(shipped("申报函"), "word/document.xml").decode("utf-8")
    return body.replace("<w:body>", f"<w:body>{text}", 1).encode("utf-8")


def relations(relation: str) -> bytes:
    """The relations of the letter with one more."""
    found = part_of(shipped("申报函"), RELATIONS).decode("utf-8")
    return found.replace("</Relationships>", f"{relation}</Relationships>").encode("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["writes"])
def test_what_a_template_must_not_write_is_named(case: dict[str, str], tmp_path: Path) -> None:
    said = refused(tmp_path, writing(case["writes"]))
    assert said.startswith("templates/申报函.docx: 正文")
    assert case["said"] in said


def test_all_mistakes_are_told_at_once_with_what_there_is(tmp_path: Path) -> None:
    template = Document()
    template.add_paragraph("{{ 行政 }}{{ 年份 }}")
    template.sections[0].header.paragraphs[0].text = "{{ 市 }}"
    said = refused(tmp_path, saved(template)).splitlines()
    assert [one.split(";")[0] for one in said] == [
        "templates/申报函.docx: 正文: 年份: 没有这个占位符",
        "templates/申报函.docx: 正文: 行政: 没有这个占位符",
        "templates/申报函.docx: 页眉: 市: 没有这个占位符",
    ]
    assert all("可用: " in one and "行政区" in one for one in said)
    assert said[1].endswith("（是否想写 行政区？）")


def test_a_template_may_say_values_go_through_lists_and_ask(tmp_path: Path) -> None:
    template = writing(
        "{{ 行政区 }} {% if 差距 and not 达到要求 %}有差距{% else %}没有{% endif %} "
        "{% for 项 in 差距 if 项.单位 == '吨' %}{{ loop.index }}/{{ 差距|length }} {{ 项.名称 }}："
        "{{ 项.差距 or '—' }}{% for 源 in 项.数据来源 %}（{{ 源.文件 }}）{% endfor %}{% endfor %} "
        "{{ 理由|join('；') }} {{ (指标|first).名称 ~ '等' }}"
    )
    assert written(tmp_path, template).strip() == (
        "常州市钟楼区 有差距 1/5 排放量：−3（[2025年工作总结]） "
        "未达标 4 项：优良天数比率（−1.1）等；预期性指标只列出，不影响结论 公众满意度等"
    )


def test_a_placeholder_that_word_has_cut_into_pieces(tmp_path: Path) -> None:
    template = Document()
    paragraph = template.add_paragraph("{")
    for piece in ("{ 行", "政", "区 }", "}"):
        paragraph.add_run(piece)
    assert written(tmp_path, saved(template)) == "常州市钟楼区"


def test_header_and_footer_are_filled_in(tmp_path: Path) -> None:
    template = Document()
    template.sections[0].header.paragraphs[0].text = "{{ 行政区 }}"
    template.sections[0].footer.paragraphs[0].text = "{{ 年度 }}"
    request = asking_for("申报函", tmp_path / "templates", saved(template))
    section = opened(render(full_document(), request)).sections[0]
    assert section.header.paragraphs[0].text == "常州市钟楼区"
    assert section.footer.paragraphs[0].text == "2025年度"


def test_a_header_can_not_name_two_districts(tmp_path: Path) -> None:
    template = Document()
    template.sections[0].header.paragraphs[0].text = "{{ 行政区 }}"
    request = asking_for("申报函", tmp_path / "templates", saved(template))
    other = assessment(district=DistrictHead(code="320402", name="天宁区"))
    with pytest.raises(ZlrulesError, match="页眉里有占位符，而材料有 2 份"):
        render(document(assessment(), other), request)


def test_text_of_the_data_is_text(tmp_path: Path) -> None:
    title = "<w:b/>&lt;甲&{{ 行政区 }}{% raw %}\x07\x0c\x00乙"
    told = document(assessment(results=(result("1", title),)))
    request = asking_for(
        "申报函", tmp_path / "templates", writing("{% for 项 in 指标 %}{{ 项.名称 }}{% endfor %}")
    )
    (paragraph,) = opened(render(told, request)).paragraphs
    assert paragraph.text == "<w:b/>&lt;甲&{{ 行政区 }}{% raw %}乙"


def test_a_loop_that_cuts_through_a_table_is_refused(tmp_path: Path) -> None:
    template = Document()
    table = template.add_table(rows=2, cols=1)
    table.cell(0, 0).text = "{% for 项 in 指标 %}{{ 项.序号 }}"
    table.cell(1, 0).text = "{%tr endfor %}"
    assert "for 或 if 可能跨过了表格的行或段落" in refused(tmp_path, saved(template))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{" * 500_000, "占位符没有写完"),
        ("{% " * 500_000, "占位符没有写完"),
        ("{{ 行政区 }}" * 20_000, "占位符超过 10,000 个"),
    ],
    ids=["values", "tags", "many"],
)
def test_very_many_placeholders_are_refused_at_once(text: str, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path, writing(text))


def test_placeholders_stand_in_text_and_nowhere_else(tmp_path: Path) -> None:
    template = Document()
    paragraph = template.add_paragraph("图")
    paragraph._p.set("descr", "{{ 行政区 }}")
    assert "占位符写在了文字以外的地方" in refused(tmp_path, saved(template))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word/vbaProject.bin": b"macro"}, "带有宏或控件"),
        ({"word/activeX/activeX1.xml": b"<a/>"}, "带有宏或控件"),
        ({"../../evil.xml": b"<a/>"}, "部件的路径在文件之外（../../evil.xml）"),
        ({"/etc/evil.xml": b"<a/>"}, "部件的路径在文件之外（/etc/evil.xml）"),
        ({"word/more.xml": b"<!DOCTYPE a><a/>"}, "word/more.xml 不是 XML，或有实体定义"),
        (
            {"word/more.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")},
            "word/more.xml 不是 XML，或有实体定义",
        ),
        ({f"word/{number}.bin": b"" for number in range(MOST_PARTS)}, "解压后过大"),
        ({"word/zero.bin": bytes(70_000_000)}, "解压后过大"),
        ({"word/more.xml": b" " * 9_000_000}, "文字部分过大"),
        (
            {
                RELATIONS: relations(
                    '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/'
                    '2006/relationships/image" Target="http://example.org/a.png" '
                    'TargetMode="External"/>'
                )
            },
            f"{RELATIONS} 引用外部的图片或文件",
        ),
        (
            {
                RELATIONS: relations(
                    '<Relationship TargetMode = "&#69;xternal" Id="rX" Type="http://schemas.'
                    'openxmlformats.org/officeDocument/2006/relationships/oleObject" '
                    'Target="file:///etc/passwd"/>'
                )
            },
            f"{RELATIONS} 引用外部的图片或文件",
        ),
        (
            {
                RELATIONS: relations(
                    '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/'
                    '2006/relationships/aFChunk" Target="chunk.html"/>'
                )
            },
            f"{RELATIONS} 带有嵌入的对象",
        ),
        (
            {
                "word/document.xml": text_part(
                    '<w:p><w:r><w:drawing><a:blip xmlns:a="a" xmlns:r="http://schemas.'
                    'openxmlformats.org/officeDocument/2006/relationships" r:link="rX"/>'
                    "</w:drawing></w:r></w:p>"
                )
            },
            "word/document.xml 链接外部的图片",
        ),
        (
            {
                "word/header9.xml": b'<a xmlns:v="urn:schemas-microsoft-com:vml">'
                b'<v:imagedata src="http://example.org/a.png"/></a>'
            },
            "word/header9.xml 链接外部的图片",
        ),
        (
            {"word/picture.png": b"<a><instrText>INCLUDETEXT a</instrText></a>"},
            "word/picture.png 里有取外部内容的域 INCLUDETEXT",
        ),
        (
            {
                "word/document.xml": text_part(
                    "<w:p><w:r><w:instrText> INCLUDEPICTURE "
                    '"http://example.org/a.png" </w:instrText></w:r></w:p>'
                )
            },
            "word/document.xml 里有取外部内容的域 INCLUDEPICTURE",
        ),
        (
            {
                "word/document.xml": text_part(
                    "<w:p><w:r><w:instrText>&#68;D</w:instrText></w:r>"
                    "<w:r><w:instrText>EAUTO cmd</w:instrText></w:r></w:p>"
                )
            },
            "word/document.xml 里有取外部内容的域 DDEAUTO",
        ),
        (
            {
                "word/document.xml": text_part(
                    "<w:p><w:fldSimple w:instr=' includetext \"file:///etc/passwd\" '/></w:p>"
                )
            },
            "word/document.xml 里有取外部内容的域 INCLUDETEXT",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_a_template_must_not_hold(parts: dict[str, bytes], said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path, with_parts(parts))


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", with_parts({"word/document.xml": b"<a/>"}), b"PK\x05\x06" + bytes(18)],
)
def test_what_is_no_word_file(content: bytes, tmp_path: Path) -> None:
    assert "templates/申报函.docx: 模板: 不是 Word 文件（.docx）" in refused(tmp_path, content)


def test_links_for_readers_stay_and_the_template_of_the_template_goes(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rX" Type="{kind}/hyperlink" Target="https://example.org" TargetMode="External"/>'
    attached = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rY" Type="{kind}/attachedTemplate" Target="file:///C:/Normal.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    settings = part_of(shipped("申报函"), "word/settings.xml").decode("utf-8")
    naming = (
        '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:id="rY"/>'
    )
    template = with_parts(
        {
            RELATIONS: relations(link),
            "word/_rels/settings.xml.rels": attached.encode(),
            "word/settings.xml": settings.replace(
                "</w:settings>", f"{naming}</w:settings>"
            ).encode(),
        }
    )
    request = asking_for("申报函", tmp_path / "templates", template)
    content = render(full_document(), request)
    assert b"https://example.org" in part_of(content, RELATIONS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"C:/Normal.dotm" in archive.read(name) for name in archive.namelist())


def test_a_template_that_lies_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "other.docx").write_bytes(writing("别处"))
    (tmp_path / "templates" / "申报函.docx").symlink_to(tmp_path / "other.docx")
    request = PaperRequest(paper="申报函", templates=tmp_path / "templates")
    with pytest.raises(ZlrulesError, match="链接到模板文件夹之外"):
        render(full_document(), request)


def test_a_paper_without_a_template_of_ones_own_takes_the_shipped_one(tmp_path: Path) -> None:
    own = asking_for("申报函", tmp_path / "templates", writing("我区的函"))
    other = PaperRequest(paper="申报条件对照表", templates=own.templates)
    assert "申报条件对照表" in opened(render(full_document(), other)).paragraphs[0].text


def test_the_shipped_templates_are_those_that_are_built() -> None:
    for name, content in built().items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                assert archive.read(part) == part_of(shipped(name), part), f"{name}: {part}"
    assert list(built()) == [paper.name for paper in PAPERS]
