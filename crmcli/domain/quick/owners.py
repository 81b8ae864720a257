"""Whose a promise is: ours, or the customer's."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from crmcli.domain.quick.plainly import MASK
from crmcli.domain.quick.promises import is_deed

_THEM: Final = rf"(?:他们?|她们?|客户那边|客户|对方|甲方|那边|{MASK}+(?:那边)?)"
_THEM_ENGLISH: Final = rf"(?:he|she|they|the (?:customer|client)|customer|client|{MASK}[{MASK} ]*)"
_WE_OWE_THEM: Final = re.compile(
    rf"(?:我们?|我方|咱们?)?(?:已经?|也)*(?:答应|承诺|保证|同意|说好|约好|跟|和|给"
    rf"|向){{0,2}}(?<=[应诺证意好]){_THEM}"
    rf"|(?:i |we )?(?:have )?(?:promised|told|assured) (?:him|her|them|the (?:customer|client)"
    rf"|{MASK}+)\b ?"
)
_THEY_ASK_US: Final = re.compile(
    rf"{_THEM}?(?:说|表示|还|也|又|一直|急着)*(?:要求?|希望|想要?|让|请|叫|催|等着?|盼|需要"
    rf"|期[望待])(?:我们?|我方|咱们?|这边)"
)
_THEY_ASK_US_ENGLISH: Final = re.compile(
    rf"(?:{_THEM_ENGLISH} ?)?(?:also )?(?:wants?|asks?|asked|needs?|expects?|waits? for|(?:is"
    rf"|are) waiting for"
    r"|told|reminded) (?:us|me|our|my)\b"
)
_THEY_OWE_US: Final = re.compile(
    rf"{_THEM}?(?:已经?|都|口头)*(?:答应|承诺|保证|同意)了?(?:给)?(?:我们?|咱们?|我方)"
    rf"|(?:{_THEM_ENGLISH} ?)?(?:have |has )?promised (?:me|us)(?: to)?\b ?"
    rf"|(?:我们?)?(?:在|还|继续)*(?:等着?|等待|坐等){_THEM}"
    r"|(?:i am |i'm |we are |we're |am )?(?:still )?(?:waiting|wait|awaiting)(?: for| on)?"
    rf" (?:his|her|their|him to|her to|them to|the (?:customer|client)(?:'s)?(?: to)?"
    rf"|{MASK}+(?:'s)?(?: to)?) "
)
_THEY_MAY_WANT: Final = re.compile(f"{_THEM}要(?!求)")
_OF_THEIRS: Final = (
    "付|打款|汇款|转账|回复|答复|回电|决定|确认|批|下单|验收|续约|续费|给我|给答复|提供"
)
_THEIRS: Final = re.compile(
    rf"(?:说|表示|称)(?!好|定|明)|{_THEM}{{1,2}}(?:说|会|将|要(?!求)|答应|承诺|保证|同意)*"
    rf"|{_THEM_ENGLISH}(?: (?:will|would|has to|have to|must|wants? to|promised to|agreed to"
    r"|is going to|are going to)|'ll)?(?= |$)"
)
_SOMEBODY: Final = re.compile(
    r"(?!(?:i|we|he|she|they|please) )[a-z]+ (?:will|has to|promised to|agreed to|is going to) "
)
"""Somebody who may be anybody: `competitor will send an offer`."""

_THEIR_PEOPLE: Final = re.compile(
    rf"(?:his|her|their|{MASK}+'s) [a-z]+ (?:will|has to|must|needs? to|is going to|[a-z]+s)\b"
)
_ASKED: Final = re.compile(
    "(?:要求|希望|想要?|最好|急需|急着|让我们?|催我们?|等我们?|(?:要|急|得)(?=用))"
    "|(?:wants?|wanted|asks?|asked|needs?|expects?|hopes?|waits?|would like)(?: for)? (?!to )"
)
"""What somebody asks for; it is a promise of ours only where we are to do it for them."""

_FOR_THEM: Final = re.compile("(?:我们?)?(?:给|发|寄|送(?!货)|报价|提供|提交|出)")
_TO_US: Final = re.compile(
    "(?:.*(?:发|寄|给|回|交|告诉|通知|答复|回复|联系|打给|提供给)|.*(?:把|将).*(?:发|寄|给"
    "|交))(?:给|回|到)?(?:我们?|咱们?|我方)"
    r"|(?:send|call|give|tell|pay|ring|e?mail|text|let|get back to|reply to|answer) (?:me|us)\b"
)
"""What somebody does for us: 把图纸发我, `call me back`."""

_OF_ANYBODY: Final = re.compile(
    '(?:[“"「]|一定|肯定|尽快|争取|先|就|会|再|都|必须|把[^,，]{1,6})*'
    "(?:付(?!费)|下单|采购|订购|购买|打(?:款|过来)|汇款|转账|结款|结清|回款|收款|支付|寄回|签回"
    "|盖章|回签|返回|验收)"
    r"|pay(?:s|ment)?\b|paid\b"
)
"""What either side may have to do, where nobody is said."""

_THEIR_OWN: Final = re.compile(
    "出国|出差|出门|出院|开会|开学|休|搬|结婚|生日|高考|回来|回国|去|到|来上"
)
"""What is no promise of theirs but their own affair."""

_OBJECT: Final = re.compile(
    "(?:把|将).+|.*[同案单品纸料件票货书议款表稿图样函录明]"
    "|[a-z ]*(?:contract|offer|quote|samples?|docs?|invoice)"
)
_SELF: Final = re.compile("(?:我方|我们?|咱们?|i|we|i'll|we'll|will)(?: |$|(?<=[^a-z]))")
_OURS: Final = re.compile(
    "(?:我方|我们?|咱们?|要(?!求)|会(?![议面场])|得|需要?|必须|务必|一定|肯定|可以|答应|承诺"
    "|保证|约(?:好了?|了)|约定|定了|说好|争取|计划"
    "|准备在|并|再|就|在|于"
    "|i|we|will|i'll|we'll|must|have to|need to|needs to|promised|agreed|to|and|then|please)"
    "(?: |(?<=[^a-z]))"
)
_TAIL: Final = re.compile(
    r"(?:(?: (?:is|was))?(?: (?:planned|scheduled|set|due|fixed))? (?:for|on|by|at|is)"
    r"| (?:planned|scheduled|due))[ ,]*$"
)
_ENDS: Final = " ,，。、:：;；-"


class Words(NamedTuple):
    """A part of a sentence.

    Args:
        plain: in its aligned form, with the names masked.
        typed: the same as it was typed, as long.
    """

    plain: str
    typed: str

    def after(self, start: int) -> Words:
        """Give what follows a place, without signs at its ends."""
        plain, typed = self.plain[start:], self.typed[start:]
        plain = _TAIL.sub("", plain)
        lead = len(plain) - len(plain.lstrip(_ENDS))
        end = len(plain.rstrip(_ENDS))
        return Words(plain[lead:end], typed[lead:end])


class Promised(NamedTuple):
    """What is promised.

    Args:
        plain: it in its aligned form, with the names masked.
        text: it as it was typed.
        theirs: whether by the customer; None where that is not plain.
    """

    plain: str
    text: str
    theirs: bool | None


def promised_in(before: Words, after: Words) -> Promised:
    """Give what is promised, from what stands before and after its date, and by whom."""
    owner: bool | str | None = "nobody"
    parts = [before.after(0), after.after(0)]
    for at, part in enumerate(parts):
        following = parts[1].plain if at == 0 else ""
        rest, found = _owned(part, following)
        if found == "nobody" and _SELF.match(rest.plain):
            found = False
        owner = found if found != "nobody" else owner
        parts[at] = _without_ours(rest, following)
    told = [part for part in parts if part.plain]
    chinese = any(not part.typed.isascii() for part in told)
    glue = "" if chinese else " "
    plain = glue.join(each.plain for each in told)
    deed = (parts[1] if parts[1].plain and _may_lead(parts[0].plain) else parts[0]).plain
    if owner == "nobody":
        owner = _left_open(plain, deed)
    elif owner == "them":
        owner = True if is_deed(deed) and not _THEIR_OWN.match(deed) else None
    theirs = owner
    return Promised(plain, glue.join(each.typed for each in told), theirs)  # type: ignore[arg-type]


def _may_lead(before: str) -> bool:
    """Tell whether words before a date may be what something is done with: 把合同, 报价单."""
    return not before or _OBJECT.fullmatch(before) is not None


def _left_open(plain: str, deed: str) -> bool | None:
    """Say whose a promise is that nobody is said to make: ours, unless it is done for us.

    It is nobody's where no deed is told, or somebody may be named before it: 对手周五前给方案.
    """
    if _TO_US.match(plain):
        return True
    return None if _OF_ANYBODY.match(plain) or not is_deed(deed) else False


def _owned(part: Words, following: str) -> tuple[Words, bool | str | None]:
    plain = part.plain
    ours = _WE_OWE_THEM.match(plain) or _THEY_ASK_US.match(plain)
    if ours is not None:
        return part.after(ours.end()), False
    wanted_of_us = _THEY_ASK_US_ENGLISH.match(plain)
    if wanted_of_us is not None:
        deed = re.compile(" to ").match(plain, wanted_of_us.end())
        subject = _THEIRS.match(plain)
        start = deed.end() if deed else subject.end() if subject else 0
        return part.after(start), False
    owed = _THEY_OWE_US.match(plain)
    if owed is not None:
        return part.after(owed.end()), True
    if _THEIR_PEOPLE.match(plain):
        return part, True
    wanted = _THEY_MAY_WANT.match(plain)
    if wanted is not None:
        rest = part.after(wanted.end())
        own = re.match(_OF_THEIRS, rest.plain or following) is not None
        return rest, True if own else None
    match = _THEIRS.match(plain)
    if match is None and _SOMEBODY.match(plain):
        return part, None
    rest = part if match is None else part.after(match.end())
    asked = _ASKED.match(rest.plain)
    if asked is None:
        return rest, "nobody" if match is None else "them"
    wish = rest.after(asked.end())
    is_for_them = _FOR_THEM.match(wish.plain or following) is not None
    return (wish, False) if is_for_them else (rest, None)


def _without_ours(part: Words, following: str) -> Words:
    """Leave out who promises; all of what stands before a date, if more stands behind it."""
    while (match := _OURS.match(f"{part.plain} " if following else part.plain)) is not None:
        if match.end() >= len(part.plain) and not following:
            break
        part = part.after(min(match.end(), len(part.plain)))
        if not part.plain:
            break
    return part
