"""What the demonstration's salesperson writes about deals and feedback of Western customers."""

from __future__ import annotations

from crmcli.demo.sayings import Case, Heard, Measured, Sayings
from crmcli.domain.feedback_state import FeedbackKind, Severity
from crmcli.domain.stage import Stage
from crmcli.domain.winback_result import WinbackResult

_WON = (
    Case("The operators chose it after a week's trial", "price", repeat="lend a unit first"),
    Case("{who} saw it running at another site", "no reference", repeat="offer a visit early"),
    Case("We could deliver a week before {rival}", "delivery time", repeat="ask for the go-live"),
    Case("Response times went into the contract", "service", repeat="quote service with it"),
    Case("They knew us from the first order", repeat="ask about more sites every half year"),
)
_LOST = (
    ("Price above the competitor", Case("{rival} was 15% below", "price", avoid="a full quote")),
    ("Delivery time too long", Case("No slot before the peak", "delivery time", avoid="late plan")),
    ("Project cancelled", Case("Head office froze all investments", "budget")),
)
_HEARD = (
    Heard(
        FeedbackKind.COMPLAINT,
        "delivery",
        "One printer arrived with a broken housing",
        ("Damaged in transit, photos taken", "Replace it at our cost", "Replaced", "", ""),
        "replaced, carrier changed",
        Severity.HIGH,
    ),
    Heard(
        FeedbackKind.COMPLAINT,
        "service",
        "Nobody called back for two days",
        ("The ticket sat in the wrong queue", "Sent the local engineer", "Repaired", "", ""),
        "tickets go by city now",
    ),
    Heard(
        FeedbackKind.SUGGESTION,
        "product",
        "The warehouse system should export a report per shift",
        ("Passed on, planned for the next release", "Told {who} when to expect it"),
        "planned",
    ),
    Heard(
        FeedbackKind.OPINION,
        "price",
        "Label rolls cost more than last year",
        ("Checked the volume, a yearly price is possible", "Sent {who} the yearly price"),
        "yearly price agreed",
    ),
    Heard(
        FeedbackKind.PRAISE,
        "service",
        "The fitter stayed late until the line was running",
        ("Passed on to the fitters", "Thanked {who}"),
        "passed on with thanks",
    ),
)
_LATE = (
    Heard(
        FeedbackKind.COMPLAINT,
        "quality",
        "The handhelds drop off the network every few hours",
        ("Read the logs with {who}, it looks like the firmware", "", "", "", ""),
        "",
        Severity.HIGH,
    ),
)

SAYINGS = Sayings(
    chinese=False,
    chinese_products=False,
    titles=(
        "{qty} × {product}",
        "{product} for {city}",
        "{product}, second site",
        "{product}, first phase",
    ),
    moves={
        Stage.INITIAL_CONTACT: ("Open to talk, wants to see the site first", ""),
        Stage.NEED_CONFIRMED: ("{qty} units, need and budget are clear", "Site seen"),
        Stage.QUOTE: ("Quote sent", "Quoted {amount} with installation"),
        Stage.NEGOTIATION: ("Talking terms", "Draft contract sent to {who}"),
        Stage.WON: ("Signed, first payment in", "Signed"),
        Stage.LOST: ("", "{who} called"),
    },
    notes=("The director decides", "{who} speaks for us", "Up against {rival}", "Maybe two phases"),
    won=_WON,
    lost=_LOST,
    heard=_HEARD,
    late=_LATE,
    surveys={
        5: ("Runs without a fault", "Very happy", ""),
        4: ("Good, spare parts could come faster", ""),
        3: ("All right, on the expensive side",),
        2: ("Repairs need chasing",),
    },
    handlers=("service desk",),
    measures=(Measured("Yearly prices for label rolls from 500 a year on", "sales office"),),
    looks=("Spoke to them: stocktaking, back next month",),
    tries={
        WinbackResult.THINKING: "Went back with a new offer, {who} will compare",
        WinbackResult.DECLINED: "Bound for three years, not now",
        WinbackResult.NO_ANSWER: "Sent an offer, no word yet",
    },
)
