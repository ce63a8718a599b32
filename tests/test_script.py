"""Reading a script: what is said of it, in sentences, and what is not."""

import io
import os
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.comparison.units import spoken
from cleaner.errors import CleanerError
from cleaner.formats.documents import read
from cleaner.language.fold import fold
from cleaner.script import Script, parse
from cleaner.script.stage_directions import is_direction
from cleaner.transcript import Span


def said(script: Script) -> list[str]:
    """Each sentence without what is not said of it."""
    return [
        "".join(
            char
            for at, char in enumerate(script.text[sentence.start : sentence.end], sentence.start)
            if not any(span.start <= at < span.end for span in script.unspoken)
        )
        for sentence in script.sentences
    ]


def unsaid(script: Script) -> list[str]:
    return [script.text[span.start : span.end] for span in script.unspoken]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("大家好。今天讲图书馆！好吗？好", ["大家好。", "今天讲图书馆！", "好吗？", "好"]),
        ("他说：“好吗？”我说好。", ["他说：“好吗？”", "我说好。"]),
        ("真的？！其实……我不知道。", ["真的？！", "其实……", "我不知道。"]),
        ("涨了3.5倍。见 Node.js 的文档。", ["涨了3.5倍。", "见 Node.js 的文档。"]),
        ("It works. Mr. Lee said so. Use v3.5.", ["It works.", "Mr. Lee said so.", "Use v3.5."]),
        ("I am at Example Inc. in town. Good.", ["I am at Example Inc. in town.", "Good."]),
        ("《你好，明天！》出版了（真的吗？），很好。", ["《你好，明天！》出版了（真的吗？），很好。"]),
        ("没有标点的一行\n另一行", ["没有标点的一行", "另一行"]),
        ("。。。\n大家好。\n——\n！", ["大家好。"]),
        ("", []),
    ],
)
def test_sentences_are_cut_at_their_marks_and_at_line_ends(text: str, sentences: list[str]) -> None:
    assert said(parse(text)) == sentences


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    text = (
        "今天我们讲小镇图书馆的预约系统，这个系统的程序是用Java写的，所有的数据都存在数据库里面。"
        "每本书都有一个名单，先来的人排在前面，早上九点更新一次。\n"
    )
    wrapped = "\n".join(text[at : at + 25] for at in range(0, len(text), 25)) + "\n谢谢。"
    assert parse(wrapped).paragraphs == (0, 0, 1)
    assert [one.replace("\n", "") for one in said(parse(wrapped))] == said(parse(text + "谢谢。"))


DIRECTIONS = (
    "停顿 笑 翻页 切换到下一页 鼓掌 微笑 看向观众 看观众 指屏幕 放视频 播放视频 深呼吸 慢 停顿两秒 此处停顿 "
    "稍作停顿 语气加重 放慢语速 面带微笑 激动地 慢慢地说 环视全场 走到台前 举起手机 拿出道具 PPT第3页 第3页 "
    "pause smile 停3秒 停顿2-3秒 鞠躬致谢 向观众鞠躬 微笑，看向评委 停顿两秒，让大家思考 深吸一口气 "
    "翻到第五页 观众鼓掌 与观众互动 等掌声结束 喝一口水 请观众举手 看评委的眼睛 面向镜头微笑 手指向屏幕左侧 "
    "用手指向大屏 next 见图1 如上图所示 此处有掌声 看提词器"
)
SAID = (
    "TensorFlow 二〇一七年 2017年 看板 指标 放射科 播放器 微笑曲线 停车场 慢性病 快递 翻译 切片 目的地 当地 "
    "一种开源框架 也就是人工智能 简称AI 比如图书馆 占百分之十 第三名 我们的老师 快速排序 思考题 暂停键 "
    "对方法的理解 和老师一起 播放量 点对点 向量 换手率 放大器 手机 请大家注意 切换成本 点击率 展示页 打开率 "
    "翻页器 音量键 慢查询 感谢老师 对同学的关心 向老师请教 放在口袋里 站长 走廊 看起来 语气词 节奏感 声音识别 "
    "《书名》"
)


@pytest.mark.parametrize("content", DIRECTIONS.split(" "))
def test_what_is_asked_of_the_speaker_is_a_direction(content: str) -> None:
    assert unsaid(parse(f"我们（{content}）开始吧。")) == [f"（{content}）"]


@pytest.mark.parametrize("content", SAID.split(" "))
def test_what_explains_is_said(content: str) -> None:
    assert unsaid(parse(f"我们（{content}）开始吧。")) == []


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("好(笑)的 [翻页] 【切換到下一頁】吧", ["(笑)", "[翻页]", "【切換到下一頁】"]),
        ("【背景】我们［互动］开始〔一〕吧{3}", ["【背景】", "［互动］", "〔一〕", "{3}"]),
        ("（以下的话不用背）\n开始吧。", ["（以下的话不用背）"]),
        ("【各位老师好。我今天讲图书馆。】开始", []),
        ("数组a[0]和（停顿", []),
        ("我们（停顿（两秒））说（二〇一七年（停顿））吧", ["（停顿（两秒））", "（停顿）"]),
        ("《停顿》和“翻页”", []),
        ("看（停顿]吧", []),
    ],
)
def test_brackets_and_lines_tell_directions(text: str, directions: list[str]) -> None:
    assert unsaid(parse(text)) == directions


