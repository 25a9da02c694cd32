"""The vendor's generated models: imported one by one, and instances drawn from what their fields allow."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import re
import sys
import types
from contextlib import contextmanager
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

import annotated_types as at
from hypothesis import strategies as st
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Draw = st.DrawFn
    Texts = st.SearchStrategy[str]

Model = Any
TEXTS = (
    st.text(max_size=20)
    | st.sampled_from(["549755885175", "AG2680059592705", "C626756081487", "0", "18", "65+", "US", "en-US", "string"])
    | st.sampled_from(["https://example.com/a", "2026-11-21", "07:30", "19.99", "2026-11-21T07:30:00Z", "CAMPAIGN_ID"])
)
OTHERS: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    type(None): st.none(),
    SecretStr: TEXTS.map(SecretStr),
    object: TEXTS,
    Any: TEXTS,
}
MOST = 2  # items of a list, or of a map
DEEPEST = 7  # where nothing optional is drawn any more


@contextmanager
def imported() -> Iterator[Callable[[str, str], type[Model]]]:
    """Give a function that imports one class of the vendor's client, by module and name.

    Importing the package runs all of its 1,100 modules; an empty package in its place lets one be imported alone.
    """
    found = importlib.util.find_spec("pinterestsdk")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = found.submodule_search_locations[0]
    before = {name: module for name, module in sys.modules.items() if name.startswith("pinterestsdk")}
    for name, path in (("pinterestsdk", folder), ("pinterestsdk.models", f"{folder}/models")):
        package = types.ModuleType(name)
        package.__path__ = [path]
        sys.modules[name] = package

    def model(module: str, name: str) -> type[Model]:
        return getattr(importlib.import_module(f"pinterestsdk.{module}"), name)  # type: ignore[no-any-return]

    yield model
    for name in [name for name in sys.modules if name.startswith("pinterestsdk")]:
        del sys.modules[name]
    sys.modules.update(before)


@st.composite
def instances(draw: Draw, model: type[Model], depth: int = 0) -> Model:
    """Draw an instance of a model: what it requires, any of the rest, and null where that is allowed."""
    if "actual_instance" in model.model_fields:  # a union
        branches = [field for name, field in model.model_fields.items() if name.endswith("_validator")]
        one = draw(st.sampled_from(branches))
        return model(_value(draw, _not_null(one.annotation), one.metadata, None, depth))
    values = {}
    for name, field in model.model_fields.items():
        wanted = field.is_required() or (depth < DEEPEST and draw(st.booleans()))
        if wanted and name != "additional_properties":
            values[field.alias or name] = _value(draw, field.annotation, field.metadata, _limit(model, name), depth)
    return model(**values)


def _value(draw: Draw, annotation: Any, metadata: list[Any], limit: Any, depth: int) -> Any:
    """Draw a value of an annotation, as far as metadata and the validator of its field allow it."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        own = [one for extra in inside[1:] for one in (extra.metadata if isinstance(extra, FieldInfo) else [extra])]
        return _value(draw, inside[0], [*metadata, *own], limit, depth)
    if origin is Union:
        return _value(draw, draw(st.sampled_from(inside)), metadata, limit, depth)
    low, high = _bound(metadata, "min_length", at.MinLen, 0), _bound(metadata, "max_length", at.MaxLen, 2_000)
    if origin in (list, dict):
        number = draw(st.integers(low, min(max(low, MOST), high)))
        items = [_value(draw, inside[-1], [], limit, depth) for _ in range(number)]
        return items if origin is list else dict(zip("abc", items, strict=False))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return draw(st.sampled_from(list(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return draw(instances(annotation, depth + 1))
    if annotation in (int, float):
        return draw(_numbers(annotation, metadata))
    if annotation is str:
        texts = TEXTS if limit is None else limit
        return draw(texts.filter(lambda text: low <= len(text) <= high))
    return draw(OTHERS[annotation])


def _not_null(annotation: Any) -> Any:
    """Return what an annotation allows beside null."""
    inside = [one for one in get_args(annotation) if one is not type(None)]
    return inside[0] if len(inside) == 1 else Union[tuple(inside)]  # noqa: UP007


@cache
def _limit(model: type[Model], name: str) -> Texts | None:
    """Return the texts that the validator of a field takes, which the generator writes as code: a pattern, or words."""
    for validator in model.__pydantic_decorators__.field_validators.values():
        if name in validator.info.fields:
            source = inspect.getsource(validator.func)
            for pattern in re.findall(r're\.match\((r".*?"), value', source):
                return _like(ast.literal_eval(pattern))
            for words in re.findall(r"set\((\[.*?\])\)", source):
                return st.sampled_from(ast.literal_eval(words))
    return None


def _like(pattern: str) -> Texts:
    r"""Return texts of a pattern as the description means it: there $ is the very end, and \d one of ten digits."""
    return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True).filter(lambda text: not text.endswith("\n"))


def _numbers(kind: type, metadata: list[Any]) -> st.SearchStrategy[float]:
    low, high = _bound(metadata, "ge", at.Ge, None), _bound(metadata, "le", at.Le, None)
    if kind is int:
        return st.integers(low, high)
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def _bound(metadata: list[Any], name: str, kind: type, default: Any) -> Any:
    """Return a bound of an annotation."""
    return next((getattr(one, name) for one in metadata if isinstance(one, kind)), default)
