"""Sentences from stdin, a line each: what is understood is logged, the rest is given back."""

from __future__ import annotations

import hashlib
import re
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.commands.asking import Declined, NotConfirmed, is_agreed, may_ask_beside
from crmcli.commands.log.quick_entry import plan_of
from crmcli.domain.contact import Contact
from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.plan import QuickPlan
from crmcli.domain.text import clean
from crmcli.errors import N_, Conflict, CrmError, Refused, StorageFault
from crmcli.language import ngettext
from crmcli.render import gate
from crmcli.render.output import Format, Listing, show_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, Self

    from crmcli.services.contacts.quick.logging import QuickLogged
    from crmcli.services.contacts.quick.planning import Choices
    from crmcli.session import Session

_MOST_BYTES: Final = 16_384
"""How much of a line is held; a longer one is no sentence."""


class ForeignEncoding(Refused):
    """A line of stdin in another encoding than UTF-8."""

    code = "unusable_text"
    sentence = N_("This line is not UTF-8; it looks like {encoding}.")
    hint = N_("Convert the file first: iconv -f {encoding} -t UTF-8 < today.txt | crm log q -")


class ChangedSince(Conflict):
    """A line that would be logged otherwise than it was shown and agreed to."""

    code = "changed_since"
    sentence = N_("The book has changed since this was shown: it would be logged otherwise now.")
    hint = N_("Give the line again, and look at what is shown.")


class _Line(NamedTuple):
    """A line of stdin, and what was shown of it."""

    number: int
    typed: bytes
    shown: QuickPlan | None = None


_TABLES: Final = frozenset({Format.CSV, Format.TSV, Format.MD})


def log_lines(
    session: Session, choices: Choices, *, dry_run: bool, yes: bool, key: str | None
) -> int:
    """Log the sentences that stand on the lines of stdin, each by itself.

    Blank lines and remarks, which begin with # and a space, are passed over. What is not understood
    is given back on stderr as it was typed, below a remark that says why.

    Args:
        session: the run.
        choices: what was decided beside the sentences.
        dry_run: whether they are only shown.
        yes: whether they are written; else it is asked on the terminal, after all were shown.
        key: the retry key; each line has its own, made of it and what the line says.

    Returns:
        The exit code: 0, or that of all failures, or 5 where these differ.

    Raises:
        NotConfirmed: nobody said --yes, and nobody can be asked.
        Declined: the answer was no.
        StorageFault: the book cannot be used, so that no line could be logged.
    """
    may_ask = may_ask_beside(session)
    # What is typed at a terminal are sentences, and no answers to questions.
    session.no_input = True
    asks = may_ask and not (yes or dry_run)
    answer = _Answer(session, dry_run=dry_run, asks=asks)
    with gate.as_remarks(on=not session.output.is_json), answer:
        run = _Lines(session, choices, answer, dry_run=dry_run)
        understood = run.through(_sentences(sys.stdin.buffer), _Keys(key), write=yes)
        if understood and not (yes or dry_run):
            if not asks:
                raise NotConfirmed(len(understood))
            with gate.as_remarks(on=False):
                agreed = is_agreed(_question(len(understood)))
            if not agreed:
                raise Declined
            run.through(understood, _Keys(key), write=True)
    if not run.codes:
        return 0
    return run.codes.pop() if len(run.codes) == 1 else Refused.exit_code


def _question(count: int) -> str:
    return ngettext("Log this {count} contact?", "Log these {count} contacts?", count).format(
        count=count
    )


