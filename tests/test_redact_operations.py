"""The fields that are personal or secret, held against every operation of the API that takes one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinvet.api.table import load_table
from pinvet.redact import render, shown

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "redaction-fields.json"

SECRET = (
    "access_token refresh_token partner_access_token partner_refresh_token client_secret code code_verifier token "
    "password x-amz-security-token x-amz-signature x-amz-credential policy"
).split()
HEADERS = "authorization proxy-authorization cookie set-cookie x-api-key x-amz-security-token".split()
HASHED = "em ph fn ln ge db ct st zp country external_id hashed_maids hashed_email hashed_maid".split()
CLEAR = (
    "client_ip_address client_user_agent user_agent ip_address email user_email billing_contact_email "
    "billing_contact_firstname billing_contact_lastname media_contact_email media_contact_firstname "
    "media_contact_lastname partner_primary_email records postal_code click_id"
).split()
# personal where they are told of a person; a feed has a country too, a store a postal code, a promotion a number
OF_THINGS = {"country", "external_id", "postal_code"}
ABOUT_PEOPLE = ("customer", "event", "lead", "user", "member", "msot")


def taken() -> list[tuple[str, str]]:
    """Return every parameter of every operation that has a listed name in its dotted name, with the operation."""
    table = load_table()
    listed = {*SECRET, *HASHED, *CLEAR}
    found = []
    for name in table.ids():
        operation = table.operation(name)
        parameters = {**operation.parameters, **operation.wrapper, **operation.query, **operation.path_parameters}
        found += [(name, one) for one in parameters if not listed.isdisjoint(one.split("."))]
    return found


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is absent")
def test_the_lists_here_are_those_of_the_description() -> None:
    listed = json.loads(SHARED.read_text())
    assert set(SECRET) == set(listed["secret_fields"])
    assert set(HEADERS) == set(listed["headers"])
    assert set(HASHED) == set(listed["pii_hashed_fields"])
    assert set(CLEAR) == set(listed["pii_clear_fields"])


def test_no_listed_field_is_shown_in_any_operation_that_takes_it() -> None:
    assert len(taken()) > 60
    for operation, parameter in taken():
        names = set(parameter.split("."))
        is_thing = names.isdisjoint({*SECRET, *HASHED, *CLEAR} - OF_THINGS) and not any(
            word in operation for word in ABOUT_PEOPLE
        )
        if is_thing:
            continue
        for value in ("US", "1984", 94107, 1.5, True, "0" * 20):
            assert not shown(value, parameter=parameter, operation=operation, words={"US"}, enum=True), (
                operation,
                parameter,
            )


@pytest.mark.parametrize("name", [*SECRET, *HEADERS])
def test_a_secret_is_hidden_in_every_operation_even_where_it_is_unknown(name: str) -> None:
    for operation in (*load_table().ids(), "connector/config", ""):
        for parameter in (name, f"data.0.{name}", f"{name}.x", name.title()):
            assert not shown("A1", parameter=parameter, operation=operation, words={"A1"}, enum=True), parameter
    assert render("A1", parameter=name, operation="") == "a text that is not shown"


@pytest.mark.parametrize("name", [*HASHED, *CLEAR])
@pytest.mark.parametrize(
    "operation",
    ["events/create", "customer_lists/create", "customer_lists/update", "msot_events/create", "lead_forms/create", ""],
)
def test_a_personal_field_is_hidden_wherever_people_are_told_of(name: str, operation: str) -> None:
    for parameter in (name, f"user_data.{name}", f"data.0.user_data.{name}.0"):
        for value in ("US", "1984", 94107):
            assert not shown(value, parameter=parameter, operation=operation, words={"US"}, enum=True)