def test_a_direction_is_told_without_a_script() -> None:
    assert is_direction(fold("（停頓）"), Span(0, 4))
    assert not is_direction(fold("（单元）"), Span(0, 4))
    assert is_direction(fold("（单元）"), Span(0, 4), is_line=True)


def test_plain_text_has_titles_facts_numbers_speakers_and_notes() -> None:
    text = (
        "小镇图书馆\n——一节课\n\n主讲人：小周\n日期：2024年3月5日\n开场白：\n各位好！（鞠躬）我们开始。\n"
        "一、预约系统\n它有两部分：网站，短信。\n"
        "1. 网站，很快。\n（2）短信，很准。\n• 第三点，没有了。\n"
        "主持人：好！\nPPT：系统图\n第3页\n10、20、30 都行。\n3.5 倍。"
    )
    script = parse(text, name="课.txt")
    assert said(script) == [
        *(
            "各位好！",
            "我们开始。",
            "它有两部分：网站，短信。",
            "网站，很快。",
            "短信，很准。",
            "第三点，没有了。",
            "好！",
            "10、20、30 都行。",
        ),
        "3.5 倍。",
    ]
    assert unsaid(script) == [
        *(
            "小镇图书馆",
            "——一节课",
            "主讲人：小周",
            "日期：2024年3月5日",
            "开场白：",
            "（鞠躬）",
            "一、预约系统",
            "1.",
            "（2）",
            "•",
            "主持人：",
        ),
        *("PPT：系统图", "第3页"),
    ]
    assert script.paragraphs == (0, 0, 1, 2, 3, 4, 5, 6, 7)
    assert script.name == "课.txt"


@pytest.mark.parametrize(
    "text",
    [
        "大家好\n我是小周。\n今天讲图书馆。",
        "我来讲讲图书馆\n它很大\n谢谢",
        "问题是：我们没有钱。\n所以，第一：省。",
        "标题不重要，重要的是内容。",
        "我来讲讲图书馆\n它很大\n\n里面有很多书\n谢谢",
        "三、五天就好。",
        "一、二月很冷。",
        "2024年很好。",
    ],
)
def test_what_may_be_said_is_said(text: str) -> None:
    assert unsaid(parse(text)) == []


def test_titles_end_at_the_first_empty_line() -> None:
    assert unsaid(parse("《图书馆》讲稿\n三班 小周\n\n它很大，很好。")) == ["《图书馆》讲稿", "三班 小周"]
    assert unsaid(parse("《图书馆》讲稿\n——一节课\n它很大，很好。")) == ["《图书馆》讲稿", "——一节课"]


def test_who_talks_with_each_other_is_not_said() -> None:
    assert unsaid(parse("小明：你好。\n小红：你好。\n小明：走吧。\n小林：走。")) == [
        "小明：",
        "小红：",
        "小明：",
        "小林：",
    ]


MARKDOWN = """---
title: 图书馆
---
# 小镇图书馆

各位**老师**好，我是[小周](https://a.example/小周)小周。看 `ls` 这个 *命令*。
    四个空格，不是代码。<!-- 注释 --> **注意：**大家 &amp; 再\\*见。

- 第一，快（停顿）
- 第二，~~慢~~稳
  1. 图：![图](图.png)图
> 引用。
> 又一句。<https://a.example>

| 表 | 头 |
|---|---|
| 一 | 二 |

```python
print("图书馆")
```
<div>
块
</div>

标题
---

不是标题。
---
窗前  \n月光
"""


def test_markdown_is_read_by_its_structure() -> None:
    script = parse(MARKDOWN, markdown=True)
    assert [spoken(one).units for one in said(script)] == [
        *("各位老师好我是小周小周", "看ls这个命令", "4个空格不是代码", "注意大家再见"),
        *("第1快", "第2稳", "图图", "引用", "又1句", "不是标题", "窗前", "月光"),
    ]
    assert script.paragraphs == (0, 0, 0, 0, 1, 2, 3, 4, 4, 5, 6, 6)
    assert {"[", "](https://a.example/小周)", "~~慢~~", "（停顿）", "<!-- 注释 -->", "# 小镇图书馆"} <= set(
        unsaid(script)
    )


