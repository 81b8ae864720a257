"""What can be wrong with a workbook, its sheets and its cells."""

from __future__ import annotations

from crmcli.errors import N_, NotFound, Refused, UsageFault

_AS_CSV = N_("Save the sheet as CSV (UTF-8) in the program it comes from, and import that file.")


class NoWorkbook(Refused):
    """A file that looks like a workbook from outside, and is none."""

    code = "other_format"
    sentence = N_("The file is {what}, not a table.")
    hint = _AS_CSV


class WorkbookDamaged(Refused):
    """A workbook that breaks off, or holds what none may hold."""

    code = "workbook_damaged"
    sentence = N_("The workbook is damaged or incomplete: {reason}")
    hint = _AS_CSV


class WorkbookTooLarge(Refused):
    """A workbook that takes more memory than may be used for it."""

    code = "workbook_too_large"
    sentence = N_("To read the workbook takes more than {megabytes} MB of memory.")
    hint = N_(
        "A single cell far below or beside its table can be the cause."
        " Save the sheet as CSV (UTF-8), and import that file."
    )


class WorkbookTooSlow(Refused):
    """A workbook that takes longer than it may."""

    code = "workbook_too_slow"
    sentence = N_("To read the workbook takes more than {seconds} s.")
    hint = _AS_CSV


MOST_ALIKE = 5000
"""How often one row may follow itself: a few bytes can say that it does for ever."""


class SameRowAgain(Refused):
    """A sheet in which one row is repeated beyond what anybody keeps."""

    code = "same_row_again"
    sentence = N_("Row {row}: the same row stands there more than {most} times.")
    hint = N_("Remove what was filled down, and save the file again.")


class UnknownSheet(NotFound):
    """A `--sheet` that the workbook does not have."""

    code = "unknown_sheet"
    sentence = N_("The workbook has no sheet {name}; it has: {sheets}.")


class NoSheets(UsageFault):
    """A `--sheet` for a file that has none."""

    code = "no_sheets"
    sentence = N_("The file is no workbook, so it has no sheet {name}.")


class DigitsLost(Refused):
    """A cell with a number that has more digits than a number holds."""

    code = "digits_lost"
    sentence = N_(
        "{column}: the last digits of {text} are lost: a spreadsheet keeps fifteen of a number."
        " Make it a text."
    )


class CellTooLong(Refused):
    """A cell of more text than any cell may hold."""

    code = "cell_too_long"
    sentence = N_("{column}: it is longer than {most} characters.")
