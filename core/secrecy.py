"""Secret ballots: sealed envelopes, and a key that is destroyed.

A secret vote has a key pair of its own. A choice is sealed to the public half the moment it arrives, so that
it never touches the disk in clear; whoever has the private half opens all envelopes at once when the box is
opened. When the private half is gone, nobody can open any of them, wherever copies lie.

The private half is kept by the server (`core.store.keys`), or by a committee: then it exists only wrapped,
so that a number of the committee's members, together, can unwrap it.

Sealing is libsodium's sealed box (X25519, XSalsa20-Poly1305), from PyNaCl: no cryptography of our own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from core.codes import ALPHABET

CODE_LENGTH = 10
"""Letters of a receipt code: 50 random bits."""
_LENGTH_BYTES = 2
_STEP = 32
"""Bytes: a padded ballot is a multiple of it."""
MOST_KEYS = 5
"""Members of a committee, with a key each: each choice of enough of them gets an envelope of its own."""


class Unreadable(Exception):
    """What was sealed cannot be opened: the key is another one, or the envelope was changed."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The two halves of a key, 32 bytes each."""

    public: bytes
    private: bytes

    @classmethod
    def of(cls, private: bytes) -> KeyPair:
        """The pair of a private half. Raises `Unreadable` if it cannot be one."""
        try:
            return cls(bytes(PrivateKey(private).public_key), private)
        except (CryptoError, TypeError, ValueError) as error:
            raise Unreadable from error


def new_key() -> KeyPair:
    """A fresh pair."""
    key = PrivateKey.generate()
    return KeyPair(bytes(key.public_key), bytes(key))


def usable(public: str) -> bool:
    """Whether something can be sealed to this, a public half in hexadecimal."""
    try:
        SealedBox(PublicKey(bytes.fromhex(public))).encrypt(b"")
    except (CryptoError, TypeError, ValueError, RuntimeError):
        return False
    return True


def new_code() -> str:
    """A receipt code such as `7K3M2-QZD91`: drawn anew for each cast, it says nothing of who cast or when."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def padded_size(longest: int) -> int:
    """Bytes of every padded ballot of a vote whose longest choice has so many characters (ASCII)."""
    least = _LENGTH_BYTES + CODE_LENGTH + 1 + longest
    return -(-least // _STEP) * _STEP


def seal(public: bytes, code: str, choice: str, size: int) -> bytes:
    """Put code and choice into an envelope; those of one vote are all equally long.

    Raises `ValueError` for a choice that does not fit, which no checked choice of the vote does.
    """
    return SealedBox(PublicKey(public)).encrypt(_padded(f"{code}{choice}".encode(), size))


class Opener:
    """Opens the envelopes of one vote."""

    def __init__(self, key: KeyPair) -> None:
        self._box = SealedBox(PrivateKey(key.private))

    def open(self, envelope: bytes) -> tuple[str, str]:
        """Code and choice. Raises `Unreadable`."""
        try:
            text = _unpadded(self._box.decrypt(envelope)).decode()
        except (CryptoError, ValueError, TypeError) as error:
            raise Unreadable from error
        cut = CODE_LENGTH + 1
        return text[:cut], text[cut:]


def _padded(content: bytes, size: int) -> bytes:
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    if len(whole) > size:
        raise ValueError("the choice does not fit into its envelope")
    return whole.ljust(size, b"\0")


def _unpadded(whole: bytes) -> bytes:
    length = int.from_bytes(whole[:_LENGTH_BYTES], "big")
    if length > len(whole) - _LENGTH_BYTES:
        raise ValueError("wrong length")
    return whole[_LENGTH_BYTES : _LENGTH_BYTES + length]


# -- a committee


@dataclass(frozen=True, slots=True)
class Committee:
    """Who can open the box: `needed` of its members together. Public halves only."""

    keys: tuple[bytes, ...]
    needed: int

    def __post_init__(self) -> None:
        if not 1 <= self.needed <= len(self.keys) <= MOST_KEYS:
            raise ValueError("a committee has 1 to 5 members, and needs at most all of them")


Wrapped = Mapping[str, bytes]
"""By the places of the members, such as `0+2`: the private half, sealed to each of them in turn."""


def wrap(private: bytes, committee: Committee) -> dict[str, bytes]:
    """Seal a private half so that any `needed` of the members together can unwrap it, and no fewer.

    Each choice of enough members gets an envelope inside an envelope: with five members these are ten at most,
    and a lost laptop costs no election. Simpler than sharing a secret, and there is nothing to get wrong.
    """
    return {
        "+".join(map(str, chosen)): _nested(private, [committee.keys[place] for place in chosen])
        for chosen in combinations(range(len(committee.keys)), committee.needed)
    }


def _nested(content: bytes, keys: Sequence[bytes]) -> bytes:
    for key in keys:
        content = SealedBox(PublicKey(key)).encrypt(content)
    return content


def unwrap(wrapped: Wrapped, public: bytes, keys: Iterable[bytes]) -> KeyPair:
    """The key pair of a vote, with the private keys of enough members in any order.

    Raises `Unreadable` if these keys do not open it, or what they open is not the key of this vote.
    """
    boxes = [SealedBox(PrivateKey(key)) for key in keys]
    for content in wrapped.values():
        private = _peeled(content, boxes)
        if private is not None and KeyPair.of(private).public == public:
            return KeyPair(public, private)
    raise Unreadable


def _peeled(content: bytes, boxes: Sequence[SealedBox[PrivateKey]]) -> bytes | None:
    """What is inside all envelopes, or None if one of them stays shut."""
    private_length = PrivateKey.SIZE
    while len(content) > private_length:
        opened = next((inner for box in boxes if (inner := _tried(box, content)) is not None), None)
        if opened is None:
            return None
        content = opened
    return content


def _tried(box: SealedBox[PrivateKey], content: bytes) -> bytes | None:
    try:
        return box.decrypt(content)
    except CryptoError:
        return None
