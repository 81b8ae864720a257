"""Why a command is not taken back or brought back."""

from __future__ import annotations

from crmcli.errors import N_, Conflict, NotFound

GO_BACK = N_("Go back with `crm restore {saved}`.")


class NothingToUndo(NotFound):
    """The author has nothing left to take back."""

    code = "nothing_to_undo"
    sentence = N_("There is nothing to undo for {author}.")
    hint = N_("Each author takes back their own commands; see `crm history`.")


class NothingToRedo(NotFound):
    """The author undid nothing, or has written something since."""

    code = "nothing_to_redo"
    sentence = N_("There is nothing to redo for {author}.")
    hint = N_("`crm redo` follows `crm undo`, until something new is written.")


class ChangedByAnother(Conflict):
    """Somebody else changed the same record later."""

    code = "changed_by_another"
    sentence = N_(
        "`{command}` cannot be taken back: {other} changed the same with `{later}` ({at})."
    )
    hint = N_("{other} may undo that first; else change it by hand. See `crm history`.")


UNDONE_BY_ANOTHER = N_(
    "{other} may bring it back first, with `crm redo`; else change it by hand. See `crm history`."
)
"""What to do where that later command was an undo."""


class ChangedBeforeRedo(ChangedByAnother):
    """Somebody else changed the same record after it was taken back."""

    sentence = N_(
        "`{command}` cannot be brought back: {other} changed the same with `{later}` ({at})."
    )


class StaysForGood(Conflict):
    """The author's last command was a restore, a repair or an erasure: nothing takes it back."""

    code = "cannot_be_undone"
    sentence = N_("Your last command, `crm {line}` ({at}), cannot be taken back.")
    hint = N_("`crm undo --yes` takes back the command before it, `crm {before}`.")


class RestoreStays(StaysForGood):
    """It was a restore, and the book as it was before is kept."""

    hint = N_(
        "Go back with `crm restore {saved}`; `crm undo --yes` takes back the command before it,"
        " `crm {before}`."
    )


class AnotherMeanwhile(Conflict):
    """The command that was confirmed is not the one whose turn it is any more."""

    code = "changed_meanwhile"
    sentence = N_("Nothing was changed: meanwhile it is the turn of another command, `crm {line}`.")
    hint = N_("Look again with --dry-run.")
