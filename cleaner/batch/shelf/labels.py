"""All that the list of files says itself, in Chinese, as its readers are; reasons stay in English.

Names in braces are filled in, by the template, by Python or by the page's script.
"""

from cleaner.report.html.labels import LABELS as OF_A_PAGE

# Stages, states of sentences, what was the matter with them: as on the page of a file.
_SHARED = (
    "garbled", "hanzi", "hallucination", "filler", "repetition", "repair", "retake", "wording", "punctuation",
    "SAID", "DIFFERENTLY", "PARTLY", "LEFT_OUT", "OUT_OF_ORDER", "TWICE",
    "left out", "partly", "said differently", "repeat", "self-correction", "long pause",
    "skip", "made", "filter", "all", "coverage", "order", "stumbles", "stumbles_in",
)  # fmt: skip

LABELS: dict[str, str] = {
    **{name: OF_A_PAGE[name] for name in _SHARED},
    "kind": "整理结果",
    "sections": "目录",
    # Totals
    "files": "个文件",
    "kinds": "（录音 {recordings}，文字稿 {transcripts}）",
    "characters": "字，整理前 → 后",
    "totals": "修改，按类别",
    # The table
    "list": "全部文件",
    "list_hint": "失败的排在最前。点列名排序，再点一次反过来。",
    "name": "文件",
    "state": "状态",
    "done": "完成",
    "failed": "失败",
    "waiting": "未做",
    "recording": "录音",
    "transcript": "文字稿",
    "type": "种类",
    "duration": "时长",
    "heard": "原字数",
    "written": "成稿字数",
    "edits": "修改",
    "edits_of": "修改：{stage}",
    "facts": "带走信息",
    "offered": "建议",
    "flags": "提示",
    "cer": "CER",
    "seconds": "用时",
    "in_seconds": "{n} 秒",
    "links": "打开",
    "html": "报告",
    "diff": "对照",
    "source": "原件",
    "link_label": "{name}：{what}",
    "summary": "表格 summary.csv",
    # Finding
    "search": "查找文件名、原因、提示",
    "by_state": "状态",
    "by_type": "种类",
    "by_look": "要看",
    "flagged": "有提示",
    "lossy": "带走信息",
    "offering": "有建议",
    "scripted": "有讲稿",
    "sort": "排序",
    "given": "失败在前",
    "turn": "倒序",
    "shown": "第 {from}–{to} 个，共 {n} 个（全部 {of} 个）",
    "shown_none": "没有符合的文件（全部 {of} 个）",
    "by_script": "按讲稿",
    "sorted_up": "按{key}排序，从小到大。",
    "sorted_down": "按{key}排序，从大到小。",
    "pages": "翻页",
    "first": "首页",
    "previous": "上一页",
    "next": "下一页",
    "last": "末页",
    "not_listed": "这一页只列 {listed} 个（失败的都在前面），全部 {files} 个见",
    "no_script": "浏览器没有运行脚本：这里只列前 {n} 个，不能排序和筛选；全部见",
    "no_files": "没有文件。",
    # Scripts
    "scripts": "对照讲稿",
    "scripts_hint": "讲到：讲稿里的字讲出来的占多少；顺序：讲到的句子里次序没变的；其余各列是讲稿的句数。",
    "script": "讲稿",
    "takes_of": "{n} 次排练",
    "more_scripts": "另有 {n} 份讲稿，见各文件的报告。",
    # What to look at, as `Figures.flags` tells
    "nobody speaks in it": "没有人声",
    "nothing is said in it": "没有话",
    "no times: no srt": "没有时间，没有 srt",
    "no times: no vtt": "没有时间，没有 vtt",
    "offers a retake": "可能重讲，请你定",
}
