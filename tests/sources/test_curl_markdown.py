"""curl commands in the code blocks of Markdown pages."""

from __future__ import annotations

import pytest
from curl_reading import API, notices, read_all, records, sent, value_at

from pinvet.model import Place
from pinvet.sources.record import Record

CALL = f"curl {API}/a"

BLOCKS = [
    (f"```bash\n{CALL}\n```\n", 1),
    (f"```sh\n{CALL}\n```\n```shell\n{CALL}\n```\n```console\n{CALL}\n```\n", 3),
    (f'```curl\n{CALL}\n```\n~~~ Bash title="x"\n{CALL}\n~~~\n```{{.bash .x}}\n{CALL}\n```\n', 3),
    (f"```\n{CALL}\n```\n```\n$ {CALL}\n```\n```text\n# first\n\n  {CALL}\n```\n", 3),
    (f"```\nls; {CALL}\n```\n", 0),
    (f'```json\n{{"x": 1}}\n```\n```python\n{CALL}\n```\n```http\n{CALL}\n```\n', 0),
    ('```bash\n{"a": "it\'s JSON"}\n```\n', 0),
    (f"{CALL}\n\n    {CALL}\n", 1),
    (f"    {CALL}\n\n\n\t{CALL}\n    {CALL}\n", 3),
    (f"Call it\n    {CALL}\n   {CALL}\n\n   {CALL}\n", 0),
    (f"- one\n\n      $ {CALL} \\\n        -X POST\n\ntwo\n", 1),
    (f"x\n\n    don't\n    {CALL}\nit's\n\n    ls\n\n    export X=1\n", 1),
    (f"    ```sh\n    {CALL}\n    ```\n\n    {CALL}\n```sh\n{CALL}\n```\n", 3),
    (f"````bash\n```\n{CALL}\n````\n{CALL}\n", 1),
    (f"~~~~sh\n{CALL}\n~~~\n~~~~~\n{CALL}\n", 1),
    (f"```sh\n{CALL}\n", 1),
    (f"```sh\r\n{CALL}\r\n```\r\n{CALL}\r\n", 1),
    (f"   ```sh\n   {CALL}\n   ```\n- ```sh\n  {CALL}\n  ```\n1. ~~~sh\n   {CALL}\n   ~~~\n", 3),
    (f"> ```sh\n> {CALL}\n> ```\n> > ```sh\n>> {CALL}\n{CALL}\n", 2),
    (f"> ```sh\n> {CALL}\n```sh\n{CALL}\n```\n", 2),
    (f"``` not `a` fence\n{CALL}\n", 0),
    (f"```bash\n$ {CALL}\nit's output\n$ {CALL}\n```\n", 2),
    ("", 0),
    ("```", 0),
    ("```sh\n```\n", 0),
]


@pytest.mark.parametrize(("page", "count"), BLOCKS)
def test_code_blocks_of_shells_are_read_and_others_passed_over(page, count):
    assert len(records(page, "notes.md")) == count
    assert notices(page, "notes.md") == []


def test_a_page_is_known_by_its_name_or_by_its_fences():
    page = f"It's a page\n\n```sh\n{CALL}\n```\n{CALL}/b\n"
    assert len(records(page, "README.MD")) == len(records(page, "page.markdown")) == len(records(page, "<stdin>")) == 1
    assert (
        sent(f"X='\n```\n'\n{CALL}\n", "run.sh")
        == sent(f"#!/bin/sh\nX='\n```\n'\n{CALL}\n", "x")
        == [("GET", "/a", None)]
    )


def test_prompts_are_no_part_of_the_commands():
    page = f"""```console
$ curl {API}/a \\
>   -d '{{"a": 1,
> "b": "x > y"}}'
{{"id": 1}}
> not a prompt
```
"""
    assert sent(page, "x.md") == [("POST", "/a", {"a": 1, "b": "x > y"})]
    assert value_at(page, "b", path="x.md") == '"x > y"'


def test_indented_commands_share_their_variables_and_their_lines():
    page = """Send it:

    B='{"a": 1,
      "b": "é"}'

    curl API/a -d "$B"

    {"id": "it's an answer"}
""".replace("API", API)
    assert sent(page, "x.md") == [("POST", "/a", {"a": 1, "b": "é"})]
    assert value_at(page, "b", path="x.md") == '"é"'


PLACES = [
    ('```sh\ncurl {u} -d \'{{"a": 1,\n  "b": "é"}}\'\n```\n', Place(3, 8, 3, 11)),
    ('x\n\n1. y\n\n   ~~~\n   curl {u} -d \'{{"a": 1,\n     "b": "é"}}\'\n   ~~~\n', Place(7, 11, 7, 14)),
    ('> ```sh\r\n> curl {u} -d \'{{"a": 1,\r\n> "b": "é"}}\'\r\n> ```\r\n', Place(3, 8, 3, 11)),
    ('```sh\ncurl x\n```\n\n```\n$ curl {u} -d @- <<E\n> {{\n> "b": "é"}}\n> E\n```\n', Place(8, 8, 8, 11)),
    ('x\n\n\tcurl {u} -d \'{{"a": 1,\n\t  "b": "é"}}\'\n', Place(4, 9, 4, 12)),
    ('```sh\nB=\'{{"b":\n"é"}}\'\n```\n```sh\ncurl {u} -d "$B"\n```\n', Place(3, 1, 3, 4)),
]


@pytest.mark.parametrize(("page", "place"), PLACES)
def test_values_stand_where_the_page_has_them(page, place):
    document = records(page.format(u=API), "x.md")[-1].written()
    assert document is not None
    assert document.value_place(("b",)) == place


def test_a_command_that_is_not_closed_ends_with_its_block():
    page = f"```sh\ncurl {API}/a '\n```\n\n```sh\ncurl {API}/b\n```\n"
    notice, record = read_all(page, "x.md")
    assert not isinstance(notice, Record)
    assert (notice.line, notice.column) == (2, 1)
    assert notice.message.endswith("a quote ' in it is not closed; it opens in line 2")
    assert isinstance(record, Record)
    assert (record.place, record.request.position) == (Place(6, 1, 6, 5), 1)


def test_a_here_document_that_runs_to_the_end_of_the_page_is_noticed():
    assert notices(f"```sh\ncurl {API}/a -d @- <<E\n", "x.md")[0].line == 2
