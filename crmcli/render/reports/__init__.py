"""How reports look: on a terminal, as data, as a page, as a workbook."""
