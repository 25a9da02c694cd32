"""The one door by which a value of the input reaches a person.

A linter of captured traffic sees live tokens and personal data, so a value is shown only when its kind makes it
harmless: numbers, booleans, null, ids of digits, and words of an enum. Everything else is its type and length in
words. What a rule, a frame or a reporter prints of an input has passed through here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST_ID: Final = 20
LONGEST_WORD: Final = 40


def _squash(name: str) -> str:
    """Write a name as it is compared: `X-Amz-Signature`, `x_amz_signature` and `xAmzSignature` are one name."""
    return name.lower().replace("_", "").replace("-", "")


# Names of the official description (5.23.0) and of OAuth 2, as one of the segments of a parameter's dotted name.
SECRET: Final = frozenset(
    map(
        _squash,
        (
            "access_token refresh_token partner_access_token partner_refresh_token client_secret code "
            "code_verifier token password credentials policy authorization proxy_authorization cookie set_cookie "
            "x_api_key x_amz_security_token x_amz_signature x_amz_credential subscriber_key offer_code_hash"
        ).split(),
    )
)
# Connector files and other clients put their own word before these: `pinterest_client_secret`.
SECRET_ENDINGS: Final = ("token", "secret", "password", "passwd", "apikey", "privatekey", "oauthsignature")

PERSONAL: Final = frozenset(
    map(
        _squash,
        (
            "user_data em ph fn ln ge db ct st zp hashed_maids hashed_email hashed_maid click_id "
            "client_ip_address client_user_agent user_agent ip_address email user_email records username "
            "billing_contact_email billing_contact_firstname billing_contact_lastname "
            "media_contact_email media_contact_firstname media_contact_lastname partner_primary_email"
        ).split(),
    )
)
# Names that are personal in some operations only. Here stand the groups of operations (what comes before the
# slash of an operationId) where they are not; an operation that nobody has looked at hides them.
PUBLIC_IN: Final[dict[str, frozenset[str]]] = {
    _squash(name): frozenset(groups.split())
    for name, groups in {
        "country": "ad_accounts advanced_auction_items_get advanced_auction_items_submit audiences "
        "brand_accounts bulk_upsert catalogs catalogs_local_stores catalogs_product_groups items "
        "items_batch products_by_product_group_filter",
        "external_id": "promotions",
        "postal_code": "catalogs_local_stores items items_batch",
    }.items()
}

_SHAPES: Final = (
    r"(?i:pina_[a-z0-9])"
    r"|(?i:pinr[_.][a-z0-9])"
    r"|(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]+\.ey"  # the head and the start of the body of a JSON Web Token
    r"|(?i:\b(?:bearer|basic)\s+[a-z0-9._~+/=-])"
    r"|(?<![0-9A-Za-z])[0-9a-fA-F]{32}"  # keys and digests; the hash of an e-mail is still personal
)
_WORD_CHARACTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ .-")


def render(value: object, *, parameter: str, operation: str, words: Container[str] = (), enum: bool = False) -> str:
    """Say a value of a request in words that may be shown to anybody.

    `parameter` is the dotted name of the parameter that holds it and `operation` the operationId, both empty
    where unknown. `words` are strings that the API table or a rule itself spells out, `enum` says that the
    parameter's type is an enum. Returns the value as JSON writes it (`20000000`, `true`, `"IMPRESSION"`), or
    its type and length: `a text of 12 characters`, `a list of 3`. Nothing is told of a secret but its type.
    """
    literal = _literal(value, parameter, operation, words, enum=enum)
    if literal is not None:
        return literal
    return _described(value, measured=not is_secret_name(parameter))


def shown(value: object, *, parameter: str, operation: str, words: Container[str] = (), enum: bool = False) -> bool:
    """Tell whether `render` shows the value itself, so that a code frame may keep it as it was written."""
    return _literal(value, parameter, operation, words, enum=enum) is not None


def looks_secret(text: str) -> bool:
    """Tell whether a text holds something shaped like a token, a credential or a digest, at any place in it."""
    import re

    return re.search(_SHAPES, text) is not None


def clean(text: str) -> str:
    r"""Make a text safe for one line of a terminal: what is not printable becomes `\u{1b}`.

    That takes in control characters, line breaks, bidirectional and zero-width characters, and lone surrogates.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in text)


def _literal(value: object, parameter: str, operation: str, words: Container[str], *, enum: bool) -> str | None:
    """Return the value as JSON writes it, or None where it may not be shown."""
    if value is None:
        return "null"
    if _is_hidden(parameter, operation):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**LONGEST_ID else None
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str) and _is_word(value, words, enum=enum):
        return f'"{value}"'
    return None


def _is_word(text: str, words: Container[str], *, enum: bool) -> bool:
    if 0 < len(text) <= LONGEST_ID and text.isascii() and text.isdigit():
        return True
    if not (enum or text in words):
        return False
    if not (0 < len(text) <= LONGEST_WORD and _WORD_CHARACTERS.issuperset(text)):
        return False
    return not looks_secret(text)


def _described(value: object, *, measured: bool) -> str:
    """Say the type of a value, and its length unless that would tell something of a secret."""
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int):
        return f"a number of over {LONGEST_ID} digits" if abs(value) >= 10**LONGEST_ID else "a number"
    if isinstance(value, float):
        return "a number"
    if isinstance(value, str):
        return _described_text(value, measured=measured)
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, dict):
        return f"an object with {_counted(len(value), 'parameter')}" if value else "an empty object"
    return "a value of an unknown type"


def _described_text(text: str, *, measured: bool) -> str:
    if not text:
        return "an empty text"
    if not measured or looks_secret(text):
        return "a text that is not shown"
    return f"a text of {_counted(len(text), 'character')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _names(parameter: str) -> list[str]:
    return [_squash(name) for name in parameter.replace("/", ".").split(".")]


def is_secret_name(parameter: str) -> bool:
    """Tell whether a parameter, by its dotted name, holds a secret, of which not even the length is told."""
    return any(name in SECRET or name.endswith(SECRET_ENDINGS) for name in _names(parameter))


def _is_hidden(parameter: str, operation: str) -> bool:
    """Tell whether no value of this parameter is shown: a secret anywhere, a personal one where it is personal."""
    group = operation.partition("/")[0]
    return is_secret_name(parameter) or any(
        name in PERSONAL or (name in PUBLIC_IN and group not in PUBLIC_IN[name]) for name in _names(parameter)
    )
