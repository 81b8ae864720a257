"""What each date of a sentence is: when the contact was, by when a promise, or when it closes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from crmcli.domain.quick.closing import is_closing
from crmcli.domain.quick.date_phrase import DatePhrase
from crmcli.domain.quick.doubts import check_hour, check_one_day, check_year, other_day
from crmcli.domain.quick.entry import OnlyPlanned
from crmcli.domain.quick.meanings import Roles
from crmcli.domain.quick.piece import Piece, rest_of, trimmed
from crmcli.domain.quick.promises import unread_deadline
from crmcli.domain.quick.promising import is_left, note_promise
from crmcli.domain.quick.sentence import Sentence
from crmcli.domain.quick.slots import may_have_its_own_day, names_a_matter
from crmcli.domain.when import Look, When
from crmcli.domain.when.hints import ONE_DAY_BACK, hint_for
from crmcli.errors import AmbiguousDate, UnreadableDate

_VAGUE: Final = re.compile(
    "前[两几些]天|前阵子?|前段时间|[几两三]天前|[几两三]周前|这[两几]天|那天|不久前|改天|上回"
    r"|^[0-9]{1,2}[.][0-9]{1,2}(?![0-9%])(?!\s*[万元%kmw])"
    r"|\b(?:the other day|(?:a )?(?:few|couple of) (?:days|weeks) ago|recently|some time ago)\b"
)
_LONG_AGO: Final = re.compile(
    "去年|前年|今年|上个?(?:月|季度|周|星期|礼拜)(?![一二三四五六日天末初底1-7])"
    "|[0-9一二三四五六七八九十]{1,3}月份?(?![0-9一二三四五六七八九十初末底内前后])"
    r"|\b(?:last|this) (?:week|month|quarter|year)\b"
)
"""Where a contact is told of: a stretch of days, of which one was its own."""

_ARRANGED: Final = re.compile("[约定说等改推请邀催告知]")


def roles_of(sentence: Sentence) -> Roles:
    """Find what each date means; one that has none of the meanings is left to the note.

    Raises:
        AmbiguousDate: a date with a meaning can be read in two ways.
        SaidTwice: two dates have the same meaning.
        OnlyPlanned: the contact is one that is still to be made.
    """
    roles = Roles(promise_start=len(sentence.text))
    for phrase in sentence.dates:
        before, after = (each.of(sentence.text).strip() for each in sentence.around(phrase))
        if is_closing(before, after):
            clause = sentence.clauses[sentence.place(phrase)]
            if is_left(sentence, phrase, [clause]):
                roles.left.append(clause)
                roles.doubted.append(phrase.piece)
                continue
            roles.note("close", phrase)
            roles.close = phrase.day
        elif _is_contact(sentence, phrase, roles) and (before or not roles.has("when")):
            roles.note("when", phrase)
            check_year(sentence, phrase)
            roles.when = _past(phrase)
        else:
            note_promise(sentence, phrase, roles)
    if not roles.has("when"):
        roles.when = other_day(sentence)
    if not (roles.has("when") or roles.when):
        _look_again(sentence, roles)
        _check_vague(sentence)
    _check_deadlines(sentence)
    roles.left += [*_unread(sentence, roles), *_lone_weekdays(sentence)]
    check_one_day(sentence, {*roles.read, *roles.doubted})
    if roles.when is None or roles.when.time is None:
        check_hour(sentence, roles.when, roles.promise_start, roles.read)
    return roles


def _unread(sentence: Sentence, roles: Roles) -> list[Piece]:
    """Give the clauses that name a day to come of which nothing was made, so that it is said."""
    found = []
    for phrase in sentence.dates:
        if phrase.piece in {*roles.read, *roles.doubted} or phrase.is_rather_past(sentence.today):
            continue
        clause = sentence.clauses[sentence.place(phrase)]
        least = sentence.today if phrase.says_today else sentence.today - timedelta(days=1)
        ahead = isinstance(phrase.ahead, When) and phrase.ahead.day > least
        ahead = ahead or (phrase.is_open and _UNTIL.search(phrase.text.lower()) is not None)
        if ahead and clause not in (*roles.left, *roles.promised):
            start = _behind_the_contact(sentence, phrase)
            found.append(trimmed(sentence.text, Piece(start, clause.end)))
    return found


_LONE_WEEKDAY: Final = re.compile(r"(?<= )(?:sat|sun|wed)(?=\.?$)")


def _lone_weekdays(sentence: Sentence) -> list[Piece]:
    """Give the clauses that end in a word that may be a weekday: `samples wed`."""
    taken = [each.piece for each in sentence.dates]
    found = []
    for at, clause in enumerate(sentence.clauses):
        match = _LONE_WEEKDAY.search(clause.of(sentence.text)) if at != sentence.head else None
        if match is not None and not any(clause.holds(each) for each in taken):
            found.append(clause)
    return found


_UNTIL: Final = re.compile("^(?:by|before|until|within) |[前内]$")


def _behind_the_contact(sentence: Sentence, phrase: DatePhrase) -> int:
    """Give where what is told with a date begins, behind the channel and the names before it."""
    told = [*sentence.names, *([] if sentence.said is None else [sentence.said.piece])]
    clause = sentence.clauses[sentence.place(phrase)]
    if sentence.place(phrase) != sentence.head:
        return clause.start
    before = (each.end for each in told if clause.start <= each.end <= phrase.piece.start)
    return max(before, default=clause.start)


def _check_vague(sentence: Sentence) -> None:
    """Refuse a time that is said and names no day, rather than take the contact for today's.

    Raises:
        UnreadableDate: there is one: 前两天, `the other day`, 11.20.
    """
    for clause in sentence.clauses[: sentence.head + 1]:
        vague = _VAGUE.search(sentence.text, clause.start, clause.end)
        if vague is None and sentence.said is not None:
            vague = _LONG_AGO.search(sentence.text, clause.start, sentence.said.piece.start)
        if vague is not None:
            raise UnreadableDate(text=vague[0].strip(), hint=ONE_DAY_BACK)


def _check_deadlines(sentence: Sentence) -> None:
    """Refuse a promise whose day cannot be read, rather than forget that it has one.

    Raises:
        UnreadableDate: there is one: 元旦前给方案.
    """
    for clause in sentence.clauses:
        if not any(clause.holds(each.piece) for each in sentence.dates):
            unread = unread_deadline(clause.of(sentence.text))
            if unread is not None:
                raise UnreadableDate(text=unread, hint=hint_for(unread, Look.AHEAD))


def _is_contact(sentence: Sentence, phrase: DatePhrase, roles: Roles) -> bool:
    """Tell whether a date is when the contact was.

    It stands in the clause of the contact before the channel, or at the end, or in English after
    it, or alone beside that clause.
    """
    at, ahead = sentence.place(phrase), phrase.lies_ahead(sentence.today)
    if phrase.is_deadline or (at != sentence.head and ahead):
        return False
    if at != sentence.head:
        beside = abs(at - sentence.head) <= 1 and not isinstance(phrase.back, AmbiguousDate)
        return beside and _is_alone(sentence, phrase)
    said = sentence.said
    if said is None or phrase.piece.end <= said.piece.start:
        return said is not None or not ahead
    before, after = (each.of(sentence.text).strip() for each in sentence.around(phrase))
    if before.endswith((" of", " for", " from")):
        return False
    if ahead or not (not after or after.isascii()):
        return False
    between = Piece(said.piece.end, phrase.piece.start).of(sentence.text)
    if may_have_its_own_day(between):
        if roles.has("when"):
            return False
        if isinstance(phrase.back, When) and phrase.ahead != phrase.back:
            # `called Anna about the demo on friday`: the demo's day, or the call's.
            raise AmbiguousDate(
                text=phrase.text, first=str(phrase.back.day), second=str(phrase.day)
            )
    return True


def _look_again(sentence: Sentence, roles: Roles) -> None:
    """Take a day of the first clause for the contact's where the sentence says no other.

    Raises:
        OnlyPlanned: what is told of is still to come: `call Anna tomorrow`, 拜访王总 明天.
    """
    for phrase in sentence.dates:
        at = sentence.place(phrase)
        if phrase.piece in {*roles.read, *roles.doubted} or abs(at - sentence.head) > 1:
            continue
        if phrase.lies_ahead(sentence.today):
            if _is_plan(sentence, phrase):
                raise OnlyPlanned(text=sentence.typed)
        elif (
            at == 0
            and sentence.head
            and not phrase.is_deadline
            and isinstance(phrase.back, When)
            and tells_where(sentence, phrase)
        ):
            roles.note("when", phrase)
            roles.when = phrase.back
            return


def tells_where(sentence: Sentence, phrase: DatePhrase) -> bool:
    """Tell whether the clause of a day leads to the contact: 昨天下午去了甲公司，见到王小明."""
    after = sentence.around(phrase)[1].of(sentence.text).strip()
    return not after or _LEADS.match(after) is not None


_LEADS: Final = re.compile(
    "(?:我们?|又|再|刚)*(?:去|到|在|赴|参加|跟|和|与|路过|出差|说|讲|表示|告诉|问)|(?:i "
    "|we )?(?:went|drove|was|were|at|in)\\b"
)


def _is_plan(sentence: Sentence, phrase: DatePhrase) -> bool:
    """Tell whether a day that lies ahead is when the contact is to be made."""
    said, at = sentence.said, sentence.place(phrase)
    if said is None:
        return False
    if at != sentence.head:
        return _is_alone(sentence, phrase)
    between = Piece(said.piece.end, phrase.piece.start)
    after = sentence.around(phrase)[1].of(sentence.text).strip()
    if said.piece.of(sentence.text).isascii():
        # `called Bob tomorrow` tells of no contact; `called Anna about the demo of tomorrow` does.
        bare = phrase.piece.start > said.piece.end and not after
        return said.is_plain or (bare and not names_a_matter(between.of(sentence.text)))
    return not after and _ARRANGED.search(between.of(sentence.text)) is None


def _is_alone(sentence: Sentence, phrase: DatePhrase) -> bool:
    return not rest_of(sentence.text, sentence.clauses[sentence.place(phrase)], [phrase.piece])


def _past(phrase: DatePhrase) -> When:
    """Give when something was.

    Raises:
        AmbiguousDate: it can be read in two ways, as a whole week or month.
    """
    found = phrase.back
    if isinstance(found, When):
        return found
    if isinstance(found, UnreadableDate) and isinstance(phrase.ahead, When):
        return phrase.ahead
    raise found
