"""What other programs name their columns: Google, Outlook, Zoho, HubSpot, Salesforce.

Only what `column_names` does not know already; the plain forms are compared, as there.
"""

from __future__ import annotations

PROGRAM_NAMES: dict[str, tuple[str, ...]] = {
    # Google Contacts, before 2024 and since; a value's label has a column of its own.
    "company": (
        "organization 1 name", "company / account", "primary company", "associated company",
        "primary associated company", "company main name", "business name",
    ),
    "title": ("designation",),
    "tags": ("group membership", "categories", "类别"),
    "phones": (
        "company main phone", "car phone", "mobile phone number", "work phone number",
        "home phone number", "direct phone", "main phone", "business mobile",
        "商务电话", "单位电话", "住宅电话", "家庭电话", "家庭电话号码", "移动电话号码", "主要电话",
        "电话1", "手机1",
    ),
    "emails": (
        "secondary email", "work email address", "business email", "personal email",
        "电子邮件地址", "工作邮箱", "个人邮箱",
    ),
    "owner": (
        "lead owner", "record owner", "company owner", "contact owner alias",
        "account owner alias", "lead owner alias",
    ),
    "source": ("original source", "original traffic source", "lead origin"),
    "birthday": ("birthdate",),
    "last_contact": ("last activity", "last activity time", "last contacted date"),
    "expected_close": ("expected closing date", "estimated close date"),
    "handle.skype": ("skype id",),
    "handle.twitter": ("twitter", "twitter username", "twitter handle"),
    "handle.facebook": ("facebook",),
    "handle.linkedin": ("linkedin url", "linkedin profile"),
    "handle.whatsapp": ("whatsapp phone number",),
    "do_not_contact": ("do not contact me", "请勿打扰"),
    "need": ("purchase intent", "购买意向", "意向"),
}  # fmt: skip
"""By field the names."""
