"""The currencies of ISO 4217 and how many decimals each has.

Funds, metals and test codes that have no minor unit (XAU, XDR, XXX, …) are not money one sells
for and are left out. ANG and BGN, withdrawn in 2025 and 2026, are kept: older books hold them.
"""

from __future__ import annotations

from crmcli.errors import N_, UnreadableAmount

DEFAULT = "CNY"
"""The currency of a book that was not given one."""

_CODES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD "
    "FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
    "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD "
    "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
    "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED "
    "VES WST XAD XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DECIMALS = {code: places for places, codes in _CODES.items() for code in codes.split()}


def is_currency(code: str) -> bool:
    """Tell whether `code` is a known ISO 4217 code, in capitals."""
    return code in _DECIMALS


def codes() -> list[str]:
    """List the codes of all currencies."""
    return sorted(_DECIMALS)


def decimals(code: str) -> int:
    """Give the number of decimals of a currency (0, 2, 3 or 4).

    Args:
        code: an ISO 4217 code in capitals.

    Raises:
        UnreadableAmount: the code is not a currency.
    """
    try:
        return _DECIMALS[code]
    except KeyError:
        raise UnreadableAmount(text=code, reason=N_("this currency is not known.")) from None
