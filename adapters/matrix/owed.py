"""Keys of our messages that are kept for people until their apps can have asked who we are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from nio.crypto import OlmDevice, OutboundGroupSession

from adapters.matrix.account import MEGOLM
from adapters.matrix.cryptorows import CryptoRows, Row
from adapters.matrix.keeping import PREFIX
from adapters.matrix.olm import OwnOlm
from adapters.parsing import Object

OWED: Final = f"{PREFIX}owed "


class Owed:
    """What devices are to be given later, in its order; it outlives the process and the sessions."""

    def __init__(self, olm: OwnOlm, rows: CryptoRows) -> None:
        self._olm = olm
        self._rows = rows
        self._names: dict[str, dict[str, Row]] = {}
        """By person, what is owed under its names."""
        for row in rows.all("owed"):
            self._names.setdefault(row["user"], {})[_name(row)] = row

    def keep(self, room: str, session: OutboundGroupSession, device: OlmDevice) -> None:
        """Owe a device what it needs to read what comes next, as if it had it."""
        row = {"user": device.user_id, "device": device.id, "room": room, "session": session.id}
        session.users_shared_with.add((device.user_id, device.id))
        self._rows.hide(_name(row), session.session_key.encode(), **row)
        self._names.setdefault(device.user_id, {})[_name(row)] = row

    def rooms(self) -> list[tuple[str, str]]:
        """Who is owed something, and in which room."""
        return [(row["user"], row["room"]) for rows in self._names.values() for row in rows.values()]

    def next(self, people: Collection[str]) -> tuple[list[Row], dict[str, dict[str, Object]]]:
        """What is owed next, and by person and device the messages that say it; nothing if no more is owed.

        Who cannot be written to is not owed anything either: what comes next is shared with such a device once it can.
        """
        rows: list[Row] = []
        messages: dict[str, dict[str, Object]] = {}
        for user in people:
            for row in list(self._names.get(user, {}).values()):
                device = self._olm.device_store[user].get(row["device"])
                olm = self._olm.session_store.get(device.curve25519) if device else None
                if device is None or olm is None:
                    self._unshare(row)
                elif row["device"] not in messages.get(user, {}):
                    key = (self._rows.shown(_name(row)) or b"").decode()
                    said: Object = {"algorithm": MEGOLM, "room_id": row["room"], "session_id": row["session"]}
                    sealed = self._olm.seal(olm, device, "m.room_key", {**said, "session_key": key})
                    messages.setdefault(user, {})[row["device"]] = sealed
                    rows.append(row)
        return rows, messages

    def given(self, rows: Iterable[Row]) -> None:
        """It went out."""
        for row in rows:
            self._forget(row)

    def given_more(self, room: str, session: str, user: str, device: str) -> None:
        """A device has what it was owed of a session, or what opens more."""
        self._forget({"user": user, "device": device, "room": room, "session": session})

    def _unshare(self, row: Row) -> None:
        session = self._olm.outbound_group_sessions.get(row["room"])
        if session is not None and session.id == row["session"]:
            session.users_shared_with.discard((row["user"], row["device"]))
            self._rows.save_outbound(row["room"], session)
        self._forget(row)

    def _forget(self, row: Row) -> None:
        owed = self._names.get(row["user"], {})
        owed.pop(_name(row), None)
        if not owed:
            self._names.pop(row["user"], None)
        self._rows.forget(_name(row))


def _name(row: Row) -> str:
    return f"{OWED}{row['room']} {row['session']} {row['user']} {row['device']}"
