"""The lines around a place: what may not be shown is masked, and the underline still fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pinvet.model import Place, Pointer
from pinvet.text.document import Document
from pinvet.text.json import read_json
from pinvet.text.yaml import read_yaml

if TYPE_CHECKING:
    from pinvet.finding import Frame


def document(text: str, kind: str = "json") -> Document:
    read = read_json(text) if kind == "json" else read_yaml(text)
    assert isinstance(read, Document), read
    return read


def nothing(pointer: Pointer, value: Any) -> bool:
    return False


def everything(pointer: Pointer, value: Any) -> bool:
    return True


def at(read: Document, pointer: Pointer) -> Place:
    place = read.value_place(pointer)
    assert place is not None
    return place


def underlined(frame: Frame) -> str:
    """Return what stands under the frame's underline on its first line."""
    text = dict(frame.lines)[frame.place.line]
    end = frame.place.end_column if frame.place.end_line == frame.place.line else len(text) + 1
    return text[frame.place.column - 1 : end - 1]


BODY = """\
[
  {
    "name": "Spring \\"sale\\"",
    "objective_type": "AWARENESS", "cap": 12,
    "pina_x y": {"on": true, "off": null}
  }
]
"""


def test_values_are_masked_to_their_width_and_plain_keys_stay() -> None:
    read = document(BODY)
    frame = read.frame(at(read, (0, "objective_type")), nothing)
    assert frame.lines == (
        (3, '    "name": "···············",'),
        (4, '    "objective_type": "·········", "cap": ··,'),
        (5, '    "········": {"on": ····, "off": ····}'),
    )
    assert frame.place == Place(4, 23, 4, 34)
    assert underlined(frame) == '"·········"'


def test_what_may_be_shown_stands_as_it_is() -> None:
    read = document(BODY)
    asked = []

    def shown(pointer: Pointer, value: Any) -> bool:
        asked.append((pointer, value))
        return value in ("AWARENESS", 12, True)

    frame = read.frame(at(read, (0, "cap")), shown, 0)
    assert frame.lines == ((4, '    "objective_type": "AWARENESS", "cap": 12,'),)
    assert asked == [((0, "objective_type"), "AWARENESS"), ((0, "cap"), 12)]


def test_a_key_that_is_no_plain_name_is_asked_for() -> None:
    read = document(BODY)
    place = at(read, (0, "pina_x y", "on"))
    assert "pina" not in read.frame(place, nothing, 0).lines[0][1]
    frame = read.frame(place, lambda pointer, value: value == "pina_x y", 0)
    assert frame.lines == ((5, '    "pina_x y": {"on": ····, "off": ····}'),)


def test_a_value_that_a_later_key_hides_is_masked_whatever_is_asked() -> None:
    read = document('{"token": "pina_secret", "token": 7, "a b": {"c": "d"}, "a b": 1}')
    frame = read.frame(at(read, ("token",)), everything)
    assert frame.lines == ((1, '{"token": "···········", "token": 7, "···": {"c": "·"}, "a b": 1}'),)


@pytest.mark.parametrize(("context", "first", "last"), [(0, 4, 4), (1, 3, 5), (2, 2, 6), (9, 1, 7)])
def test_context_lines_stop_at_the_ends_of_the_text(context: int, first: int, last: int) -> None:
    read = document(BODY)
    frame = read.frame(at(read, (0, "cap")), everything, context)
    assert [line for line, _ in frame.lines] == list(range(first, last + 1))


def test_a_place_over_many_lines_is_cut_after_five() -> None:
    text = "[\n" + ",\n".join(str(number) for number in range(10)) + "\n]"
    read = document(text)
    frame = read.frame(at(read, ()), everything)
    assert [line for line, _ in frame.lines] == [1, 2, 3, 4, 5]
    assert frame.place == Place(1, 1, 5, 3)
    short = document("[\n1,\n2\n]")
    assert short.frame(at(short, ()), everything).place == Place(1, 1, 4, 2)


