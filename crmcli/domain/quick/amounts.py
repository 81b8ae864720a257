"""What was quoted, as a sentence says it: 报价12万, `quoted 12k`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.amount_words import AMOUNT, is_money, named_amount
from crmcli.domain.quick.doubtful_quotes import number_after, told_otherwise
from crmcli.domain.quick.piece import Piece, trimmed
from crmcli.domain.quick.plainly import is_undone
from crmcli.domain.quick.quoting import is_ours
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHINESE: Final = (
    r"(?:报(?:了个?|出)?(?:的)?价(?:格|是|为|了)?|报了?(?=[0-9])|报给(?:他|她|对方|客户)?)"
    r"(?:给?(?:他|她|对方|客户)|是|为|了)?[:\s]*"
)
_ENGLISH: Final = (
    r"(?<![a-z])(?:re-?)?(?:quoted|quote)"
    r"(?: (?:him|her|them|it|a price|price|of|at|for|is|was))*[: ]+"
)
_VERB: Final = re.compile(f"{_CHINESE}|{_ENGLISH}")
_AMOUNT: Final = re.compile(AMOUNT)
_LOOSE: Final = re.compile(rf"[^,，。；;\n0-9]{{0,10}}?(?P<all>{AMOUNT})")
_OTHER_ONE: Final = re.compile(
    r"[\s,，、;；/]*(?:(?:-|~|到|至|或者?|还是|和|及|然后|后来|再|又|现在|降到?|改[为成]?"
    r"|变[为成]?|优惠到?|报|and|or|to"
    r"|then|now|later|but|down|reduced|lowered|revised|changed|quoted?)\s*)*"
)
_WITHIN: Final = re.compile(r"[^,，。；;\n]*?(?:或者?|还是|降|改|变|优惠|\bor\b|\bthen\b|\bnow\b)")
_RANGE: Final = re.compile(r" ?(?:-|~|到|至|或者?|还是|、|/|to |or )(?= ?[0-9])")
_RATE: Final = re.compile(
    r"\s*(?:/|每|[x×*]\s*[0-9]|一[\u4e00-\u9fff]|per\b"
    r"|an? (?:month|year|unit|piece|day|week|seat)\b"
    r"|each\b|monthly\b|yearly\b|p\.?[am]\b)"
)
_ABOUT: Final = re.compile(
    r"[多余几来零]|[0-9]|\.[0-9]|个?(?:台|套|件|人|单|批)|之?以?[内外]|起|以[上下]|不到|左右|上下"
    r"|出头|封顶|打底|\s*[+＋]|-?ish\b|\s*(?:减|扣|打[0-9一二三四五六七八九]|minus\b|less\b|plus\b)"
    r"|\s*(?:or so|or less|or more|at most|at least|max|tops|up to|approx\w*)\b"
)
_THING: Final = re.compile(
    "(?![元块或到至和及含不他她对客下上这本明后今昨周月年给已成接同嫌觉没被包太有贵价而但还可能就再都也了的吧啊])[\u4e00-\u9fff]"
)
"""What makes an amount without its currency a number of things: 报价20万字翻译."""

_CORRECTED: Final = re.compile(
    r"不对|错了|说错|写错|记错|更正|应该?是|才对|不是|其实|实际|优惠后|最后|最终"
    r"|\b(?:actually|sorry|no wait|wait|i mean|i meant|scratch that"
    r"|correction|make that|rather|oops)\b"
)
_CORRECTION: Final = 12
"""Within how many characters of the words for it the right amount stands."""

_LEAST_BARE: Final = 100
"""The least figure without a unit or a currency that is an amount and no number of things."""


class TwoAmounts(UsageFault):
    """Several amounts that may be what was quoted."""

    code = "two_amounts"
    sentence = N_("Which amount was quoted is not clear: {first}, or {second}.")
    hint = N_("Name one of them after 报价 or quoted, or leave it to the note with --no-deal.")


class Quoted(NamedTuple):
    """What was quoted.

    Args:
        piece: where it stands, with the word that says so.
        text: the same as it was typed.
        amount: the amount alone, as it was typed.
        plain: the amount as `read_money` reads it.
    """

    piece: Piece
    text: str
    amount: str
    plain: str


class Quotes(NamedTuple):
    """What a sentence says of quotes.

    Args:
        quoted: what was plainly quoted by us.
        left: what may be a quote, and is left to the note.
        taken: all parts that are amounts, and no dates.
    """

    quoted: Quoted | None = None
    left: tuple[Piece, ...] = ()
    taken: tuple[Piece, ...] = ()


def quotes_in(text: str, typed: str, names: Sequence[Piece] = ()) -> Quotes:
    """Find what was quoted to the customer; amounts of others, and wishes, are left to the note.

    Args:
        text: the sentence in its aligned form.
        typed: the same as it was typed.
        names: where names of the book stand in it.

    Raises:
        TwoAmounts: there are several, or a range.
    """
    found: list[Quoted] = []
    left: list[Piece] = []
    taken: list[Piece] = []
    for verb in _VERB.finditer(text):
        match = _AMOUNT.match(text, verb.end())
        if match is not None:
            _check_range(text, typed, match)
        if match is None or not _is_amount(text, match):
            loose = _LOOSE.match(text, verb.end())
            if loose is not None and is_money(loose) and _is_one_clause(loose):
                left.append(trimmed(text, Piece(verb.start(), loose.end("all"))))
                taken.append(trimmed(text, Piece(*loose.span("all"))))
            else:
                left += number_after(text, verb)
            continue
        piece = trimmed(text, Piece(verb.start(), match.end()))
        taken.append(piece)
        plain = named_amount(match)
        ours = is_ours(text, verb.start(), verb[0], names)
        amount = trimmed(text, Piece(*match.span())).of(typed)
        second = _second(text, piece.end) if plain and ours else None
        if second is not None:
            raise TwoAmounts(first=amount, second=second.of(typed))
        if plain is None or not ours or _is_doubtful(text, match, piece.end):
            left.append(piece)
            continue
        found.append(Quoted(piece, piece.of(typed), amount, plain))
    otherwise = told_otherwise(text, taken)
    left += otherwise
    taken += otherwise
    if len({each.amount for each in found}) > 1:
        raise TwoAmounts(first=found[0].amount, second=found[1].amount)
    return Quotes(found[0] if found else None, tuple(left), tuple(taken))


def _is_doubtful(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether what follows an amount makes it a rate, a rough one, or takes it back."""
    return (
        _RATE.match(text, end) is not None
        or (is_money(match) and _ABOUT.match(text, end) is not None)
        or (not match["after"] and _is_of_things(text, match, end))
        or is_undone(text[end:])
    )


