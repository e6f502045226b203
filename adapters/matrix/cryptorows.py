"""What the crypto machine has to keep, as rows of our own database.

A subclass of nio's store that opens no file. Everything that changes is written as one row, key and JSON,
and waits in `drain` until it is stored: what came in, together with the batch; what goes out, before it is sent.
Pickles are sealed with a key that is not in the database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from nio.crypto import (
    DeviceStore,
    GroupSessionStore,
    InboundGroupSession,
    OlmAccount,
    OlmDevice,
    OutboundGroupSession,
    OutgoingKeyRequest,
    Session,
    SessionStore,
)
from nio.store import MatrixStore

PREFIX: Final = "olm."
"""Of all keys."""
Row = dict[str, Any]


class CryptoRows(MatrixStore):
    """The rows of one device; `rows` are those that were stored before."""

    def __init__(self, user: str, device: str, key: str, rows: Mapping[str, str]) -> None:
        # the parent opens a file of its own here
        self.user_id, self.device_id, self.pickle_key = user, device, key
        self._rows: dict[str, str] = {name: body for name, body in rows.items() if name.startswith(PREFIX)}
        self._changed: set[str] = set()

    def drain(self) -> tuple[tuple[str, str], ...]:
        """All that changed since the last time, to be stored before anything else goes on; "" is to be forgotten."""
        changed = tuple((name, self._rows.get(name, "")) for name in sorted(self._changed))
        self._changed.clear()
        return changed

    def put(self, name: str, row: Row) -> None:
        """Keep a row."""
        body = json.dumps(row, sort_keys=True)
        if self._rows.get(name) != body:
            self._rows[name] = body
            self._changed.add(name)

    def get(self, name: str) -> Row | None:
        """A row."""
        body = self._rows.get(name)
        return json.loads(body) if body else None

    def forget(self, name: str) -> None:
        """Keep a row no longer, so that what it opens stays closed for ever."""
        if self._rows.pop(name, None) is not None:
            self._changed.add(name)

    def _all(self, kind: str) -> list[Row]:
        return [json.loads(body) for name, body in self._rows.items() if name.startswith(f"{PREFIX}{kind} ")]

    # -- the account and its sessions with other devices

    def load_account(self) -> OlmAccount | None:
        """The account, or None before the first."""
        row = self.get(f"{PREFIX}account")
        return OlmAccount.from_pickle(row["pickle"].encode(), self.pickle_key, row["shared"]) if row else None

    def save_account(self, account: OlmAccount) -> None:
        """Keep the account."""
        self.put(f"{PREFIX}account", {"pickle": self._pickled(account), "shared": account.shared})

    def load_sessions(self) -> SessionStore:
        """All sessions with other devices."""
        store = SessionStore()
        for row in self._all("session"):
            made = datetime.fromisoformat(row["made"])
            session = Session.from_pickle(row["pickle"].encode(), made, self.pickle_key)
            session.use_time = datetime.fromisoformat(row["used"])
            store.add(row["curve"], session)
        return store

    def save_session(self, curve_key: str, session: Session) -> None:
        """Keep a session with another device."""
        row = {"curve": curve_key, "pickle": self._pickled(session)}
        times = {"made": session.creation_time.isoformat(), "used": session.use_time.isoformat()}
        self.put(f"{PREFIX}session {curve_key} {session.id}", {**row, **times})

    # -- the keys of rooms

    def load_inbound_group_sessions(self) -> GroupSessionStore:
        """What others' messages are opened with."""
        store = GroupSessionStore()
        for row in self._all("inbound"):
            chain = list(row["chain"])
            parts = row["ed25519"], row["curve"], row["room"]
            store.add(InboundGroupSession.from_pickle(row["pickle"].encode(), *parts, self.pickle_key, chain))
        return store

    def save_inbound_group_session(self, session: InboundGroupSession) -> None:
        """Keep what messages of a room are opened with."""
        row = {"room": session.room_id, "curve": session.sender_key, "ed25519": session.ed25519}
        chain = list(session.forwarding_chain)
        self.put(inbound(session.room_id, session.id), {**row, "chain": chain, "pickle": self._pickled(session)})

    def load_outbound(self) -> dict[str, OutboundGroupSession]:
        """What our messages are sealed with, by room. nio keeps it in memory only."""
        return {row["room"]: self._outbound(row) for row in self._all("outbound")}

    def save_outbound(self, room: str, session: OutboundGroupSession) -> None:
        """Keep it; to be stored before what was sealed with it is sent, or an index would be used twice."""
        row = {"room": room, "pickle": self._pickled(session), "made": session.creation_time.isoformat()}
        shared = {"shared": session.shared, "with": sorted(map(list, session.users_shared_with))}
        counted = {"count": session.message_count, "ignored": sorted(map(list, session.users_ignored))}
        self.put(f"{PREFIX}outbound {room}", {**row, **shared, **counted})

    def _outbound(self, row: Row) -> OutboundGroupSession:
        session = OutboundGroupSession.from_pickle(row["pickle"].encode(), self.pickle_key)
        session.creation_time = datetime.fromisoformat(row["made"])
        session.message_count, session.shared = row["count"], row["shared"]
        session.users_shared_with = {(user, device) for user, device in row["with"]}
        session.users_ignored = {(user, device) for user, device in row["ignored"]}
        return session

    # -- other people's devices

    def load_device_keys(self) -> DeviceStore:
        """All devices that we know of."""
        store = DeviceStore()
        for row in self._all("device"):
            names = {"display_name": row["name"], "deleted": row["deleted"]}
            store.add(OlmDevice(row["user"], row["device"], row["keys"], **names))
        return store

    def save_device_keys(self, device_keys: Mapping[str, Mapping[str, OlmDevice]]) -> None:
        """Keep devices."""
        for user, devices in device_keys.items():
            for device in devices.values():
                row = {"user": user, "device": device.id, "keys": device.keys}
                more = {"name": device.display_name, "deleted": device.deleted}
                self.put(f"{PREFIX}device {user} {device.id}", {**row, **more})

    # -- requests for keys

    def load_outgoing_key_requests(self) -> dict[str, OutgoingKeyRequest]:
        """What we asked for."""
        asked = (OutgoingKeyRequest(**row) for row in self._all("asked"))
        return {request.request_id: request for request in asked}

    def add_outgoing_key_request(self, key_request: OutgoingKeyRequest) -> None:
        """Keep what we asked for."""
        names = ("request_id", "session_id", "room_id", "algorithm")
        row = {name: getattr(key_request, name) for name in names}
        self.put(f"{PREFIX}asked {key_request.request_id}", row)

    def remove_outgoing_key_request(self, key_request: OutgoingKeyRequest) -> None:
        """We have it, or want it no more."""
        self.forget(f"{PREFIX}asked {key_request.request_id}")

    # -- trust: who may read is decided by who is in the room, and by the signatures that we check ourselves

    def is_device_ignored(self, device: OlmDevice) -> bool:  # noqa: ARG002
        """Always: nio then seals for devices that nobody compared."""
        return True

    def ignore_devices(self, devices: list[OlmDevice]) -> None:
        """Nothing to keep."""

    def is_device_verified(self, device: OlmDevice) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def is_device_blacklisted(self, device: OlmDevice) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def _pickled(self, what: OlmAccount | Session | InboundGroupSession | OutboundGroupSession) -> str:
        sealed: bytes = what.pickle(self.pickle_key)
        return sealed.decode()


def inbound(room: str, session: str) -> str:
    """The name of the row that opens the messages of one session in a room."""
    return f"{PREFIX}inbound {room} {session}"
