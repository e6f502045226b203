"""What opens our sessions from their first message on, for devices that people add later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nio.crypto import OlmDevice, OutboundGroupSession

from adapters.matrix.cryptorows import CryptoRows, Row
from adapters.matrix.keeping import PREFIX

BEGUN: Final = f"{PREFIX}begun "


class Beginnings:
    """By room, the first key of our session there, who was there then, and which devices have that key."""

    def __init__(self, rows: CryptoRows) -> None:
        self._rows = rows

    def keep(self, room: str, session: OutboundGroupSession, people: Iterable[str]) -> None:
        """A session that nothing was sealed with yet."""
        self._rows.hide(BEGUN + room, session.session_key.encode(), session=session.id, people=sorted(people), given=[])

    def key_for(self, room: str, session: OutboundGroupSession, device: OlmDevice, person: Row) -> str:
        """The first key for a device; "" for one that has it, or must not read so far back.

        Another device of somebody who was there from the beginning may, if the one who vouches for it was known then.
        """
        begun = self._rows.get(BEGUN + room) or {}
        there = begun.get("session") == session.id and device.user_id in begun["people"]
        if not there or [device.user_id, device.id] in begun["given"]:
            return ""
        if device.ed25519 not in person.get("signed", []) or person.get("renewed"):
            return ""
        return (self._rows.shown(BEGUN + room) or b"").decode()

    def given(self, room: str, devices: Iterable[OlmDevice]) -> None:
        """These have the first key."""
        if new := [[device.user_id, device.id] for device in devices]:
            begun = self._rows.get(BEGUN + room) or {}
            self._rows.put(BEGUN + room, {**begun, "given": sorted([*begun["given"], *new])})
