"""What the homeserver is asked about people's devices, and what it carries to them. All raise NetworkError."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from adapters.matrix.account import SIGNED
from adapters.matrix.events import obj
from adapters.matrix.machine import Device, Machine
from adapters.matrix.wire import Wire, part, path
from adapters.parsing import Json, Object

AT_ONCE: Final = 200
"""People in one question about devices or keys."""


async def learn(wire: Wire, machine: Machine, people: set[str]) -> None:
    """Know the devices of people."""
    everybody = sorted(people)
    for start in range(0, len(everybody), AT_ONCE):
        some = everybody[start : start + AT_ONCE]
        wanted: Object = {user: [] for user in some}
        answer = await wire.post("/keys/query", {"device_keys": wanted})
        machine.learn(set(some) & part(answer, "device_keys").keys(), answer)


async def claim(wire: Wire, machine: Machine, devices: list[Device]) -> set[Device]:
    """Begin sessions; returns the devices whose homeservers answered."""
    asked: set[Device] = set()
    for start in range(0, len(devices), AT_ONCE):
        wanted: dict[str, Json] = {}
        some = devices[start : start + AT_ONCE]
        for user, device in some:
            obj(wanted.setdefault(user, {}))[device] = SIGNED
        answer = await wire.post("/keys/claim", {"one_time_keys": wanted})
        part(answer, "one_time_keys")
        machine.claim(answer)
        away = obj(answer.get("failures")).keys()
        asked |= {device for device in some if device[0].partition(":")[2] not in away}
    return asked


async def to_devices(wire: Wire, kind: str, messages: Mapping[str, Mapping[str, Object]]) -> None:
    """Write to devices, by person and device."""
    body: Object = {"messages": {user: dict(told) for user, told in messages.items()}}
    await wire.put(path("sendToDevice", kind, uuid.uuid4().hex), body)
