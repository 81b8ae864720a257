"""Giving a date the meaning of a promise: what is to be done by it, and by whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.promise import PromiseDraft
from crmcli.domain.quick.entry import OnlyPlanned
from crmcli.domain.quick.owners import Promised, Words, promised_in
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.plainly import MASK, is_denied, is_undone, masked
from crmcli.domain.quick.promises import is_of_a_matter, is_promise
from crmcli.domain.when import When

if TYPE_CHECKING:
    from crmcli.domain.quick.date_phrase import DatePhrase
    from crmcli.domain.quick.meanings import Roles
    from crmcli.domain.quick.sentence import Sentence

_SAYING: Final = re.compile(
    f"{MASK}*(?:他|她|对方|客户|我)?(?:已经?|也|都)*(?:说|表示|称|答应|承诺|保证|同意|会|将|要"
    f"|让|等)+"
    "(?:我们?|他|她|对方)?(?:要|会|在|于)?|[^a-z]*(?:he|she|they|who) .*"
)


_STILL: Final = re.compile(
    "(?<![议社开])会(?![议面])|要|得|将|必须|之前|以前|下班|晚上|今晚|下午|前"
    r"|\b(?:will|to|must|need|tonight|later|eod|cob)\b|'ll\b"
)
_QUESTIONED: Final = re.compile(r"(?:[吗么嘛?？]|悬|够呛|没戏|不太可能)\s*$")


def note_promise(sentence: Sentence, phrase: DatePhrase, roles: Roles) -> None:
    """Take a date for that of a promise where its clause plainly tells one.

    A clause that denies or doubts it is left to the note.

    Args:
        sentence: the sentence.
        phrase: the date.
        roles: the meanings so far.

    Raises:
        AmbiguousDate: the date can be read in two ways.
        SaidTwice: there are two promises.
        OnlyPlanned: the contact itself is what is promised.
    """
    if not _may_be_promised(sentence, phrase):
        return
    at, said = sentence.place(phrase), sentence.said
    clause = sentence.clauses[at]
    before, after = sentence.around(phrase)
    context = before
    if at == sentence.head and said is not None and phrase.piece.start > said.piece.end:
        context = Piece(said.piece.end, phrase.piece.start)
    before = _before(sentence, phrase, context)
    if _is_of_a_matter(sentence, phrase, before, after):
        roles.doubted.append(phrase.piece)
        roles.left.append(clause)
        return
    quoted = sentence.quoted
    told, used = _told(sentence, at, before, after)
    sure = phrase.is_deadline or (phrase.is_open and phrase.text.endswith("前"))
    if not is_promise(told.plain, deadline=sure):
        return
    doubted = is_left(sentence, phrase, used, context.start)
    if told.theirs is None or doubted or sentence.speaks_of_others(before):
        roles.left += used
        roles.doubted.append(phrase.piece)
        return
    roles.note("promise", phrase)
    roles.promise = PromiseDraft(told.text, phrase.day, told.theirs)
    if at == sentence.head:
        if said is not None and phrase.piece.start < said.piece.start:
            raise OnlyPlanned(text=clause.of(sentence.typed))
        roles.promise_start = phrase.piece.start
        used.remove(clause)
    elif quoted is not None and clause.holds(quoted) and quoted.end <= before.start:
        used[0] = Piece(before.start, clause.end)
    roles.promised += used


def _told(sentence: Sentence, at: int, before: Piece, after: Piece) -> tuple[Promised, list[Piece]]:
    """Give what is promised beside a date, else in the clause beside it, with their clauses."""
    used = [sentence.clauses[at]]
    told = promised_in(sentence.words(before), sentence.words(after))
    other = None if told.text else _neighbour(sentence, at)
    if other is not None:
        told = promised_in(Words("", ""), sentence.words(other))
        used.append(other)
    return told, used


def _is_of_a_matter(sentence: Sentence, phrase: DatePhrase, before: Piece, after: Piece) -> bool:
    told = (each.of(sentence.text).strip() for each in (before, after))
    return not phrase.is_deadline and is_of_a_matter(*told)


def _may_be_promised(sentence: Sentence, phrase: DatePhrase) -> bool:
    """Tell whether a date may be a deadline; what was quoted today is not still to be quoted."""
    if not phrase.may_lie_ahead(sentence.today) or phrase.is_rather_past(sentence.today):
        return False
    today = isinstance(phrase.back, When) and phrase.back.day == sentence.today
    clause = sentence.clauses[sentence.place(phrase)]
    quoted = sentence.quoted is not None and clause.holds(sentence.quoted)
    # What is told of today was done, unless it is said that it is still to be.
    told = today and phrase.says_today and not phrase.is_deadline and _is_over(sentence, phrase)
    return not (today and quoted) and not told


def _is_over(sentence: Sentence, phrase: DatePhrase) -> bool:
    time = phrase.back.time if isinstance(phrase.back, When) else None
    later = time is not None and time > sentence.now.time()
    words = sentence.clauses[sentence.place(phrase)].of(sentence.text)
    return not (later or _STILL.search(words))


def is_left(sentence: Sentence, phrase: DatePhrase, clauses: list[Piece], start: int = 0) -> bool:
    """Tell whether what is said with a date is denied, doubted or taken back.

    Args:
        sentence: the sentence.
        phrase: the date.
        clauses: what tells of it.
        start: where that begins, behind what tells of the contact.
    """
    text = masked(sentence.text, (*sentence.names, phrase.piece))
    said = " ".join(text[max(each.start, start) : each.end] for each in clauses)
    after = text[max(each.end for each in clauses) :]
    return is_denied(said) or is_undone(after) or _QUESTIONED.search(said) is not None


def _before(sentence: Sentence, phrase: DatePhrase, context: Piece) -> Piece:
    """Give what tells of the promise before its date; what tells of the contact does not."""
    at = sentence.place(phrase)
    if (
        at == sentence.head
        and sentence.said is not None
        and context.start != sentence.clauses[at].start
    ):
        says = _SAYING.fullmatch(sentence.words(context).plain.strip()) is not None
        return context if says else Piece(phrase.piece.start, phrase.piece.start)
    quoted = sentence.quoted
    if quoted is not None and context.holds(quoted):
        return Piece(quoted.end, context.end)
    return context


def _neighbour(sentence: Sentence, at: int) -> Piece | None:
    """Find the clause beside a date alone that says what is to be done: after it, else before."""
    for other in (at + 1, at - 1):
        if not 0 <= other < len(sentence.clauses) or other == sentence.head:
            continue
        clause = sentence.clauses[other]
        if not any(clause.holds(each.piece) for each in sentence.dates):
            return clause
    return None
