"""What commands and buttons do. Importing a module here puts its handlers into the register."""

from __future__ import annotations

from importlib import import_module

MODULES = (
    "joining",
    "presence",
    "ballots",
    "members",
    "desk",
    "meeting",
    "drafts",
    "votes",
    "results",
    "elections",
    "proxies",
)


def load() -> None:
    """Fill the register."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
