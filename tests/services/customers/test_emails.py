from __future__ import annotations

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.email_key import email_key
from crmcli.errors import UnusableEmail
from crmcli.services.customers.emails import normalise_email


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Li.Lei@Example.COM ", "Li.Lei@example.com"),
        ("a+b_c-d@x-y.co", "a+b_c-d@x-y.co"),
        ("o'brien@x.ie", "o'brien@x.ie"),
        ("li@mail.local", "li@mail.local"),
        ("用户@例子.广告", "用户@例子.广告"),
        ("a@xn--fsqu00a.xn--fiqs8s", "a@例子.中国"),
    ],
)
def test_an_address_is_brought_to_one_form(text: str, kept: str) -> None:
    assert normalise_email(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@",
        "@x.cn",
        "a@b",
        "a b@x.cn",
        "a..b@x.cn",
        ".a@x.cn",
        "a@-x.cn",
        "a@x-.cn",
        "Li <li@x.cn>",
        "a@[1.2.3.4]",
        "a@x.cn, b@x.cn",
        "a" * 65 + "@x.cn",
        "a@" + "b" * 64 + ".cn",
        "a@x..cn",
        "a@x.cn\nb",
        "a\0@x.cn",
        "\ud800@x.cn",
    ],
)
def test_what_no_mail_system_takes_is_refused(text: str) -> None:
    with pytest.raises(UnusableEmail):
        normalise_email(text)


PLAIN = st.from_regex(
    r"[A-Za-z0-9_+-]{1,9}(\.[A-Z0-9a-z]{1,9})?@([A-Za-z0-9]{1,9}-?[a-z0-9]\.){1,3}[a-zA-Z]{2,5}",
    fullmatch=True,
)


@given(PLAIN)
def test_the_short_way_agrees_with_the_library(text: str) -> None:
    if "--" in text.partition("@")[2]:
        return
    found = validate_email(text, check_deliverability=False, globally_deliverable=False)
    assert normalise_email(text) == found.normalized


@given(st.text() | st.builds("{}@{}.cn".format, st.text(max_size=9), st.text(max_size=9)))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        kept = normalise_email(text)
    except UnusableEmail:
        return
    assert normalise_email(kept) == kept


def test_addresses_are_compared_without_case() -> None:
    assert email_key(" Li@X.CN") == email_key("li@x.cn")
    assert email_key("a@x.cn") != email_key("b@x.cn")
