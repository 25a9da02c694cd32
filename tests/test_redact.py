"""What may be shown of an input, and what stands in its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet import redact
from pinvet.redact import clean, looks_secret, render, shown

SHARED = Path(__file__).resolve().parents[2] / "shared"
NOWHERE: dict[str, Any] = {"parameter": "name", "operation": "campaigns/create"}
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
SECRETS = [
    "pina_ABC123",
    "pinr.eyJ0eXAi",
    "pinr_0123456789",
    JWT,
    "Bearer abcdefgh",
    "basic  dXNlcjpwYXNz",
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (20000000, "20000000"),
        (-1, "-1"),
        (0.5, "0.5"),
        (1e300, "1e+300"),
        (10**20 - 1, "99999999999999999999"),
        (10**20, "a number of over 20 digits"),
        (-(10**20), "a number of over 20 digits"),
        pytest.param(10**5000, "a number of over 20 digits", id="more digits than Python prints"),
        ("626735565838", '"626735565838"'),
        ("1" * 20, '"11111111111111111111"'),
        ("1" * 21, "a text of 21 characters"),
        ("٣٣", "a text of 2 characters"),
        ("Spring sale", "a text of 11 characters"),
        ("x", "a text of 1 character"),
        ("", "an empty text"),
        ([], "an empty list"),
        ((), "an empty list"),
        ([1, 2, 3], "a list of 3"),
        (("a",), "a list of 1"),
        ({}, "an empty object"),
        ({"a": 1}, "an object with 1 parameter"),
        ({"a": 1, "b": 2}, "an object with 2 parameters"),
        (object(), "a value of an unknown type"),
        (b"pina_x", "a value of an unknown type"),
    ],
)
def test_a_value_is_itself_or_its_type_and_length(value: object, expected: str) -> None:
    assert render(value, **NOWHERE) == expected


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("IMPRESSION", True),
        ("Web Conversion-2.0_x", True),
        ("M" * 40, True),
        ("M" * 41, False),
        ("", False),
        ("jane@example.com", False),
        ('a"b', False),
        ("a\nb", False),
        ("ümlaut", False),
        *((secret, False) for secret in SECRETS),
    ],
)
def test_words_of_an_enum_or_of_a_rule_are_shown(text: str, is_shown: bool) -> None:
    assert shown(text, **NOWHERE, enum=True) is is_shown
    assert shown(text, **NOWHERE, words=frozenset({text})) is is_shown
    assert shown(text, **NOWHERE, words=frozenset({"OTHER"})) is False
    expected = f'"{text}"' if is_shown else render(text, **NOWHERE)
    assert render(text, **NOWHERE, enum=True) == expected
    assert text == "" or is_shown or text not in expected


@pytest.mark.parametrize("secret", SECRETS)
def test_a_token_is_not_even_measured(secret: str) -> None:
    assert looks_secret(secret)
    assert looks_secret(f"key: {secret}, and more")
    assert render(secret, **NOWHERE, enum=True) == "a text that is not shown"


@pytest.mark.parametrize("text", ["pinata", "SHOPPING", "BASIC", "1761", "keyed", "e-mail", "eyJ.x", "spina_"])
def test_words_are_no_tokens(text: str) -> None:
    assert not looks_secret(text)


@pytest.mark.parametrize(
    "parameter",
    [
        "access_token",
        "refresh_token",
        "partner_access_token",
        "client_secret",
        "pinterest_client_secret",
        "code",
        "code_verifier",
        "token",
        "credentials.password",
        "credentials.username",
        "x-amz-signature",
        "X-Amz-Security-Token",
        "policy",
        "accessToken",
        "Authorization",
        "jobs/0/access_token",
        "access_token.0",
    ],
)
@pytest.mark.parametrize("operation", ["feeds/create", "connector/config", ""])
def test_a_secret_parameter_is_hidden_in_every_operation(parameter: str, operation: str) -> None:
    for value in ("1234", "ACTIVE", 7, True, 1.5):
        assert not shown(value, parameter=parameter, operation=operation, words={"ACTIVE"}, enum=True)
    assert render("12345", parameter=parameter, operation=operation, enum=True) == "a text that is not shown"
    assert render("", parameter=parameter, operation=operation) == "an empty text"
    assert render(None, parameter=parameter, operation=operation) == "null"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("94107", "a text of 5 characters"),
        (94107, "a number"),
        (94107.0, "a number"),
        (10**30, "a number of over 20 digits"),
        (True, "a boolean"),
        (["f" * 64], "a list of 1"),
    ],
)
def test_a_personal_value_is_its_type_and_length(value: object, expected: str) -> None:
    assert render(value, parameter="user_data.zp", operation="events/create", enum=True) == expected


@pytest.mark.parametrize(
    ("parameter", "operation", "is_shown"),
    [
        ("user_data.country", "events/create", False),
        ("country", "events/create", False),
        ("country", "items_batch/post", True),
        ("items.*.attributes.address.postal_code", "items_batch/post", True),
        ("postal_code", "customer_lists/create", False),
        ("country", "catalogs_product_groups/create", True),
        ("external_id", "promotions/create", True),
        ("user_data.external_id", "events/create", False),
        ("external_id", "customer_lists/update", False),
        ("country", "", False),
        ("country", "operation/that-came-later", False),
        ("partner_primary_email", "integrations_commerce/post", False),
        ("records", "customer_lists/create", False),
        ("token_type_hint", "token/revoke", True),
        ("status", "campaigns/create", True),
    ],
)
def test_personal_is_a_matter_of_the_operation(parameter: str, operation: str, is_shown: bool) -> None:
    assert shown("US", parameter=parameter, operation=operation, enum=True) is is_shown


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is absent")
def test_no_name_of_the_redaction_list_is_forgotten() -> None:
    listed = json.loads((SHARED / "data/redaction-fields.json").read_text())
    for name in listed["secret_fields"]:
        assert not shown("ACTIVE", parameter=name, operation="campaigns/create", enum=True), name
    for name in listed["pii_hashed_fields"] + listed["pii_clear_fields"]:
        assert not shown("ACTIVE", parameter=f"user_data.{name}", operation="events/create", enum=True), name
        assert not shown("ACTIVE", parameter=name, operation="events/create", enum=True), name


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is absent")
def test_every_group_that_shows_a_name_is_one_of_the_api_and_takes_it() -> None:
    """A group of operations is exempt for a reason: it has the parameter, and it is not about people."""
    text = (SHARED / "reference/openapi-5.23.0.yaml").read_text()
    later = {"catalogs_local_stores"}  # since 5.28
    for groups in redact.PUBLIC_IN.values():
        for group in groups - later:
            assert f"operationId: {group}/" in text, group
        assert not groups & {"events", "customer_lists", "conversion_tags", "lead_forms"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("größe 日本 🎉", "größe 日本 🎉"),
        ("a\x1b[31mb", r"a\u{1b}[31mb"),
        ("line\nbreak\ttab\r", r"line\u{a}break\u{9}tab\u{d}"),
        ("\x00\x7f\x85\x9b", r"\u{0}\u{7f}\u{85}\u{9b}"),
        ("\u202eevil\u2066", r"\u{202e}evil\u{2066}"),
        ("zero\u200bwidth\ufeff", r"zero\u{200b}width\u{feff}"),
        ("\u2028\u2029", r"\u{2028}\u{2029}"),
        ("\ud800 alone", r"\u{d800} alone"),
        ("\U000e0041", r"\u{e0041}"),
        ("", ""),
    ],
)
def test_clean_shows_what_cannot_be_seen(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters(codec=None)))
def test_clean_text_is_printable_whatever_it_was(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.isprintable()
    assert clean(cleaned) == cleaned
    cleaned.encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(min_size=3),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_what_is_said_of_any_value_is_short_and_printable_and_shown_agrees(value: object) -> None:
    said = render(value, **NOWHERE)
    assert said.isprintable()
    assert len(said) < 60
    assert shown(value, **NOWHERE) == (not said.startswith(("a ", "an ")))