class _Lines:
    """Sentences that are taken one after the other."""

    def __init__(
        self, session: Session, choices: Choices, answer: _Answer, *, dry_run: bool
    ) -> None:
        self.codes: set[int] = set()
        self._session = session
        self._choices = choices
        self._answer = answer
        self._dry_run = dry_run

    def through(self, lines: Iterable[_Line], keys: _Keys, *, write: bool) -> list[_Line]:
        """Show or log each line, give back what is not understood, and return the others."""
        from crmcli.render.failure import give_back

        understood = []
        for line in lines:
            try:
                plan, result = self._carried_out(line, keys, write=write)
                self._answer.take(plan, result)
                understood.append(line._replace(shown=plan))
            except StorageFault:
                raise
            except CrmError as error:
                self.codes.add(error.exit_code)
                give_back(self._session.output, error, line.number, line.typed)
        return understood

    def _carried_out(
        self, line: _Line, keys: _Keys, *, write: bool
    ) -> tuple[QuickPlan, QuickLogged | None]:
        from crmcli.services.contacts.quick.logging import check_planned, log_planned

        session, text = self._session, _text(line.typed)
        run = session.run("log q", key=keys.of(text))
        plan = plan_of(session, text, self._choices)
        check_planned(run, plan)
        if not write or self._dry_run:
            return plan, None
        if line.shown is not None and line.shown != plan:
            raise ChangedSince
        return plan, log_planned(session.book, run, plan, last=False)


class _Answer:
    """What is answered of one line after the other; as JSON it is one list."""

    def __init__(self, session: Session, *, dry_run: bool, asks: bool) -> None:
        self._output = session.output
        self._asks = asks
        self._dry_run = dry_run
        self._any = False
        self._rows: list[Contact | QuickPlan] = []

    def take(self, plan: QuickPlan, result: QuickLogged | None) -> None:
        """Say what was logged, or would be where nothing was."""
        from crmcli.render.quick import quick_logged, show_plan, tell_plan

        if result is None and not self._dry_run:
            if self._asks or not self._output.is_json:
                tell_plan(plan)
            return
        if self._output.format in _TABLES:
            # One table with one header, which stands when its last row is known.
            self._rows.append(plan if result is None else result.logged.contact)
            return
        if self._output.format is Format.JSON:
            gate.put("," if self._any else "[")
        elif self._any and result is None and not self._output.is_json:
            gate.put("\n")
        self._any = True
        if result is None:
            show_plan(self._output, plan)
        else:
            quick_logged(self._output, result, plan)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the list, also where nothing more follows because of an error."""
        if self._output.format is Format.JSON:
            gate.put("]\n" if self._any else "[]\n")
        elif self._output.format in _TABLES:
            kind = QuickPlan if self._dry_run else Contact
            show_list(self._output, Listing(kind), self._rows)


class _Keys:
    """A retry key for each line: the same line of the same input is logged once."""

    def __init__(self, key: str | None) -> None:
        self._key = key
        self._seen: Counter[str] = Counter()

    def of(self, text: str) -> str | None:
        """Give the key of a line; one that comes again has another."""
        if self._key is None:
            return None
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        self._seen[digest] += 1
        return f"{self._key}:{digest}:{self._seen[digest]}"


def _sentences(source: IO[bytes]) -> Iterator[_Line]:
    """Yield the lines that are neither blank nor remarks."""
    for number, line in _lines(source):
        if line.strip() and not re.match(rb"\s*#(?:\s|$)", line):
            yield _Line(number, line)


def _lines(source: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers; of one that is too long its beginning alone."""
    number = 0
    while line := source.readline(_MOST_BYTES):
        number += 1
        whole = line.endswith(b"\n") or len(line) < _MOST_BYTES
        if number == 1:
            line = line.removeprefix(BOM_UTF8)
        yield number, line.rstrip(b"\r\n")
        while not whole:
            rest = source.readline(_MOST_BYTES)
            whole = not rest or rest.endswith(b"\n")


def _text(line: bytes) -> str:
    """Read a line as text.

    Raises:
        ForeignEncoding: it is text of another encoding.
        UnusableText: it is no text.
    """
    if line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise ForeignEncoding(encoding="UTF-16")
    text = line.decode("utf-8", "surrogateescape")
    if not line.isascii() and text != line.decode("utf-8", "replace") and _is_chinese_legacy(line):
        raise ForeignEncoding(encoding="GB18030")
    clean(text, "note")
    return text


def _is_chinese_legacy(line: bytes) -> bool:
    """Tell whether bytes are Chinese text as GB18030, of which GBK is a part, has it."""
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return any(map(is_chinese, text)) and text.isprintable()
