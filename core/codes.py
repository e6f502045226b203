"""One-time codes: 80 random bits in Crockford's base 32, in groups of four; only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from core.model import MemberId

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is mistaken for another."""
_READ_AS = str.maketrans("OIL", "011", "- ")
LENGTH = 16


def new_code() -> str:
    """A code such as `7K3M-Q2ZD-91XA-HV4T`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def normal(typed: str) -> str | None:
    """The code behind what somebody typed, or None if it cannot be one. O, I and L are read as 0, 1 and 1."""
    letters = typed.upper().translate(_READ_AS)
    return letters if len(letters) == LENGTH and not set(letters) - set(ALPHABET) else None


def digest(code: str) -> bytes:
    """What is stored instead of a code. 80 random bits need no salt and no slow hash."""
    return hashlib.sha256((normal(code) or "").encode()).digest()


def short_codes(count: int) -> list[str]:
    """So many different numbers of four digits, drawn at random."""
    return [f"{number:04d}" for number in secrets.SystemRandom().sample(range(10_000), count)]


def drawn(members: Iterable[MemberId]) -> dict[MemberId, str]:
    """A new code for each member; good for nothing before it is kept."""
    return {member: new_code() for member in members}
