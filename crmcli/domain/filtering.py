"""Filters as people write them: `grade = A and close < +1m and notes ~ 'bread and butter'`."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import StrEnum

from crmcli.errors import N_, UsageFault


class Op(StrEnum):
    """How a field is compared with a value; `ANY` is one of several values."""

    IS = "="
    NOT = "!="
    LESS = "<"
    MOST = "<="
    MORE = ">"
    LEAST = ">="
    HOLDS = "~"
    LACKS = "!~"
    EMPTY = "is empty"
    FILLED = "is not empty"
    ANY = "in"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; the field and the value are as they were written.

    Args:
        field: the name of a field of customers.
        op: how it is compared.
        value: what it is compared with; empty for `is empty` and `is not empty`. For `ANY` it holds
            several values, separated by newlines.
        quoted: whether the value stood in quotes, so that its commas belong to it.
        ranked: whether it was said in words of rank: 等级 高于 B is A, which is written before it.
    """

    field: str
    op: Op
    value: str = ""
    quoted: bool = dataclasses.field(default=False, compare=False)
    ranked: bool = dataclasses.field(default=False, compare=False)

    @property
    def values(self) -> tuple[str, ...]:
        """The values of `ANY`."""
        return tuple(self.value.split("\n"))


class UnreadableFilter(UsageFault):
    """A filter that is not FIELD OP VALUE."""

    code = "unreadable_filter"
    sentence = N_("Cannot read {text} as a condition.")
    hint = N_("Write it like grade = A and notes ~ 'quote'; others are != < <= > >= !~ is empty.")


class JoinedByOr(UnreadableFilter):
    """Two conditions of which one is to hold, which no filter says."""

    sentence = N_("Conditions are joined by and alone, not as in {text}.")
    hint = N_(
        "Several values of one field stand with commas between them, as in source = fair,referral;"
        " a value that holds the word or stands in quotes."
    )


class UnknownFilterField(UsageFault):
    """A field that customers cannot be filtered or sorted by."""

    code = "unknown_field"
    sentence = N_("There is no field named {name}.")
    hint = N_("Did you mean {nearest}? All fields: crm schema customer list")


ALL_FIELDS = N_(
    "See the fields with `crm schema customer list`, and your own with `crm customer field list`."
)
"""The hint where none is near."""


class UnreadableNumber(UsageFault):
    """A value that should be a whole number."""

    code = "unreadable_number"
    sentence = N_("Cannot read {text} as a number.")


class GradesHaveNoSize(UsageFault):
    """A comparison of grades by size, of which A is the first letter and the highest grade."""

    code = "unfit_operator"
    sentence = N_("Grades are not compared with {op}: A is the highest.")
    hint = N_("Name those that are meant, as in grade = A,B.")


class UnfitOperator(UsageFault):
    """A comparison that makes no sense for its field."""

    code = "unfit_operator"
    sentence = N_("{field} cannot be compared with {op}.")
    hint = N_("It takes {allowed}.")


def one_of(field: str, values: tuple[str, ...]) -> Condition:
    """Make the condition that a field has one of several values."""
    return Condition(field, Op.ANY, "\n".join(values))


def parse_where(text: str) -> tuple[Condition, ...]:
    """Read conditions joined by `and`, or 且.

    A value goes up to the next ` and `; one that holds that word, or begins with a quote, stands
    in `'` or `"`, doubled inside. Field names with spaces or signs are quoted likewise. Signs may
    be as wide as Chinese characters; words such as 大于 stand between spaces, 包含 and 为空 need
    none.

    Raises:
        UnreadableFilter: a part is not FIELD OP VALUE; the hint names the operator that was meant.
        JoinedByOr: two parts are joined by or.
    """
    found = []
    at = 0
    if _ENDS_JOINED.search(text):
        raise UnreadableFilter(text=text)
    while True:
        condition, at = _condition(text, at)
        found.append(condition)
        if at >= len(text):
            return tuple(found)


