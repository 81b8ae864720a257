"""crmcli: the customer book of one salesperson, in a terminal, in one SQLite file."""

__version__ = "0.1.0"
