"""The signing keys of an account: they vouch for its devices, and other clients listen to nothing else.

Three keys made from seeds that are kept for ever: the master key is who the account is, the self-signing key signs
its devices, and the user-signing key would sign other people. New ones would be a new identity for everybody.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Final

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random

from adapters.matrix.events import obj, string
from adapters.parsing import Json, Object

SEED: Final = 32
USAGES: Final = ("master", "self_signing", "user_signing")


def encoded(raw: bytes) -> str:
    """Base64 without padding, as Matrix writes keys and signatures."""
    return base64.b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bytes again. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4))


def hidden(secret: bytes, key: str) -> str:
    """A secret, sealed so that it can be kept."""
    return base64.b64encode(_box(key).encrypt(secret)).decode()


def shown(sealed: str, key: str) -> bytes:
    """The secret again. Raises `CryptoError` with another key than it was sealed with, or ValueError."""
    return _box(key).decrypt(base64.b64decode(sealed))


def is_shown(sealed: str, key: str) -> bool:
    """Whether the key is the one that a secret was sealed with."""
    try:
        shown(sealed, key)
    except (CryptoError, ValueError):
        return False
    return True


def _box(key: str) -> SecretBox:
    return SecretBox(hashlib.sha256(f"secrets {key}".encode()).digest())


def canonical(what: Object) -> bytes:
    """What is signed of an object."""
    bare = {key: value for key, value in what.items() if key not in ("signatures", "unsigned")}
    return json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def is_signed(what: Object, user: str, key: str) -> bool:
    """Whether an object bears a person's signature by the key."""
    signature = string(obj(obj(what.get("signatures")).get(user)).get(f"ed25519:{key}"))
    try:
        VerifyKey(decoded(key)).verify(canonical(what), decoded(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def public_key(what: Json) -> str:
    """The one key in a signing key's object; "" if there is none."""
    return next((string(key) for name, key in obj(obj(what).get("keys")).items() if name.startswith("ed25519:")), "")


def vouched(user: str, master: Object, signer: Object, device: Object) -> bool:
    """Whether a person's master key vouches, by the self-signing key, for a device."""
    top, below = public_key(master), public_key(signer)
    return is_signed(signer, user, top) and is_signed(device, user, below)


def vouching(told: Object, user: str, device: str) -> Object:
    """The signatures under a person's device, from an answer about keys; {} if the person does not vouch for it."""
    master, signer, devices = (
        obj(obj(told.get(kind)).get(user)) for kind in ("master_keys", "self_signing_keys", "device_keys")
    )
    known = obj(devices.get(device))
    return obj(obj(known.get("signatures")).get(user)) if vouched(user, master, signer, known) else {}


@dataclass(frozen=True, slots=True)
class Identity:
    """The private halves."""

    user: str
    seeds: bytes

    @classmethod
    def new(cls, user: str) -> Identity:
        """Keys that nobody has yet."""
        return cls(user, random(SEED * len(USAGES)))

    @property
    def master(self) -> str:
        """The public half of the master key."""
        return _public(self._key("master"))

    def public_halves(self) -> Object:
        """What is uploaded once: all three keys, the lower ones signed by the master key."""
        return {f"{usage}_key": self._half(usage) for usage in USAGES}

    def sign(self, device_keys: Object) -> Object:
        """A device's keys with our signature instead of all others."""
        return self._signed(device_keys, "self_signing")

    def _half(self, usage: str) -> Object:
        key = _public(self._key(usage))
        half: Object = {"user_id": self.user, "usage": [usage], "keys": {f"ed25519:{key}": key}}
        return half if usage == "master" else self._signed(half, "master")

    def _signed(self, what: Object, usage: str) -> Object:
        key = self._key(usage)
        signature = encoded(key.sign(canonical(what)).signature)
        bare = {name: value for name, value in what.items() if name != "unsigned"}
        return {**bare, "signatures": {self.user: {f"ed25519:{_public(key)}": signature}}}

    def _key(self, usage: str) -> SigningKey:
        start = SEED * USAGES.index(usage)
        return SigningKey(self.seeds[start : start + SEED])


def _public(key: SigningKey) -> str:
    return encoded(bytes(key.verify_key))
