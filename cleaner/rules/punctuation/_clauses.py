"""Whether a line is a sentence, whether it goes on in the next one: shared by the rules that end and join lines."""

import re

from cleaner.rules.punctuation._questions import asks

# What a clause cannot end with, or what a clause that ends with it goes on from.
_GOES_ON = re.compile(
    r"(?:[和与及或把被给从向往对比跟在是为以按让使将很太更最还也都就又再才只并且而但的地得]|因为|所以|如果|虽然|但是|而且|"
    r"不仅|不但|只要|只有|除非|即使|为了|关于|通过|根据|由于|比如|例如|包括|以及|或者|还有|就是|觉得|认为|[:、]|然后|一个|这个|那个)$"
)
_COMPLETE = re.compile(r"(?:是的|好的|对的|真的|存在|所在|[^\W\d_]的)$")
_SUBORDINATE = re.compile(
    r"(?:那么)?(?:如果|要是|假如|因为|由于|虽然|尽管|当|为了|只要|只有|无论|不管|除了|不仅|不但|即使|一旦|随着|既然|自从)"
)
_PARTICLE = re.compile(r"[了吧啊呀啦嘛吗呢]$")
_CONTINUES = re.compile(r"[的地得了着过们吗呢吧](?!确|方|点|到)")
_OPENS = re.compile(
    r"接下来|下面|首先|其次|再次|最后|总之|第[一二三四五六七八九十\d]+|今天|大家|各位|那么|所以|但是|可是|不过|另外|后来|"
    r"其实|当时|现在|于是|因此|同时|比如|谢谢|我们|我是|我叫|我想|我的"
)
_CLAUSE = re.compile(r"[^,、;:。!?…—\n]*")
_LONGEST = 2  # characters of what _GOES_ON and _COMPLETE look for


def last_clause(sentence: str) -> str:
    """The clause that a folded sentence ends with."""
    backwards = _CLAUSE.match(sentence[::-1])
    return sentence[len(sentence) - (backwards.end() if backwards else 0) :].strip()


def goes_on(sentence: str) -> bool:
    """Whether a folded sentence is cut within a clause: it ends in a word that needs what follows."""
    end = last_clause(sentence)[-_LONGEST:]
    return bool(_GOES_ON.search(end) and not _COMPLETE.search(end))


def is_subordinate(sentence: str) -> bool:
    """Whether the last clause of a folded sentence needs another: 因为……, 如果……."""
    return bool(_SUBORDINATE.match(last_clause(sentence)))


def is_attached(after: str) -> bool:
    """Whether folded text begins with what belongs to the word before it."""
    return bool(_CONTINUES.match(after))


def is_opening(after: str) -> bool:
    """Whether folded text begins as sentences begin."""
    return bool(_OPENS.match(after))


def is_closed(sentence: str) -> bool:
    """Whether a folded sentence ends in a final particle."""
    return bool(_PARTICLE.search(sentence))


def final_mark(sentence: str) -> str:
    """The mark that ends a folded sentence."""
    return "？" if asks(sentence.rstrip(",、 ")) else "。"
