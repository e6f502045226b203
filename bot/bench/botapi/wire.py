"""Bytes of requests and answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote

import orjson

from .errors import ApiError, bad_request

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_NAME = re.compile(rb'[; ]name="?([^";\r\n]*)')
_FILE_NAME = re.compile(rb'[; ]filename="?([^";\r\n]*)')


def as_object(value: Json) -> dict[str, Json]:
    """Raises `ApiError` 400 when it is none."""
    if not isinstance(value, dict):
        raise bad_request("object expected")
    return value


def as_list(value: Json) -> list[Json]:
    """None is an empty list. Raises `ApiError` 400 when it is neither."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("array expected")
    return value


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """The arguments of a method; values are strings when they came as a form."""

    values: Mapping[str, Json]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Empty when it is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """Raises `ApiError` 400."""
        value = self.values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        """False when it is missing."""
        return self.text(name).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Json:
        """A nested value, which forms carry as JSON. Raises `ApiError` 400."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return load(value.encode()) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def file(self, name: str) -> Upload | None:
        """An upload under its own name or referred to as `attach://…`."""
        value = self.text(name)
        return self.files.get(value.removeprefix("attach://")) or self.files.get(name)


def load(body: bytes) -> Json:
    """Raises `ValueError`."""
    value: Json = orjson.loads(body)
    return value


def dump(value: object) -> bytes:
    """Compact JSON."""
    return orjson.dumps(value)


def decode(body: bytes, content_type: str, query: str = "") -> Params:
    """Arguments from the address and a body of JSON, form or multipart. Raises `ApiError` 400."""
    values: dict[str, Json] = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    files: dict[str, Upload] = {}
    try:
        if not body:
            pass
        elif "json" in content_type:
            values.update(as_object(load(body)))
        elif content_type.startswith("multipart/"):
            _read_parts(body, content_type, values, files)
        else:
            values.update(parse_qsl(body.decode(), keep_blank_values=True))
    except ValueError:
        raise bad_request("can't parse the request body") from None
    return Params(values, files)


def _read_parts(body: bytes, content_type: str, values: dict[str, Json], files: dict[str, Upload]) -> None:
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None:
            raise ValueError("part without a name")
        if file := _FILE_NAME.search(head):
            files[name[1].decode()] = Upload(unquote(file[1].decode()), content)
        else:
            values[name[1].decode()] = content.decode()


def success(result: bytes) -> bytes:
    """The answer around a result that is JSON already."""
    return b'{"ok":true,"result":' + result + b"}"


def failure(error: ApiError) -> bytes:
    """The answer that refuses."""
    answer: dict[str, Json] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        answer["parameters"] = dict(error.parameters)
    return dump(answer)