_SIGNS = {
    "=": Op.IS, "==": Op.IS, "!=": Op.NOT, "<>": Op.NOT, "≠": Op.NOT, "<": Op.LESS, "<=": Op.MOST,
    "≤": Op.MOST, ">": Op.MORE, ">=": Op.LEAST, "≥": Op.LEAST, "~": Op.HOLDS,
    "等于": Op.IS, "是": Op.IS, "不等于": Op.NOT, "不是": Op.NOT, "小于": Op.LESS, "早于": Op.LESS,
    "大于": Op.MORE, "晚于": Op.MORE, "不大于": Op.MOST, "不晚于": Op.MOST, "不小于": Op.LEAST,
    "不早于": Op.LEAST, "包含": Op.HOLDS,
    "!~": Op.LACKS, "大于等于": Op.LEAST, "小于等于": Op.MOST, "超过": Op.MORE, "高于": Op.MORE,
    "多于": Op.MORE, "低于": Op.LESS, "少于": Op.LESS, "不超过": Op.MOST, "至多": Op.MOST,
    "最多": Op.MOST, "至少": Op.LEAST, "不少于": Op.LEAST, "不低于": Op.LEAST, "不高于": Op.MOST,
    "属于": Op.IS,
    "不属于": Op.NOT, "含有": Op.HOLDS, "不包含": Op.LACKS, "不含": Op.LACKS,
    "为": Op.IS, "不为": Op.NOT, "含": Op.HOLDS,
}  # fmt: skip
_WORDS = {
    "is": "=", "equals": "=", "eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">",
    "ge": ">=", "like": "~", "contains": "~", "has": "~", "in": "=", "before": "<", "after": ">",
}  # fmt: skip
_WIDE = str.maketrans("！＝＜＞～", "!=<>~")
_QUOTED = (
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
    "|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』"
)
_PAIRS = dict(zip("“‘「『", "”’」』", strict=True))
_RANKS = frozenset({"高于", "低于", "不低于", "不高于"})
_JOINT = "(?:and|且|并且|和)"
_FIELD = rf"\s*(?P<field>{_QUOTED}|[^=!<>~≠≤≥！＝＜＞～\"']+?)\s*"
_HEAD = re.compile(
    rf"{_FIELD}"
    r"(?:(?P<sign>[<＜][=＝>＞]|[>＞！!][=＝]|[!！][~～]|[=＝]{1,2}|[<>~≠≤≥＜＞～])"
    rf"|(?<=\s)(?:is\s+(?P<filled>not\s+)?empty|为空|(?P<filled_too>不为空))(?=\s+{_JOINT}\s|\s*$)"
    rf"|(?<=\s)(?P<word>{'|'.join(each for each in _SIGNS if each[-1] >= '一')})(?=\s))",
    re.IGNORECASE,
)
# Any name may hold such a word, so it counts where nothing else compares: 姓名不包含王, 公司是空.
_CLOSE_HEAD = re.compile(
    rf"{_FIELD}(?:(?P<sign>不包含|包含|不含|含有)"
    rf"|(?P<filled>不)?[为是]空(?=\s+{_JOINT}\s|\s*$))",
    re.IGNORECASE,
)
_VALUE = re.compile(
    rf"\s*(?:(?P<quoted>{_QUOTED})|(?P<plain>[^'\"\s].*?))(?=\s+{_JOINT}\s|\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_AND = re.compile(rf"\s+{_JOINT}\s+|\s*$", re.IGNORECASE)
_JOINED = re.compile(rf"\s{_JOINT}\s", re.IGNORECASE)
_OR = re.compile(
    # Without spaces 或 is a part of many words: it joins where a condition follows.
    r"\s(?:or|或|或者)\s|或者?[^=!<>~≠≤≥＝！＜＞～]+[=!<>~≠≤≥＝！＜＞～]",
    re.IGNORECASE,
)
_NO_VALUE = frozenset({"empty", "空"})
"""What stands for no value where no quotes say that it is one."""
_EMPTIED = {Op.IS: Op.EMPTY, Op.NOT: Op.FILLED}
_ENDS_JOINED = re.compile(rf"\s{_JOINT}\s*$", re.IGNORECASE)


def _condition(text: str, at: int) -> tuple[Condition, int]:
    head = _head(_HEAD, text, at) or _head(_CLOSE_HEAD, text, at)
    if head is None:
        raise _unreadable(text, at)
    named = head.groupdict("")
    field, end, value, quoted = _unquoted(head["field"]), head.end(), "", False
    sign = named["sign"] or named.get("word")
    if not sign:
        op = Op.FILLED if named["filled"] or named.get("filled_too") else Op.EMPTY
    else:
        op = _SIGNS[sign.translate(_WIDE)]
        found = _VALUE.match(text, end)
        if found is None:
            raise _unreadable(text, at)
        quoted, value, end = bool(found["quoted"]), _unquoted(found[0].strip()), found.end()
        if not quoted and _OR.search(value):
            raise JoinedByOr(text=text[at:end].strip())
        if not quoted and value.lower() in _NO_VALUE and op in _EMPTIED:
            op, value = _EMPTIED[op], ""
    joint = _AND.match(text, end)
    if joint is None or (joint.end() == len(text) and joint[0].strip()):
        raise _unreadable(text, at)
    return Condition(field, op, value, quoted, sign in _RANKS), joint.end()


def _head(form: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    head = form.match(text, at)
    joined = head is not None and head["field"][0] not in "'\"" and _JOINED.search(head["field"])
    return None if joined else head


def _unquoted(text: str) -> str:
    quote = text[0]
    if quote in "'\"":
        return text[1:-1].replace(quote * 2, quote)
    if len(text) > 1 and _PAIRS.get(quote) == text[-1]:
        return text[1:-1]
    return text.strip()


def _unreadable(text: str, at: int) -> UnreadableFilter:
    rest = text[at:]
    part = _JOINED.split(rest, maxsplit=1)[0].strip() or text.strip()
    words = part.split()
    meant = _WORDS.get(words[1].lower()) if len(words) > 1 else None
    if meant is None or any(sign in part.translate(_WIDE) for sign in _SIGNS if sign < "一"):
        return UnreadableFilter(text=part)
    better = " ".join([words[0], meant, *words[2:]])
    return UnreadableFilter(text=part, nearest=better, hint=N_("Did you mean {nearest}?"))
