"""Reading a sentence as a contact: which part says what, by plain rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.domain.quick.aligned import aligned
from crmcli.domain.quick.amounts import Quoted, Quotes, quotes_in
from crmcli.domain.quick.channels import Said, channels_in
from crmcli.domain.quick.clauses import clauses_of
from crmcli.domain.quick.dates import dates_in
from crmcli.domain.quick.doubts import check_uncorrected
from crmcli.domain.quick.entry import QuickEntry, Region, SaidTwice
from crmcli.domain.quick.facts import (
    is_fact,
    is_greeting,
    is_said,
    is_unanswered,
    is_unanswered_call,
    need_in,
    outcome_in,
)
from crmcli.domain.quick.happened import check_happened
from crmcli.domain.quick.meanings import Roles
from crmcli.domain.quick.piece import Piece, rest_of
from crmcli.domain.quick.roles import roles_of
from crmcli.domain.quick.sentence import Sentence
from crmcli.domain.quick.slots import slots_of
from crmcli.domain.quick.titles import called_in
from crmcli.domain.when import When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crmcli.domain.grade import Need
    from crmcli.domain.quick.date_phrase import DatePhrase

T = TypeVar("T")


def understood(
    typed: str, now: datetime, names: Sequence[Piece] = (), *, quotes: bool = True
) -> QuickEntry:
    """Read a sentence as a contact.

    Args:
        typed: the sentence, English or Chinese.
        now: the local moment of the run.
        names: where names of the book stand in it; a date or channel within one is none.
        quotes: whether to look for what was quoted.

    Raises:
        AmbiguousDate, SaidTwice, TwoAmounts: something can be read in two ways.
    """
    text = aligned(typed)
    money_said = quotes_in(text, typed, names) if quotes else Quotes()
    money = money_said.taken
    dates = dates_in(text, typed, now, money)
    known = [name for name in names if not any(each.piece.holds(name) for each in dates)]
    if any(each.piece.meets(name) for each in dates for name in known):
        dates = dates_in(text, typed, now, (*money, *known))
    used = [*money, *(each.piece for each in dates)]
    clauses = clauses_of(text, (*used, *known))
    head, said = _head(text, clauses, [*used, *known], known, dates, now.date())
    called = (each.piece for each in called_in(text, typed, Piece(0, len(text))))
    quoted = None if _is_to_come(money_said.quoted, clauses, dates, now) else money_said.quoted
    sentence = Sentence(
        text,
        typed,
        clauses,
        head,
        said,
        dates,
        now,
        (*known, *called),
        None if quoted is None else quoted.piece,
    )
    if quoted is not None and _is_of_another(sentence, quoted.piece):
        sentence, quoted = sentence._replace(quoted=None), None
    check_uncorrected(text)
    roles = roles_of(sentence)
    if quoted is not None and roles.is_promised(quoted.piece):
        quoted = None
    doubted = [] if quoted or money_said.quoted is None else [money_said.quoted.piece]
    left = sorted(
        {
            *(each for each in (*money_said.left, *doubted) if not roles.is_promised(each)),
            *roles.left,
        }
    )
    _check_one_contact(sentence, [*used, *known], roles)
    outcome, need, words = _facts(sentence, roles)
    greets = quoted is None and roles.promise is None and not left and _only_greets(sentence)
    return QuickEntry(
        text=typed,
        when=roles.when,
        via=_channel(sentence) if said is None else said.channel,
        direction=Direction.OUT if said is None else said.direction,
        outcome=outcome or Outcome.REACHED,
        regions=_regions(sentence, used, roles),
        quoted=quoted,
        promise=roles.promise,
        need=need,
        close=roles.close,
        said=words,
        left=tuple(each.of(typed) for each in left),
        purpose=Purpose.GREETING if greets else None,
    )


def _is_to_come(
    quoted: Quoted | None, clauses: list[Piece], dates: list[DatePhrase], now: datetime
) -> bool:
    """Tell whether a quote is told with an hour that has not come: 下午3点报价3万, at noon."""
    if quoted is None:
        return False
    clause = next(each for each in clauses if each.meets(quoted.piece))
    told = [each.back for each in dates if clause.holds(each.piece)]
    present = now.replace(tzinfo=None)
    return any(
        isinstance(each, When)
        and each.time is not None
        and datetime.combine(each.day, each.time) > present
        for each in told
    )


def _is_of_another(sentence: Sentence, piece: Piece) -> bool:
    """Tell whether a quote was made to somebody else than the contact was with."""
    clause = next(each for each in sentence.clauses if each.meets(piece))
    return sentence.speaks_of_others(clause)


def _head(
    text: str,
    clauses: list[Piece],
    taken: list[Piece],
    names: Sequence[Piece],
    dates: list[DatePhrase],
    today: date,
) -> tuple[int, Said | None]:
    """Find the clause that says how the contact was made; the first where none does.

    Raises:
        SaidTwice: it says so in two ways.
    """
    for at, clause in enumerate(clauses):
        found = channels_in(text, clause, taken, names)
        if not found or (at and _is_plan(clause, found[0], dates, today)):
            continue
        different = {each.channel: each.piece.of(text) for each in reversed(found)}
        if len(different) > 1:
            first, second = list(different.values())[::-1][:2]
            raise SaidTwice(first=first, second=second)
        return at, found[0]
    return 0, None


def _nameless(sentence: Sentence, clause: Piece) -> str:
    """Give what a clause says beside its names: 手机没人接 of 王芳手机没人接."""
    parts = rest_of(sentence.text, clause, sentence.names)
    glue = " " if clause.of(sentence.text).isascii() else ""
    return glue.join(each.of(sentence.text) for each in parts)


def _channel(sentence: Sentence) -> Channel | None:
    """Give the channel that what came of a contact tells: what nobody answers is a telephone."""
    unanswered = any(is_unanswered_call(_nameless(sentence, each)) for each in sentence.clauses)
    return Channel.PHONE if unanswered else None


def _is_plan(clause: Piece, said: Said, dates: list[DatePhrase], today: date) -> bool:
    """Tell whether a clause says how something will be done: 下周三前发邮件, `call by fri`."""
    ahead = [each for each in dates if clause.holds(each.piece) and each.lies_ahead(today)]
    return any(each.piece.start < said.piece.start or said.is_plain for each in ahead)


def _check_one_contact(sentence: Sentence, taken: list[Piece], roles: Roles) -> None:
    """Refuse a second contact: 昨天电话王总，上周五拜访李总.

    Raises:
        SaidTwice: there is one.
    """
    if not sentence.clauses:
        return
    text, head = sentence.text, sentence.clauses[sentence.head]
    for clause in sentence.clauses:
        left = [each for each in sentence.dates if clause.holds(each.piece)]
        left = [each for each in left if each.piece not in {*roles.read, *roles.doubted}]
        if clause != head and left and clause not in roles.promised:
            again = channels_in(text, clause, taken)
            ahead = left[0].lies_ahead(sentence.today)
            if again and not ahead and isinstance(left[0].back, When):
                raise SaidTwice(first=head.of(text), second=clause.of(text))


def _facts(sentence: Sentence, roles: Roles) -> tuple[Outcome | None, Need | None, str]:
    text = sentence.text
    outcomes: list[Outcome] = []
    needs: list[Need] = []
    words: list[str] = []
    for clause in sentence.clauses:
        if clause in roles.promised:
            continue
        asked = text[clause.end : clause.end + 1] in {"?", "？"}
        parts = [each.of(text) for each in rest_of(text, clause, roles.read)]
        for part in [] if asked else [*parts, _nameless(sentence, clause)]:
            outcome, need = outcome_in(part), need_in(part)
            outcomes += [] if outcome is None else [outcome]
            needs += [] if need is None else [need]
        if is_said(clause.of(text)):
            words.append(clause.of(sentence.typed))
    if not outcomes:
        if _is_unreached(sentence, roles):
            outcomes.append(Outcome.NO_ANSWER)
        else:
            check_happened(sentence, roles.promise_start)
    return _one(outcomes), _one(needs), " ".join(words)


def _is_unreached(sentence: Sentence, roles: Roles) -> bool:
    """Tell whether the clause of the contact itself says that nobody was reached.

    So does 电话李雷占线, and 李雷没接电话.
    """
    said = sentence.said
    if said is None or not sentence.clauses:
        return False
    clause = sentence.clauses[sentence.head]
    taken = [*roles.read, *sentence.names]
    whole = Piece(clause.start, min(clause.end, roles.promise_start))
    after = Piece(said.piece.end, whole.end)
    told = ["".join(each.of(sentence.text) for each in rest_of(sentence.text, whole, taken))]
    told += [each.of(sentence.text) for each in rest_of(sentence.text, after, taken)[-1:]]
    return any(map(is_unanswered, told))


def _only_greets(sentence: Sentence) -> bool:
    """Tell whether every clause but that of the contact greets, or that one does alone."""
    told = [each.of(sentence.text) for each in sentence.clauses]
    if not told:
        return False
    head = told.pop(sentence.head)
    return all(map(is_greeting, told)) if told else is_greeting(head)


def _one(found: list[T]) -> T | None:
    different = list(dict.fromkeys(found))
    if len(different) > 1:
        raise SaidTwice(first=different[0], second=different[1])
    return different[0] if different else None


def _regions(sentence: Sentence, taken: list[Piece], roles: Roles) -> tuple[Region, ...]:
    """Give the parts that may name the customer: the head, what stands beside it, the rest."""
    text, typed, head = sentence.text, sentence.typed, sentence.head

    def distance(at: int) -> tuple[bool, int, bool]:
        promised = at != head and sentence.clauses[at] in roles.promised
        return promised, abs(at - head), at < head

    found = []
    for at in sorted(range(len(sentence.clauses)), key=distance):
        whole = sentence.clauses[at]
        said = sentence.said if at == head else None
        used = [*taken, *([] if said is None else [said.piece])]
        if at == head:
            whole = Piece(whole.start, min(whole.end, roles.promise_start))
        promised, far, _before = distance(at)
        no_name = promised or far > 1 or (far and is_fact(whole.of(text)))
        slots = [] if no_name else slots_of(text, said, rest_of(text, whole, used))
        called = tuple(called_in(text, typed, whole))
        found.append(Region(whole.of(typed), called, slots[0].of(typed) if slots else None))
    return tuple(found)
