"""An item of the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """What a meeting deals with at one point of its day."""

    number: int
    """Place on the agenda, counted from 1."""
    title: str
    titles: Mapping[str, str] = field(default_factory=dict)
    """By language, where it differs."""
    text: str = ""

    def called(self, language: str) -> str:
        """The title in a language."""
        return self.titles.get(language, self.title)