def word_document(tmp_path: Path) -> Path:
    from docx import Document
    from docx.oxml import parse_xml

    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    document.add_heading("小镇图书馆", 0)
    document.add_heading("开始", 1)
    paragraph = document.add_paragraph("各位好！（鞠躬）我们")
    paragraph.add_run("不").font.strike = True
    paragraph.add_run("隐").font.hidden = True
    paragraph.add_run("开始。").bold = True
    paragraph._p.append(parse_xml(f"<w:ins {word}><w:r><w:t>加上的。</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {word}><w:r><w:delText>去掉的。</w:delText></w:r></w:del>"))
    document.add_comment(paragraph.runs[0], "注意语速", "我")
    document.add_table(1, 1).cell(0, 0).text = "表格里的话。"
    document.add_paragraph("一条。", style="List Bullet")
    document.add_paragraph("两行\n没有标点")
    document.save(str(tmp_path / "稿.docx"))
    return tmp_path / "稿.docx"


def test_a_word_document_is_read(tmp_path: Path) -> None:
    script = read(word_document(tmp_path))
    assert said(script) == ["各位好！", "我们开始。", "加上的。", "一条。", "两行", "没有标点"]
    assert unsaid(script) == ["小镇图书馆", "开始", "（鞠躬）", "不隐", "表格里的话。"]
    assert script.paragraphs == (0, 0, 0, 1, 2, 2)
    assert script.name == "稿.docx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "稿.txt").write_bytes("各位老师好。\r\n我们开始吧。".encode(encoding))
    assert said(read(tmp_path / "稿.txt")) == ["各位老师好。", "我们开始吧。"]
    (tmp_path / "稿.MD").write_bytes("# 题\r\n**好**。".encode(encoding))
    assert said(read(tmp_path / "稿.MD")) == ["好。"]


def package(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.txt", b" \n", "空.txt: empty; write into it what you mean to say"),
        ("空.docx", b"", "空.docx: empty; write into it what you mean to say"),
        (
            "题.md",
            "# 题\n".encode(),
            "题.md: nothing in it is to be said: all of it is headings, notes, tables or marks",
        ),
        ("录.txt", b"\0\1\2RIFF", "录.txt: not a script: it must be a txt, md or docx file"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1", "an old Word document (.doc), or one with a password"),
        ("稿.pdf", b"%PDF-1.7 ...", "稿.pdf: a PDF: save the script as docx, or copy its text into a txt file"),
        ("稿.rtf", b"{\\rtf1 a}", "稿.rtf: rich text (RTF): save it as docx or txt"),
        ("稿.docx", b"PK\3\4broken", "稿.docx: a damaged Word document: open it in Word and save it anew"),
        ("稿.docx", package(word__document="<a"), "稿.docx: a damaged Word document"),
        ("表.xlsx", package(xl__workbook="<a/>"), "表.xlsx: not a Word document: save it as docx, or give a txt or md"),
        ("稿.docx", "文字".encode(), "稿.docx: no Word document, though its name says so"),
    ],
)
def test_what_is_no_script_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CleanerError) as raised:
        read(tmp_path / name)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_document_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    whole = word_document(tmp_path).read_bytes()
    for length in range(8, len(whole) - 1, len(whole) // 40):
        (tmp_path / "断.docx").write_bytes(whole[:length])
        with pytest.raises(CleanerError):
            read(tmp_path / "断.docx")


def test_a_folder_or_nothing_is_no_script(tmp_path: Path) -> None:
    for path, message in ((tmp_path, "a folder; name a file"), (tmp_path / "没.txt", "no such file")):
        with pytest.raises(CleanerError, match=message):
            read(path)


_PIECES = (
    "好 大家好。 （停顿） （说明） 【 】 ( ) #␣ -␣ 1.␣ 一、 ** ` ~~ 《 》 “ ” ！ … . ␣ >␣ | --- ![ ]( 小明： 标题： "
    "<!-- --> \\* &amp; https://a.example \t A \n \n\n ␣␣\n"
)
_PIECE = st.sampled_from([piece.replace("␣", " ") for piece in _PIECES.split(" ")])


@given(st.lists(_PIECE, max_size=25).map("".join), st.booleans())
def test_every_script_is_in_order_and_apart(text: str, markdown: bool) -> None:
    script = parse(text, markdown=markdown)
    for spans in (script.sentences, script.unspoken):
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(len(span) for span in spans)
    assert len(script.paragraphs) == len(script.sentences)
    assert sorted(set(script.paragraphs)) == list(range(len(set(script.paragraphs))))
    assert list(script.paragraphs) == sorted(script.paragraphs)
    hidden = {at for span in script.unspoken for at in range(span.start, span.end)}
    left = [char for at, char in enumerate(text) if at not in hidden]
    # All that is said is in a sentence; each sentence says something, and begins and ends with what is said or a mark.
    assert list(filter(str.isalnum, "".join(said(script)))) == list(filter(str.isalnum, left))
    for sentence, words in zip(script.sentences, said(script), strict=True):
        assert any(map(str.isalnum, words))
        assert not {sentence.start, sentence.end - 1} & hidden


def test_a_file_that_is_far_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "script.txt"
    path.touch()
    os.truncate(path, 2 << 30)  # takes no room on the disk
    with pytest.raises(CleanerError, match="more than 64 MB, too large for a script"):
        read(path)