def _is_of_things(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether an amount without a currency counts or measures what follows: 100M宽带."""
    latin = bool(match["unit"]) and match["unit"].isascii() and len(match["unit"]) == 1
    if latin and is_chinese(text[end : end + 1]):
        return True
    return not match["before"] and _THING.match(text, end) is not None


def _check_range(text: str, typed: str, match: re.Match[str]) -> None:
    """Refuse a range whose first figures alone are no amount: 12-15万.

    Raises:
        TwoAmounts: it is one.
    """
    wide = _RANGE.match(text, match.end())
    upper = None if wide is None else _AMOUNT.match(text, wide.end())
    if upper is not None and not _is_amount(text, match) and _is_amount(text, upper):
        first, second = (trimmed(text, Piece(*each.span())) for each in (match, upper))
        raise TwoAmounts(first=first.of(typed), second=second.of(typed))


def _second(text: str, end: int) -> Piece | None:
    """Find another amount that may be meant instead: 12万或者10万, `12k, then 10k`, 8-10万."""
    mistake = _CORRECTED.search(text, end)
    if mistake is not None:
        for right in _AMOUNT.finditer(text, mistake.end(), mistake.end() + _CORRECTION):
            if _is_amount(text, right):
                return trimmed(text, Piece(*right.span()))
    for pattern in (_OTHER_ONE, _WITHIN):
        between = pattern.match(text, end)
        other = None if between is None else _OTHER_ONE.match(text, between.end())
        match = None if other is None else _AMOUNT.match(text, other.end())
        if match is not None and match.start() > end and _is_amount(text, match):
            return trimmed(text, Piece(*match.span()))
    return None


def _is_one_clause(loose: re.Match[str]) -> bool:
    """Tell whether no space beside Chinese stands between the word and the amount."""
    between = loose[0][: loose.start("all") - loose.start()]
    return not (" " in between.strip() and any(map(is_chinese, between)))


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Tell whether figures are money and no number of things: 报价3台 names none."""
    end = len(text[: match.end()].rstrip())
    after = text[end] if end < len(text) else " "
    if after.isdigit() or after in "%％" or (after.isascii() and after.isalpha()):
        return False
    if not is_money(match) and re.match("[,.][0-9]", text[end:]):
        return False
    if is_money(match) or match["part"]:
        return True
    if match["chinese"]:
        plain = named_amount(match)
        return plain is not None and any(each in "百千万亿" for each in match["chinese"])
    large = float(match["number"].replace(",", "")) >= _LEAST_BARE
    rest = text[end:].lstrip()
    word = bool(re.match("[a-z]", rest)) and not re.match(
        "(?:for|and|but|to|he|she|they|then|or|per|by)\\b", rest
    )
    return large and (not is_chinese(after) or bool(re.match("或|还是", rest))) and not word
