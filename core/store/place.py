"""Where the data lies, read once from a URL; what belongs to a database lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl

from core.errors import StoreUnusable

_SCHEME = "sqlite://"


@dataclass(frozen=True, slots=True)
class Place:
    """A database file, and how it is opened."""

    file: Path
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, url: str) -> Place:
        """The place that a URL names. Raises `StoreUnusable`: `store-not-ours`, `store-memory`."""
        if not url.startswith(_SCHEME):
            raise StoreUnusable("store-not-ours", url)
        name, _, options = url.removeprefix(_SCHEME).removeprefix("/").partition("?")
        if name in {"", ":memory:"}:
            raise StoreUnusable("store-memory")
        return cls(Path(name), dict(parse_qsl(options)))

    def within(self, folder: Path) -> Place:
        """The same, seen from another folder."""
        return replace(self, file=folder / self.file)

    def beside(self, suffix: str) -> Path:
        """A file that belongs to this database: its lock, its keys, what is known of its journal."""
        return Path(f"{self.file}.{suffix}")

    @property
    def url(self) -> str:
        """As it is written in the settings."""
        return f"{_SCHEME}/{self.file}"
