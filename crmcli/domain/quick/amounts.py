"""What was quoted, as a sentence says it: 报价12万, `quoted 12k`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.piece import Piece, trimmed
from crmcli.errors import N_, UsageFault

_SIGNS: Final = "[¥$€£₩₹₽₫฿]|us\\$|hk\\$|nt\\$"
_NAMES: Final = "元|块钱?|人民币|美元|欧元|英镑|日元|港币|港元|台币"
_CODE: Final = "(?:[a-z]{3})"
_CODES: Final = "rmb|usd|eur|gbp|cny|jpy|hkd|twd|sgd|aud|cad|chf|inr|krw"
_GOING_ON: Final = re.compile("(?:for|and|but|to|he|she|they)\\b")
_UNIT: Final = "百万|千万|万亿|[千万亿]|k|m|w"
_AMOUNT: Final = (
    rf"(?:(?P<before>{_SIGNS}|人民币|美元|欧元|rmb|{_CODE}(?= ?[0-9])) ?)?"
    rf"(?P<number>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?) ?(?P<unit>(?:{_UNIT})(?![a-z]))?"
    rf" ?(?P<after>{_NAMES}|(?:{_CODES})(?![a-z]))?"
)
_CHINESE: Final = (
    r"(?:报(?:了个?|出)?(?:的)?价(?:格|是|为|了)?|报了?(?=[0-9])|报给(?:他|她|对方|客户)?)"
    r"(?:给?(?:他|她|对方|客户)|是|为|了|约)?[:\s]*"
)
_ENGLISH: Final = (
    r"(?<![a-z])(?:quoted|quote)(?: (?:him|her|them|it|a price|price|of|at|for|is|was))*[: ]+"
)
_QUOTED: Final = re.compile(rf"(?:{_CHINESE}|{_ENGLISH})(?P<amount>{_AMOUNT})")
_RANGE: Final = re.compile(r" ?(?:-|~|到|至|或|—|to |or )(?= ?[0-9])")
_OTHERS: Final = re.compile(
    "对手|竞品|竞争|别家|别人|同行|友商|他们|她们|(?:客户|对方|他|她)$|希望|要求|想要?|能不能|可否|没有?报|未报|不报"
    "|competitor|rival|they|others?|did ?n[o']t|not|never"
)
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
    """

    piece: Piece
    text: str
    amount: str


def quote_in(text: str, typed: str) -> Quoted | None:
    """Find what was quoted to the customer; amounts of others, and wishes, are not.

    Args:
        text: the sentence in its aligned form.
        typed: the same as it was typed.

    Raises:
        TwoAmounts: there are several, or a range.
    """
    found: list[Quoted] = []
    for match in _QUOTED.finditer(text):
        if _OTHERS.search(_said_before(text, match.start())):
            continue
        piece = trimmed(text, Piece(*match.span()))
        amount = trimmed(text, Piece(*match.span("amount")))
        wide = _RANGE.match(text, piece.end)
        upper = None if wide is None else re.compile(_AMOUNT).match(text, wide.end())
        if upper is not None and (_is_amount(text, upper) or _is_amount(text, match)):
            second = trimmed(text, Piece(*upper.span()))
            raise TwoAmounts(first=amount.of(typed), second=second.of(typed))
        if _is_amount(text, match):
            found.append(Quoted(piece, piece.of(typed), amount.of(typed)))
    if len({each.amount for each in found}) > 1:
        raise TwoAmounts(first=found[0].amount, second=found[1].amount)
    return found[0] if found else None


def _said_before(text: str, end: int) -> str:
    """Give what stands in front, up to the last border."""
    return re.split(r"[,，。；;\n\s]" if _has_chinese(text) else r"[,;.\n]", text[:end])[-1]


def _has_chinese(text: str) -> bool:
    return any(map(is_chinese, text))


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Tell whether figures are money and no number of things: 报价3台 names none."""
    end = len(text[: match.end()].rstrip())
    after = text[end] if end < len(text) else " "
    if after.isdigit() or after in "%％/" or (after.isascii() and after.isalpha()):
        return False
    if re.match("[,.][0-9]", text[end:]):
        return False
    if match["before"] or match["unit"] or match["after"]:
        return True
    large = float(match["number"].replace(",", "")) >= _LEAST_BARE
    rest = text[end:].lstrip()
    word = bool(re.match("[a-z]", rest)) and not re.match(
        "(?:for|and|but|to|he|she|they|she)\\b", rest
    )
    return large and not is_chinese(after) and not word
