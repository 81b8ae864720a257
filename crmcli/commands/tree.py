"""Every command of crm, and the module that holds it: what help and completion know unloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Branch(NamedTuple):
    """A group of commands.

    Args:
        help: what they are for, as a message id.
        verbs: for each verb its module below `crmcli.commands`, or a group of its own.
        default: the verb that runs where none is named.
    """

    help: str
    verbs: Mapping[str, str | Branch]
    default: str | None = None


TREE = Branch(
    N_("The customer book of one salesperson: whom do I owe what, today, and why?"),
    {
        "due": Branch(
            N_("Whom you owe what, today, and why."),
            {
                "list": "due.listing",
                "snooze": "due.snooze",
                "load": "due.load",
                "spread": "due.spread",
                "export": "due.export",
            },
            default="list",
        ),
        "log": Branch(
            N_("The contact log: what was said, what follows."),
            {
                "add": "log.add",
                "q": "log.quick",
                "list": "log.listing",
                "show": "log.listing",
                "export": "log.export",
                "edit": "log.changes",
                "remove": "log.changes",
                "import": "log.importing",
            },
        ),
        "customer": Branch(
            N_("Customers: add, find, show, change, import."),
            {
                "add": "customer.add",
                "list": "customer.listing",
                "show": "customer.show",
                "edit": "customer.edit",
                "find": "customer.find",
                "import": "customer.importing",
                "export": "customer.export",
                "archive": "customer.life",
                "restore": "customer.life",
                "lose": "customer.life",
                "winback": "customer.life",
                "pin": "customer.pins",
                "unpin": "customer.pins",
                "verify": "customer.life",
                "suggest": "customer.suggest",
                "dupes": "customer.dupes",
                "merge": "customer.merge",
                "erase": "customer.erase",
                "person": Branch(
                    N_("The people of a customer."),
                    {
                        "add": "customer.person",
                        "list": "customer.person",
                        "edit": "customer.person",
                        "remove": "customer.person",
                    },
                ),
                "field": Branch(
                    N_("Fields of your own."),
                    {
                        "add": "customer.field",
                        "list": "customer.field",
                        "remove": "customer.field",
                    },
                ),
            },
        ),
        "mapping": Branch(
            N_("Mappings of columns that imports use, saved by name."),
            {"list": "mapping", "show": "mapping", "remove": "mapping"},
        ),
        "grade": Branch(
            N_("Grades A to E: why, since when, and how often each is followed up."),
            {
                "show": "grade.show",
                "set": "grade.set",
                "suggest": "grade.suggest",
                "audit": "grade.audit",
                "policy": Branch(
                    N_("Cadences, horizons and other numbers; each change keeps its date."),
                    {"show": "grade.policy", "test": "grade.policy"},
                    default="show",
                ),
            },
        ),
        "promise": Branch(
            N_("Promises, yours and theirs."),
            {
                "add": "promise",
                "list": "promise",
                "keep": "promise",
                "move": "promise",
                "drop": "promise",
            },
        ),
        "deal": Branch(
            N_("Deals: what may be sold, how far each has come, what was learnt."),
            {
                "add": "deal.add",
                "list": "deal.listing",
                "show": "deal.listing",
                "move": "deal.moving",
                "win": "deal.moving",
                "lose": "deal.moving",
                "edit": "deal.edit",
                "reopen": "deal.moving",
                "case": "deal.case",
                "export": "deal.export",
            },
        ),
        "purchase": Branch(
            N_("Purchases: what customers bought; their classes follow."),
            {
                "add": "purchase.add",
                "list": "purchase.listing",
                "show": "purchase.listing",
                "edit": "purchase.changes",
                "remove": "purchase.changes",
                "import": "purchase.importing",
                "export": "purchase.export",
                "suggest": "purchase.suggest",
            },
        ),
        "feedback": Branch(
            N_("Feedback, complaints and their steps; satisfaction surveys."),
            {
                "add": "feedback.add",
                "list": "feedback.listing",
                "show": "feedback.listing",
                "advance": "feedback.steps",
                "close": "feedback.steps",
                "reopen": "feedback.steps",
                "edit": "feedback.edit",
                "export": "feedback.export",
                "measure": Branch(
                    N_("Improvement measures: what, who, until when, with what effect."),
                    {
                        "add": "feedback.measure",
                        "list": "feedback.measure",
                        "done": "feedback.measure",
                    },
                ),
                "survey": Branch(
                    N_("Satisfaction surveys: each quarter for existing customers."),
                    {
                        "add": "feedback.survey",
                        "list": "feedback.survey",
                        "due": "feedback.survey",
                        "summary": "feedback.survey",
                    },
                ),
            },
        ),
        "rate": Branch(
            N_("Exchange rates, stated by hand: what other currencies are worth."),
            {"set": "rate", "list": "rate", "remove": "rate"},
        ),
        "loyalty": Branch(
            N_("Loyalty points and levels; off until a policy sets them."),
            {"list": "loyalty", "show": "loyalty", "redeem": "loyalty", "adjust": "loyalty"},
        ),
        "churn": Branch(
            N_("Churn: who may leave, who was lost, who came back."),
            {
                "list": "churn",
                "show": "churn",
                "look": "churn",
                "try": "churn",
                "lost": "churn",
            },
        ),
        "campaign": Branch(
            N_("Campaigns and greetings: who answered, who bought."),
            {
                "add": "campaign.adding",
                "list": "campaign.listing",
                "show": "campaign.listing",
                "include": "campaign.adding",
                "reach": "campaign.reaching",
                "answer": "campaign.reaching",
                "remove": "campaign.removing",
                "drop": "campaign.removing",
            },
        ),
        "report": Branch(
            N_("Reports on the book as a whole."),
            {
                "digest": "report.standard",
                "growth": "report.standard",
                "pipeline": "report.standard",
                "forecast": "report.standard",
                "conversion": "report.standard",
                "velocity": "report.standard",
                "won": "report.standard",
                "lost": "report.standard",
                "satisfaction": "report.standard",
                "feedback": "report.standard",
                "compliance": "report.standard",
                "calibration": "report.standard",
                "activity": "report.standard",
                "value": "report.standard",
                "sources": "report.standard",
                "churn": "report.standard",
                "winback": "report.standard",
                "campaigns": "report.standard",
                "products": "report.standard",
                "load": "report.standard",
                "count": "report.count",
                "save": "report.saved",
                "run": "report.saved",
                "remove": "report.saved",
                "list": "report.saved",
                "cases": "report.cases",
            },
        ),
        "history": "history",
        "undo": "undo",
        "redo": "undo",
        "config": Branch(
            N_("Settings: currency, region, language, time zone."),
            {"show": "config", "set": "config", "unset": "config", "path": "config"},
            default="show",
        ),
        "calendar": Branch(
            N_("Work calendars: which days are free, by country and year."),
            {
                "list": "calendar",
                "show": "calendar",
                "import": "calendar",
                "update": "calendar",
                "remove": "calendar",
            },
            default="list",
        ),
        "export": "book_export",
        "import": "book_import",
        "backup": "backup",
        "restore": "restore",
        "check": "check",
        "demo": "demo",
        "schema": "schema",
        "completion": "completion",
    },
)
"""The commands of crm, in the order of its help."""
