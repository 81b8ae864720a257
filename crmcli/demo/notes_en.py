"""What the demonstration's salesperson writes about Western customers."""

from __future__ import annotations

from crmcli.demo.lines import Line, Phase, Script

_INTRO = (
    Line("Introduced us and the {product}; {who} is happy to read up", mine="send the brochure"),
    Line("Asked about the {city} site, shifts and volumes", mine="send a reference close by"),
)
_INTRODUCTIONS = {
    "advertisement": Line("Saw our ad and asked for prices", mine="send a price range"),
    "referral": Line("Referred to us; {who} looks after equipment", "With {rival}, not for long"),
    "exhibition": Line("Met at the fair, talked about the {product}", mine="send case studies"),
    "website": Line("Web enquiry about the {product}, answered", "Only looking around for now"),
    "cold call": Line("Cold call that went well: {who} asked good questions on the {product}"),
    "social media": Line("Saw our video on the {product}", "That looks quick", mine="send details"),
}
_KEEP = (
    Line("{who} has read the brochure, no plans yet", "Maybe with next year's budget"),
    Line("Sent a story from the same industry; {who} passed it on"),
    Line("Caught up. They are reorganising the warehouse", "We like it, it is not the time"),
    Line("Told {who} about the new {product}, data sheet wanted", mine="send the data sheet"),
    Line("Still with {rival}, unhappy with their service", "It is not my decision alone"),
    Line("Invited {who} to the webinar", theirs="confirm a seat at the webinar"),
    Line("They may extend the {city} site next year, and would need the {product} then"),
    Line("Regular check-in, nothing new, will speak next month"),
    Line("Explained the three service levels", mine="send the service price list"),
    Line("Helped with labels that peel off in the cold store", "That saved our week, thanks"),
    Line("New operations director; {who} is collecting requirements again"),
)
_NEED = (
    Line(
        "Need is clear: {qty} × {product}, about {amount}",
        "It has to run this year",
        mine="draft a first proposal",
    ),
    Line("Went through site conditions, must talk to their ERP", mine="check the interface"),
    Line("{who} sent the requirements, speed matters most", theirs="send floor plans"),
    Line("Presented the draft, three changes wanted", mine="send the second version"),
    Line("Agreed on a one-week trial unit", mine="ship the trial unit"),
    Line("Trial went well, reads better than {rival}", "The floor staff want to keep it"),
    Line("Mapped the decision: {who} proposes, the board signs, finance reviews"),
    Line("Talked about two phases, half of it first", theirs="discuss phases internally"),
    Line("Answered questions from IT on security", mine="send the security statement"),
)
_WAIT = (
    Line("Need stands: {qty} × {product}; budget not released", "Waiting for headquarters"),
    Line("{who} cannot name a date, other projects come first"),
    Line("Updated the model in the proposal, same price", mine="send the updated proposal"),
    Line("Finance is pushing back on timing, not on the need", "It will come, just slowly"),
    Line("{who} would like to see a running site", mine="arrange a reference visit"),
    Line("Rebuilding is delayed, and so are we"),
    Line("Talked about payment in three parts", theirs="ask finance about a down payment"),
)
_QUOTE = (
    Line("Sent the quote over {amount} with installation", mine="call about the quote"),
    Line("{who} compares us with {rival}", "You are ten percent above", theirs="send feedback"),
    Line("Explained the difference: spare units and on-site service", mine="send a comparison"),
    Line("Split the quote into hardware and service", mine="send the split quote"),
    Line("{who} asks for another five percent", mine="ask for a special price"),
    Line("Quote is in review, {who} is pushing for us", "It is on next week's agenda"),
    Line("Passed the technical review", "Technically it is you"),
)
_DEAL = (
    Line("First round on terms at {amount}, payment 30/30/40", "We could live with that"),
    Line("Got three percent approved, {who} accepts", mine="change the price in the contract"),
    Line("Contract draft sent, legal is reading", theirs="legal's comments on the draft"),
    Line("Legal wants two changes on liability", mine="send the second draft"),
    Line("Delivery three weeks after signature", "Can you do any better?"),
    Line("The plant can ship five days earlier", mine="confirm delivery in writing"),
    Line("{who}'s director is travelling, signs on return", theirs="signature of the director"),
    Line("Confirmed address and installation window at {city}"),
    Line("{rival} lowered the price again; {who} values service", "Price is not everything"),
    Line("Offered a year of supplies as a last step", mine="add the supplies to the contract"),
    Line("Contract is at the last signature", "Only finance is missing"),
    Line("Asked about the signature, {who} will chase it", theirs="chase finance"),
    Line("Agreed on acceptance criteria"),
    Line("Planned training for two shifts with {who}", mine="send the training plan"),
)
_COOL = (
    Line("Project is on hold, budget cut", "We still want it, there is no money"),
    Line("Checked in, budget is still frozen"),
    Line("{who} changes role and introduced the successor", mine="meet the successor"),
    Line("Sent a leasing offer, worth a thought", theirs="take leasing to the board"),
    Line("Orders are down, all investment is stopped"),
)
_REFUSED = (
    Line("No need: signed with {rival} for three years", "We won't change before that"),
    Line("Business is shrinking, the {product} is off the table", "We are giving up the site"),
    Line("Purchasing is central now, no say in {city}", "Talk to headquarters"),
    Line("Too small for the {product}; a line once a year will do"),
)
_LOST = (
    Line("{who} called: the order went to {rival}", "The gap was too large"),
    Line("They told us they go elsewhere; talked it through", "It was decided above me"),
)
_EARLY = (
    Line("Visited {city}: everything still on paper", "We count until night", mine="write it up"),
    Line("Met {who} on site and the shift lead too"),
    Line("Showed the {product} on the floor for half an hour", "That is a lot faster"),
    Line("Dropped in with new samples, good talk over coffee"),
    Line("Walked from goods-in to dispatch, took measures", mine="sketch a layout"),
)
_LATE = (
    Line("Brought our engineer, all technical questions closed", "Good, I am at ease"),
    Line("Met in {city} on terms, two percent apart", mine="ask for the last two percent"),
    Line("Met the managing director with {who}", "Let's get it done"),
    Line("Measured the radio coverage, two more stations needed", mine="quote the stations"),
    Line("Handed over the contract, went through each clause", theirs="sign internally"),
)

SCRIPT = Script(
    introductions=_INTRODUCTIONS,
    talks={
        Phase.INTRO: _INTRO,
        Phase.KEEP: _KEEP,
        Phase.NEED: _NEED,
        Phase.WAIT: _WAIT,
        Phase.QUOTE: _QUOTE,
        Phase.DEAL: _DEAL,
        Phase.COOL: _COOL,
        Phase.REFUSED: _REFUSED,
        Phase.LOST: _LOST,
    },
    early_visits=_EARLY,
    late_visits=_LATE,
    greetings=((12, 21, "Season's greetings to {who} and the team"),),
    birthday="Happy birthday, {who}",
    no_answer=("No answer", "In a meeting, left a message", "Voicemail", "Line was busy"),
    by_hand=(
        "The director promised to move soon, date to follow",
        "A referral by an old customer, closer than it looks",
    ),
    lost=("Price above the competitor", "Delivery time too long", "Project cancelled"),
    rivals=("their old supplier", "another brand", "a local dealer", "the incumbent"),
)