@pytest.mark.parametrize("number", [0, 3, 4, 5, 6, 20, 59])
def test_a_long_line_is_cut_around_the_place(number: int) -> None:
    text = "[" + ", ".join(f'{{"key_{each}": {1000 + each}}}' for each in range(60)) + "]"
    read = document(text)
    frame = read.frame(at(read, (number, f"key_{number}")), everything)
    ((_, line),) = frame.lines
    assert len(line) <= 122
    assert underlined(frame) == str(1000 + number)
    assert line.startswith("…") is (number > 6)
    assert line.endswith("…") is (number < 57)


def test_a_place_wider_than_the_width_ends_where_the_line_is_cut() -> None:
    read = document(f'[1, {{"long": "{"x" * 300}"}}, 2]')
    frame = read.frame(at(read, (1, "long")), everything)
    ((_, line),) = frame.lines
    assert len(line) <= 122
    assert line[frame.place.column - 1 :].startswith('"x')
    assert frame.place.end_column == len(line) + 1


def test_a_place_far_right_over_two_lines_keeps_its_first_line() -> None:
    read = document("[" + " " * 200 + '{"a":\n1}]')
    frame = read.frame(at(read, (0,)), everything)
    assert [line for line, _ in frame.lines] == [1, 2]
    assert underlined(frame) == '{"a":'
    assert frame.place.end_line == 2
    assert frame.place.end_column <= len(frame.lines[1][1]) + 1


def test_characters_that_move_or_hide_text_are_replaced() -> None:
    hidden = "\u202e\u2066\u200b\u00ad\x7f\x9b\U000e0041\ufeff"
    read = document(f'{{\t"a": "x{hidden}y"}}')
    frame = read.frame(at(read, ("a",)), everything)
    assert frame.lines == ((1, '{ "a": "x········y"}'),)
    assert underlined(frame) == '"x········y"'


YAML = """\
# token: pina_secret, x
name: &anchor Spring sale  # comment
text: |-
  first line
    second
'quo ted': "d'q"
flow: {a: [1, two], b: *anchor}
empty:
last: !!str 9
"""


def test_yaml_is_masked_outside_its_values_too() -> None:
    read = document(YAML, "yaml")
    frame = read.frame(at(read, ("name",)), nothing, 9)
    assert frame.lines == (
        (1, "# ·····: ····_······, ·"),
        (2, "name: &······ ···········  # ·······"),
        (3, "text: ··"),
        (4, "  ··········"),
        (5, "    ······"),
        (6, "'·······': \"···\""),
        (7, "flow: {a: [·, ···], b: ·······}"),
        (8, "empty:"),
        (9, "last: !!··· ·"),
    )


def test_yaml_values_that_may_be_shown_are() -> None:
    read = document(YAML, "yaml")
    shown = dict(read.frame(at(read, ("name",)), everything, 9).lines)
    assert shown[2] == "name: &······ Spring sale  # ·······"
    assert shown[5] == "    second"
    assert shown[7] == "flow: {a: [1, two], b: ·······}"


def test_frame_of_a_hidden_value_never_holds_a_word_of_it() -> None:
    read = document(YAML, "yaml")
    for line in range(1, 10):
        frame = read.frame(Place(line, 1, line, 2), nothing, 2)
        text = "\n".join(part for _, part in frame.lines)
        assert not any(word in text for word in ("Spring", "sale", "first", "second", "two", "secret", "comment"))


def all_but_key(pointer: Pointer, value: Any) -> bool | None:
    return None if pointer == ("key",) else True


@pytest.mark.parametrize("value", ['"b2c7"', '"tulip-and-9-daisies"', f'"{"tulip " * 40}"', "|\n    a\n    b"])
def test_of_what_is_hidden_not_even_the_length_is_told(value: str) -> None:
    read = document(f"name: A\nkey: {value}\nlast: B\n", "yaml")
    frame = read.frame(at(read, ("name",)), all_but_key)
    assert frame.lines == ((1, "name: A"), (2, "key: ···"))


def test_what_follows_on_the_line_of_something_hidden_is_not_shown() -> None:
    read = document('{"name": "A", "key": "b2c7", "last": "B"}')
    frame = read.frame(at(read, ("last",)), all_but_key)
    assert frame.lines == ((1, '{"name": "A", "key": ···'),)
    assert frame.place == Place(1, 25, 1, 25)
    assert read.frame(at(read, ("name",)), all_but_key).place == Place(1, 10, 1, 13)
