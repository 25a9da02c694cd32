"""The closed list of formats that a value test may name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.prices import is_price, names_currency

if TYPE_CHECKING:
    from collections.abc import Callable

# ISO 4217 codes in use, funds codes and metals left out
ISO_4217: Final[frozenset[str]] = frozenset(
    (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
        "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
        "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
        "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
        "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD "
        "XOF XPF YER ZAR ZMW ZWG"
    ).split()
)

# the first millisecond time stamp that could be meant: as seconds it lies in the year 5138
MILLISECONDS: Final = 100_000_000_000

HOURS: Final = {"hour": 1, "day": 24, "week": 168}


def _numeric_id(value: Any) -> bool | None:
    return value.isascii() and value.isdigit() if isinstance(value, str) else None


def _unix_seconds(value: Any) -> bool | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return 0 <= value < MILLISECONDS and float(value).is_integer()


def _micro_amount(value: Any) -> bool | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value == 0 or (value >= 1_000_000 and value % 10_000 == 0)


def _date(value: Any) -> bool | None:
    if not isinstance(value, str):
        return None
    from datetime import date

    try:
        return value[4:5] == value[7:8] == "-" and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _iso4217(value: Any) -> bool | None:
    return value in ISO_4217 if isinstance(value, str) else None


def _sha256(value: Any) -> bool | None:
    if not isinstance(value, str):
        return None
    return len(value) == 64 and all(letter in "0123456789abcdefABCDEF" for letter in value)


def hours_of(value: Any) -> int | None:
    """Return the hours of a duration such as ``24 hours`` or ``5 days``, None for anything else."""
    number, _, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
    hours = HOURS.get(unit.removesuffix("s"))
    if hours is None or not (number.isascii() and number.isdigit() and len(number) < 7):
        return None
    return int(number) * hours or None


def _duration(value: Any) -> bool | None:
    return hours_of(value) is not None if isinstance(value, str) else None


def _id_list(value: Any) -> bool | None:
    if not isinstance(value, str):
        return None
    ids = [one.strip() for one in value.split(",")]
    return len(set(ids)) == len(ids) and all(one.isascii() and one.isdigit() and len(one) < 19 for one in ids)


def _reference(value: Any) -> bool | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    from pinvet.sources.secret_shapes import stands_in

    return isinstance(value, str) and stands_in(value.encode("utf-8", "surrogatepass"))


def _price(value: Any) -> bool | None:
    return is_price(value) if isinstance(value, str) else None


def _price_with_currency(value: Any) -> bool | None:
    return names_currency(value) if isinstance(value, str) else None


# name -> (test: true, false, or None for a value of another type; what was expected, in words)
FORMATS: Final[dict[str, tuple[Callable[[Any], bool | None], str]]] = {
    "numeric-id": (_numeric_id, "an id: a text of digits"),
    "unix-seconds": (_unix_seconds, "a Unix time in whole seconds"),
    "micro-amount": (_micro_amount, "an amount in micro-currency: 1 unit of currency is 1000000"),
    "date": (_date, "a date such as 2026-11-21"),
    "iso4217": (_iso4217, "an ISO 4217 currency code such as USD"),
    "sha256": (_sha256, "a SHA-256 digest: 64 hexadecimal digits"),
    "price": (_price, "a price such as 24.99 USD: an amount with a point, and its currency behind it"),
    "price-with-currency": (_price_with_currency, "a price with its currency, such as 24.99 USD"),
    "duration": (_duration, "a duration such as 24 hours or 5 days"),
    "id-list": (_id_list, "ids of up to 18 digits between commas, each of them once"),
    "reference": (_reference, "a reference to it, such as ${CLIENT_SECRET}, in place of the value"),
}
