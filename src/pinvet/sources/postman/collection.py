"""A collection -> its requests, folder by folder, each followed by its saved examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.model import Notice, Response
from pinvet.sources.postman.address import address
from pinvet.sources.postman.body import body_of
from pinvet.sources.postman.environment import is_environment
from pinvet.sources.postman.variables import Variables
from pinvet.sources.record import NO_PLACE, is_elsewhere, record, response_of
from pinvet.sources.whole import WHOLE, fatal, whole_text
from pinvet.text.document import Document, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.model import Pointer
    from pinvet.sources.record import Capture, Record

_MOST_FOLDERS: Final = 64  # one in the other
_LONGEST_METHOD: Final = 20


def read(capture: Capture) -> Iterator[Record | Notice]:
    """Yield the requests of a collection in the order of the file, and notices of what cannot be read."""
    from pinvet.text.json import read_json

    text, notice = whole_text(capture)
    if notice is not None:
        yield notice
    if text is None:
        return
    document = read_json(text, WHOLE)
    if isinstance(document, Trouble):
        yield fatal(capture, document)
        return
    pointer, collection = _collection(document.value)
    if collection is None:
        yield Notice("unreadable", capture.path, _why(document.value), fatal=True)
        return
    requests = _Requests(capture, document, Variables(collection.get("variable"), capture.variables))
    yield from requests.items(collection["item"], (*pointer, "item"))


def _collection(value: Any) -> tuple[Pointer, dict[str, Any] | None]:
    """Return where the collection stands, on top or in what Postman's own API answers with, and None for none."""
    pointer: Pointer = ()
    if isinstance(value, dict) and isinstance(value.get("collection"), dict):
        pointer, value = ("collection",), value["collection"]
    is_collection = isinstance(value, dict) and isinstance(value.get("item"), list) and "info" in value
    return pointer, value if is_collection else None


def _why(value: Any) -> str:
    if is_environment(value):
        return "this is a Postman environment: it holds no requests, only variables, and is read beside collections"
    if isinstance(value, dict) and isinstance(value.get("requests"), list):
        return "this is a Postman collection of version 1: export it as version 2.1"
    return "this is no Postman collection: a collection is an object with info and a list of items"


class _Requests:
    """Makes records of the items of one collection, and counts them."""

    def __init__(self, capture: Capture, document: Document, variables: Variables) -> None:
        self._capture = capture
        self._document = document
        self._variables = variables
        self._position = -1

    def items(self, items: list[Any], pointer: Pointer) -> Iterator[Record | Notice]:
        """Yield the records of a list of items and of the folders in it."""
        opened = [(pointer, iter(enumerate(items)))]
        while opened:
            folder, rest = opened[-1]
            found = next(rest, None)
            if found is None:
                opened.pop()
                continue
            index, item = found
            here = (*folder, index)
            if not isinstance(item, dict):
                self._position += 1
                yield self._notice(here, "this is no item of a collection: it is no object")
                continue
            yield from self._item(item, here)
            if not isinstance(item.get("item"), list):
                continue
            if len(opened) > _MOST_FOLDERS:
                yield self._notice(here, f"folders nested more than {_MOST_FOLDERS} deep are not read")
                continue
            opened.append(((*here, "item"), iter(enumerate(item["item"]))))

    def _item(self, item: dict[str, Any], pointer: Pointer) -> Iterator[Record | Notice]:
        if "request" in item:
            yield from self._request(item["request"], (*pointer, "request"), Response())
        elif "item" not in item:
            self._position += 1
            yield self._notice(pointer, "this item of the collection has no request")
        examples = item.get("response")
        for index, example in enumerate(examples if isinstance(examples, list) else ()):
            if isinstance(example, dict) and example.get("originalRequest") is not None:
                text = example.get("body")
                response = response_of(example.get("code"), text if isinstance(text, str) else None)
                here = (*pointer, "response", index, "originalRequest")
                yield from self._request(example["originalRequest"], here, response)

    def _request(self, sent: Any, pointer: Pointer, response: Response) -> Iterator[Record | Notice]:
        self._position += 1
        position = self._position
        request = {"url": sent} if isinstance(sent, str) else sent
        method = (request.get("method") or "GET") if isinstance(request, dict) else None
        if not isinstance(method, str) or len(method) > _LONGEST_METHOD:
            yield self._notice(pointer, "this is no request: it is neither an address nor an object with a method")
            return
        url = address(request.get("url"), self._variables)
        if url is None:
            return  # a draft
        body, unread = body_of(request, self._document, pointer, self._variables)
        if unread is not None and not is_elsewhere(url, self._capture.hosts):
            message = f"the body is {unread}, which is not read: the request is judged without it"
            yield self._notice((*pointer, "body"), message)
        place = self._document.value_place(pointer) or NO_PLACE
        made, notice = record(self._capture, position, method, url, body, response=response, place=place)
        if notice is not None:
            yield notice
        yield made

    def _notice(self, pointer: Pointer, message: str) -> Notice:
        place = self._document.value_place(pointer) or NO_PLACE
        return Notice("record", self._capture.path, message, place.line, place.column)
