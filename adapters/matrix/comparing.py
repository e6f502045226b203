"""Comparing emoji: a person's app and we show the same seven, unless somebody between us swapped the keys.

We only answer, and leave the decision to the person: what we vouch for is sent once the app has told that the
signs were the same. Framework and names are those of the specification, "Short Authentication String verification".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import vodozemac
from nio.crypto.sas import Sas as Named

from adapters.matrix.decode import VERIFICATION
from adapters.matrix.events import obj, string
from adapters.matrix.machine import Machine
from adapters.matrix.signing import encoded
from adapters.parsing import Json, Object

REQUEST: Final = f"{VERIFICATION}request"
METHOD: Final = "m.sas.v1"
AGREEMENT: Final = "curve25519-hkdf-sha256"
MAC: Final = "hkdf-hmac-sha256.v2"
_MACS: Final = "MATRIX_KEY_VERIFICATION_MAC"
_NEEDED: Final = {
    "key_agreement_protocols": AGREEMENT,
    "hashes": "sha256",
    "message_authentication_codes": MAC,
    "short_authentication_string": "emoji",
}
"""What an app has to offer."""
PATIENCE: Final = 600.0
"""Seconds that a comparison may take, and that a request counts."""
MOST: Final = 200
"""Comparisons at a time; with one more the oldest is given up."""


class Where(NamedTuple):
    """Which comparison is meant: its request in a `room`, or without one a number that the app gave it."""

    who: str
    room: str
    number: str


class Reply(NamedTuple):
    """What to send to a device; the content is without what it belongs to."""

    where: Where
    device: str
    kind: str
    content: Object


@dataclass(slots=True)
class _Comparison:
    begun: float
    device: str
    sas: vodozemac.Sas = field(default_factory=vodozemac.Sas)
    agreed: vodozemac.EstablishedSas | None = None
    started: bool = False


class Comparing:
    """All comparisons that are under way."""

    def __init__(self, machine: Machine, us: str, now: Callable[[], float]) -> None:
        self._machine = machine
        self._us = us
        self._now = now
        self._under_way: dict[Where, _Comparison] = {}
        self.shown: list[tuple[Where, str]] = []
        """The signs that somebody should see now, until somebody looks."""

    def hear(self, where: Where, kind: str, said: Object) -> list[Reply]:
        """What to answer; nothing to what does not belong to a comparison with us."""
        step, found = kind.removeprefix(VERIFICATION), self._found(where)
        if step == "request" and found is None and _offers(said.get("methods"), METHOD):
            ready: Object = {"from_device": self._machine.device, "methods": [METHOD]}
            return self._answer(where, self._begin(where, said), {"ready": ready})
        if step == "start" and found is None and not where.room:
            found = self._begin(where, said)
        if found is None:
            return []
        try:
            answers = self._step(where, found, step, said)
        except ValueError:  # what vodozemac raises is one as well
            answers = _cancelled("m.invalid_message")
        if {"cancel", "done"} & answers.keys() or step in ("cancel", "done"):
            del self._under_way[where]
        return self._answer(where, found, answers)

    def _answer(self, where: Where, comparison: _Comparison, answers: dict[str, Object]) -> list[Reply]:
        return [Reply(where, comparison.device, VERIFICATION + step, said) for step, said in answers.items()]

    def _found(self, where: Where) -> _Comparison | None:
        found = self._under_way.get(where)
        if found and self._now() - found.begun > PATIENCE:
            del self._under_way[where]
            return None
        return found

    def _begin(self, where: Where, said: Object) -> _Comparison:
        while len(self._under_way) >= MOST:
            del self._under_way[next(iter(self._under_way))]
        made = _Comparison(self._now(), string(said.get("from_device")))
        self._under_way[where] = made
        return made

    def _step(self, where: Where, comparison: _Comparison, step: str, said: Object) -> dict[str, Object]:
        match step:
            case "start":
                return self._started(comparison, said)
            case "key":
                return self._agreed(where, comparison, string(said.get("key")))
            case "mac":
                return self._compared(where, comparison, said)
        return {}

    def _started(self, comparison: _Comparison, said: Object) -> dict[str, Object]:
        if said.get("method") != METHOD or any(not _offers(said.get(name), wanted) for name, wanted in _NEEDED.items()):
            return _cancelled("m.unknown_method")
        if comparison.started or string(said.get("from_device")) != comparison.device:
            return _cancelled("m.unexpected_message")
        comparison.started = True
        ours = comparison.sas.public_key.to_base64()
        bound = hashlib.sha256((ours + _canonical(said)).encode()).digest()
        choice: Object = {"key_agreement_protocol": AGREEMENT, "hash": "sha256", "message_authentication_code": MAC}
        return {"accept": {**choice, "short_authentication_string": ["emoji"], "commitment": encoded(bound)}}

    def _agreed(self, where: Where, comparison: _Comparison, theirs: str) -> dict[str, Object]:
        if not comparison.started or comparison.agreed:
            return _cancelled("m.unexpected_message")
        ours = comparison.sas.public_key.to_base64()
        comparison.agreed = comparison.sas.diffie_hellman(vodozemac.Curve25519PublicKey.from_base64(theirs))
        they, we = (where.who, comparison.device, theirs), (self._us, self._machine.device, ours)
        signs = comparison.agreed.bytes("|".join(["MATRIX_KEY_VERIFICATION_SAS", *they, *we, where.number]))
        self.shown.append((where, " ".join(Named.emoji[index][0] for index in signs.emoji_indices)))
        return {"key": {"key": ours}}

    def _compared(self, where: Where, comparison: _Comparison, said: Object) -> dict[str, Object]:
        """The person saw the same signs: the app's keys are the person's, if it vouches for those that we know."""
        agreed, told = comparison.agreed, obj(said.get("mac"))
        if agreed is None:
            return _cancelled("m.unexpected_message")
        info = f"{where.who}{comparison.device}{self._us}{self._machine.device}{where.number}"
        known = self._machine.vouching(where.who, comparison.device)
        vouched = {name: key for name, key in known.items() if name in told}
        if f"ed25519:{comparison.device}" not in vouched:
            return _cancelled("m.key_mismatch")
        macs = [(",".join(sorted(told)), "KEY_IDS", said.get("keys"))]
        macs += [(key, name, told[name]) for name, key in vouched.items()]
        if not all(_is_mac(agreed, key, f"{_MACS}{info}{name}", string(mac)) for key, name, mac in macs):
            return _cancelled("m.key_mismatch")
        self._machine.compared(where.who, vouched)
        return {"mac": self._vouched(where, comparison.device, agreed), "done": {}}

    def _vouched(self, where: Where, device: str, agreed: vodozemac.EstablishedSas) -> Object:
        info = f"{_MACS}{self._us}{self._machine.device}{where.who}{device}{where.number}"
        ours = self._machine.vouching(self._us, self._machine.device)
        macs: Object = {name: agreed.calculate_mac(key, info + name) for name, key in ours.items()}
        return {"mac": macs, "keys": agreed.calculate_mac(",".join(sorted(ours)), f"{info}KEY_IDS")}


def _offers(offered: Json, wanted: str) -> bool:
    return isinstance(offered, list) and wanted in offered


def _cancelled(code: str) -> dict[str, Object]:
    return {"cancel": {"code": code, "reason": code}}


def _is_mac(agreed: vodozemac.EstablishedSas, key: str, info: str, mac: str) -> bool:
    try:
        agreed.verify_mac(key, info, mac)
    except ValueError:
        return False
    return True


def _canonical(said: Object) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
