"""The sentences of a language, each understood when it is first said: all of them would take a process half a second.

A running service says some of them, a command a handful.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

_BEGINNING = re.compile(r"(?m)^(?=[a-zA-Z][\w-]* *=)")
_KEY = re.compile(r"[a-zA-Z][\w-]*")
_OTHER = re.compile(r"\{\s*([a-zA-Z][\w-]*)\s*\}")


class Sentences:
    """What was added, by key; of one key the last counts. Safe to use from several threads once all are added."""

    def __init__(self, language: str, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._understood = FluentBundle([language], functions=dict(functions), use_isolating=False)
        self._written: dict[str, str] = {}

    def add(self, text: str) -> None:
        """Texts in Fluent's syntax."""
        self._written |= {key[0]: part for part in _BEGINNING.split(text) if (key := _KEY.match(part))}

    def say(self, key: str, values: dict[str, Any]) -> tuple[str, list[Exception]]:
        """A sentence with these values, and what is wrong with them. Raises `KeyError` if there is none."""
        self._understand(key)
        pattern = self._understood.get_message(key).value if self._understood.has_message(key) else None
        if pattern is None:
            raise KeyError(key)
        said, errors = self._understood.format_pattern(pattern, values)
        return str(said), errors

    def _understand(self, key: str) -> None:
        text = self._written.get(key)
        if text is None:
            return
        for other in quoted(text):
            self._understand(other)
        self._understood.add_resource(FluentResource(text))
        self._written.pop(key, None)  # at last, so that whoever does not find it here finds it there


def quoted(text: str) -> list[str]:
    """The keys of the sentences that a text puts in."""
    return _OTHER.findall(text)
