"""Settings: shown, set and unset, those of the user in their file and those of the book in it."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.configuration import configuration_place, user_settings
from crmcli.domain.setting import DEFAULTS, POLICIES, SCOPES, Scope, Setting, SettingChanged
from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, Conflict, StorageFault
from crmcli.services.policies.changing import change_within
from crmcli.services.settings.values import read_setting, setting_name
from crmcli.store.folders import make_folders
from crmcli.store.place import NoBook
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.settings import has_amounts

if TYPE_CHECKING:
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class AmountsThere(Conflict):
    """The currency of a book that holds amounts already."""

    code = "amounts_there"
    sentence = N_("The book holds amounts in {currency}; they would stay in it.")
    hint = N_("Change the currency for what follows with --force.")


class NotSaved(StorageFault):
    """The file of the user's settings cannot be written."""

    code = "config_not_saved"
    sentence = N_("The settings cannot be saved in {path}: {reason}")
    hint = N_("Make that file writable, or name another one with CRM_CONFIG; nothing was changed.")


def settings(book: Book) -> list[Setting]:
    """List every setting with the value that holds; a book that is not there has the defaults.

    Raises:
        CrmError: the settings file or the book cannot be read.
    """
    given = dict(user_settings())
    try:
        with book.reading() as connection:
            given |= book_reads.settings(connection)
            numbers = book_reads.policy(connection).numbers
            given |= {name: numbers[name] for name in POLICIES if name in numbers}
    except NoBook:
        pass
    return [
        Setting(name, given.get(name, DEFAULTS.get(name)), scope, name in given)
        for name, scope in SCOPES.items()
    ]


def setting(book: Book, name: str) -> Setting:
    """Read one setting.

    Raises:
        UnknownSetting: there is none of this name.
    """
    wanted = setting_name(name)
    return next(each for each in settings(book) if each.name == wanted)


def change_setting(
    book: Book, run: Run, name: str, text: str | None, *, force: bool = False
) -> SettingChanged:
    """Set a setting, or unset it.

    Args:
        book: the book.
        run: the run.
        name: the setting.
        text: its new value; None to unset it.
        force: change the currency even of a book that holds amounts.

    Raises:
        UnknownSetting, BadSetting: there is no such setting, or it cannot take the value.
        AmountsThere: the currency of a book that holds amounts.
        NotSaved: the user's file cannot be written.
    """
    known = setting_name(name)
    value = None if text is None else read_setting(known, text)
    if known in POLICIES:
        return _change_policy(book, run, known, value)
    if SCOPES[known] is Scope.BOOK:
        return _change_book(book, run, known, value, force=force)
    previous = user_settings().get(known)
    if value != previous:
        _save(known, value)
    return SettingChanged(known, value, Scope.USER, value is not None, previous)


def _change_policy(book: Book, run: Run, name: str, value: str | None) -> SettingChanged:
    """Set a setting that is a policy: it keeps the day of its change, and what is due follows."""
    with book.writing(run) as transaction:
        seen = transaction.replayed(SettingChanged)
        if seen is not None:
            return seen
        after = DEFAULTS[name] if value is None else value
        before = book_reads.policy(transaction.connection).word(name)
        done = change_within(transaction, {name: after})
        result = SettingChanged(
            name, after, Scope.BOOK, value is not None, before, moved=done.customers
        )
        return transaction.finished(result)


def _change_book(
    book: Book, run: Run, name: str, value: str | None, *, force: bool
) -> SettingChanged:

    with book.writing(run) as transaction:
        seen = transaction.replayed(SettingChanged)
        if seen is not None:
            return seen
        given = book_reads.settings(transaction.connection)
        before = given.get(name, DEFAULTS[name])
        after = DEFAULTS[name] if value is None else value
        moves = name == "currency" and before != after and not force
        if moves and has_amounts(transaction.connection):
            raise AmountsThere(currency=before)
        is_given = value is not None and (name in given or value != before)
        if value is None:
            transaction.remove("setting", name=name)
        elif value == before:
            # What holds already is not written: undo would have a step that does nothing.
            pass
        elif name in given:
            transaction.change("setting", {"name": name}, value=value)
        else:
            transaction.add("setting", name=name, value=value)
        changed = SettingChanged(name, after, Scope.BOOK, is_given, before)
        if name == "currency" and before != after:
            changed = _recounted(transaction, changed)
        elif name == "region" and before != after:
            changed = replace(changed, moved=_greeted_anew(transaction))
        return transaction.finished(changed)


def _greeted_anew(transaction: Transaction) -> int:
    """Let customers be owed the festivals of the region; return for how many that changes one."""
    from crmcli.store.settling.greeting import settle_all_greetings  # noqa: PLC0415 - for this alone

    return settle_all_greetings(transaction, book_reads.policy(transaction.connection))


def _recounted(transaction: Transaction, changed: SettingChanged) -> SettingChanged:
    """Count all purchases anew in the currency that the book has now."""
    from crmcli.services.purchases.recounting import recount  # noqa: PLC0415 - for this one alone
    from crmcli.store.reads.loyalty import purchase_points  # noqa: PLC0415
    from crmcli.store.reads.rates import buyers, unrated  # noqa: PLC0415

    connection = transaction.connection
    before = purchase_points(connection)
    moved = recount(transaction, buyers(connection))
    points = purchase_points(connection) - before
    return replace(changed, moved=moved, unrated=unrated(connection), points_change=points)


def _save(name: str, value: str | None) -> None:
    """Change one line of the user's file, which keeps its comments; only they can read it."""
    import tomlkit  # noqa: PLC0415 - to write alone

    path = configuration_place()
    try:
        text = path.read_text("utf-8-sig") if path.exists() else ""
        document = tomlkit.parse(text)
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
        make_folders(path.parent)
        # Beside the file and then in its place, which may be a link: it is never half written.
        target = path.resolve()
        descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(tomlkit.dumps(document))
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(path=path, reason=system_reason(error)) from error
