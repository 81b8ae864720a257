"""How deals look: a line after a change, a list, a board, a page, cases."""
