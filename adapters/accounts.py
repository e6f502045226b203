"""What an organiser has to know of each network: how members' accounts are written, and what ours takes.

Known without loading an adapter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """What stands in a file of its own."""

    key: str
    prompt: str
    form: re.Pattern[str] | None = None
    """What it looks like, wherever it is pasted, if that is known."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the network's table in the settings, and how it is asked for."""

    key: str
    prompt: str
    default: str = ""
    sample: str = ""
    """An answer that could be right, of a key that the table has to have."""
    number: bool = False
    secret: Secret | None = None
    """What the file holds that this key names."""


@dataclass(frozen=True, slots=True)
class Account:
    """What stands behind the network's name in an address, and what is said to whoever erred."""

    pattern: re.Pattern[str]
    hint: str
    settings: tuple[Setting, ...]
    """Of our own account, as an organiser is asked for them."""
    mark: str = "/"
    """What commands begin with."""

    def written(self, text: str) -> bool:
        """Whether this is an account."""
        return bool(self.pattern.fullmatch(text))


ACCOUNTS: Mapping[str, Account] = {
    "telegram": Account(
        re.compile(r"[1-9][0-9]{0,18}"),
        "it is a number (a @name can change hands)",
        (
            Setting(
                "token_file",
                "File for the Telegram token",
                "telegram-token",
                secret=Secret(
                    "token",
                    "The token from @BotFather (empty: put it into the file yourself)",
                    re.compile(r"\d{5,}:[\w-]{20,}"),
                ),
            ),
        ),
    ),
    "matrix": Account(
        re.compile(r"@[!-.0-9;-?A-~]+:[A-Za-z0-9.\[\]:-]+"),  # homeservers take no others; twins of letters look alike
        "it looks like @ann:example.org",
        (
            Setting("homeserver", "Address of the Matrix homeserver", sample="https://matrix.example.org"),
            Setting("user_id", "The bot's Matrix id", sample="@folkmoot:example.org"),
            Setting(
                "password_file",
                "File for its password",
                "matrix-password",
                secret=Secret("password", "The password (empty: put it into the file yourself)"),
            ),
            Setting(
                "per_second",
                "Messages a second (30 once its limit is lifted, docs/matrix.md)",
                "0.2",
                number=True,
            ),
        ),
        mark="!",
    ),
}
