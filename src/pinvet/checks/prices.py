"""Prices as catalog items have them: ``"24.99 USD"``, ``"24.99USD"``, or ``"24.99"``, which is in US dollars."""

from __future__ import annotations

from typing import Final

DEFAULT: Final = "USD"  # of a price without a currency
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST: Final = 18  # amounts with more digits cannot be compared exactly enough


def is_price(text: str) -> bool:
    """Tell whether a text is an amount, perhaps with a currency of three letters behind it."""
    return bool(_digits(text)) and len(_letters(text)) in (0, 3)


def names_currency(text: str) -> bool | None:
    """Tell whether a price has its currency behind it; None for a text that is no price."""
    return bool(_letters(text)) if is_price(text) else None


def amount_of(price: str) -> float | None:
    """Return the amount of a price, or None where the text is none."""
    digits = _digits(price)
    return float(digits) if digits and len(digits) <= LONGEST else None


def currency_of(price: str) -> str:
    """Return the currency of a price, in capitals; where it names none, the one that the API assumes."""
    return _letters(price).upper() or DEFAULT


def _letters(price: str) -> str:
    text = price.strip()
    return text[len(text.rstrip(LETTERS)) :]


def _digits(price: str) -> str:
    """Return what stands before the letters where that is a number, else nothing."""
    text = price.strip().rstrip(LETTERS).rstrip()
    whole, point, part = text.partition(".")
    plain = whole.isascii() and whole.isdigit() and (not point or (part.isascii() and part.isdigit()))
    return text if plain else ""
