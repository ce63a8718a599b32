"""A comparison as Markdown: what differs is marked, and nothing else in it is."""

from comparisons import compared
from test_terminal import ALL

from cleaner.delivery.progress import Take, progress
from cleaner.report import markdown


def table(*told: str, every: bool = False) -> list[str]:
    lines = markdown.write(progress([Take("talk.m4a", compared(*told))]), every=every).splitlines()
    return lines[lines.index("|---|---|---|---|") + 1 :]


def test_figures_and_a_table() -> None:
    assert markdown.write(progress([Take("talk_1.m4a", ALL)])).splitlines() == [
        "# talk\\_1.m4a against script.txt",
        "",
        "- **said**: 84 % of the script",
        "- **CER**: 12.3 % against the script, of it 4 % the recogniser's (\\~)",
        "- **order**: 85.7 % of the sentences in order",
        "- **sentences**: 7: 4 said, 1 said differently, 1 left out, 1 said out of order",
        "- **added**: 1 passage not in the script, 19 characters",
        "",
        "| | script | said | |",
        "|---|---|---|---|",
        "| 1–2 | … | … | said |",
        "| 3 | 我们小组二零二零年<del>秋天</del>拿了第三名。 "
        "| 我们小组二零二零年<ins>春天</ins>拿了第三名。 | 0:08 said differently |",
        "| + | | <ins>这一段我没有写在稿子里，讲的是前年的事情。</ins> | 0:12 not in the script |",
        "| 4 | … | … | said |",
        "| 5 | <del>我们把代码都放在 GitHub 上面。</del> |  | left out |",
        "| 6 | 平时我喜欢跑步。 | 平时我喜欢跑步。 | 0:24 said out of order, after 3 |",
        "| 7 | … | … | said |",
    ]


def test_all_sentences_where_somebody_wants_them() -> None:
    assert table("今天讲{订单/定单}。", every=True) == ["| 1 | 今天讲<em>订单</em>。 | 今天讲<em>定单</em>。 | said |"]


def test_nothing_that_was_said_is_markup() -> None:
    assert table("[<b>|**x**/`&amp;`]\n好") == [
        "| 1 | <del>&lt;b>\\|\\*\\*x\\*\\*</del> 好 | <ins>\\`&amp;amp;\\`</ins> 好 | said differently |"
    ]
