"""How people write an account of each network, in a roster or a setting: known without loading an adapter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """What stands behind the network's name in an address, and what is said to whoever erred."""

    pattern: re.Pattern[str]
    hint: str

    def written(self, text: str) -> bool:
        """Whether this is an account."""
        return bool(self.pattern.fullmatch(text))


ACCOUNTS: Mapping[str, Account] = {
    "telegram": Account(re.compile(r"[1-9][0-9]{0,18}"), "it is a number (a @name can change hands)"),
    "matrix": Account(re.compile(r"@[^\s:@/]+:[^\s@/]+"), "it looks like @ann:example.org"),
}
