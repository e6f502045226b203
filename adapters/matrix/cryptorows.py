"""What the crypto machine has to keep, as rows of our own database.

nio's machine takes it for its store, whose methods have these names, but no file is opened. Everything that
changes is one row, key and JSON, and waits in `drain` until it is stored: what came in, together with the batch;
what goes out, before it is sent. Secrets are sealed with a key that is not in the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from nio.crypto import (
    DeviceStore,
    GroupSessionStore,
    InboundGroupSession,
    OlmAccount,
    OlmDevice,
    OutboundGroupSession,
    Session,
    SessionStore,
)

from adapters.matrix.keeping import ACCOUNT, PREFIX
from adapters.matrix.signing import hidden, shown

FORMER: Final = f"{PREFIX}known.former"
_LASTING: Final = (f"{PREFIX}known.", f"{PREFIX}inbound ", f"{PREFIX}read ", f"{PREFIX}device ")
"""How the names of rows begin that do not belong to one device of ours."""
Row = dict[str, Any]


class _Devices(DeviceStore):  # type: ignore[misc]  # nio is untyped
    """nio goes through all devices for each that it adds: seconds, with thousands of members."""

    def __contains__(self, device: OlmDevice) -> bool:
        there: bool = self[device.user_id].get(device.id) == device
        return there


class CryptoRows:
    """The rows of one device; `rows` are those that were stored before."""

    def __init__(self, user: str, device: str, key: str, rows: Mapping[str, str]) -> None:
        self.user_id, self.device_id, self.pickle_key = user, device, key
        self._rows: dict[str, str] = {name: body for name, body in rows.items() if name.startswith(PREFIX)}
        self._changed: set[str] = set()
        self._leave_to_the_other_device()

    def _leave_to_the_other_device(self) -> None:
        """With another access token we are another device: what opens messages stays good, all else begins anew."""
        account = self.get(ACCOUNT)
        if account is None or account.get("device", self.device_id) == self.device_id:
            return
        former = self.get(FORMER) or {"curves": []}
        self.put(FORMER, {"curves": [*former["curves"], account["curve"]]})
        for name in [name for name in self._rows if not name.startswith(_LASTING)]:
            self.forget(name)

    @property
    def former(self) -> list[str]:
        """The curve keys of devices that we were before."""
        row = self.get(FORMER)
        return row["curves"] if row else []

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

    def hide(self, name: str, secret: bytes, **beside: Any) -> None:
        """Keep a secret, sealed, and what stands beside it in clear."""
        self.put(name, {**beside, "sealed": hidden(secret, self.pickle_key)})

    def shown(self, name: str) -> bytes | None:
        """A secret that was kept. Raises `nacl.exceptions.CryptoError` with another key than it was sealed with."""
        row = self.get(name)
        return shown(row["sealed"], self.pickle_key) if row else None

    def again(self, rows: Iterable[tuple[str, str]]) -> None:
        """What was drained was not stored: it is to be drained once more."""
        self._changed.update(name for name, _ in rows)

    @property
    def changed(self) -> bool:
        """Whether anything waits to be stored."""
        return bool(self._changed)

    def all(self, kind: str) -> list[Row]:
        """All rows of a kind."""
        return [json.loads(body) for name, body in self._rows.items() if name.startswith(f"{PREFIX}{kind} ")]

    # -- the account and its sessions with other devices

    def load_account(self) -> OlmAccount | None:
        """The account, or None before the first."""
        row = self.get(ACCOUNT)
        return OlmAccount.from_pickle(row["pickle"].encode(), self.pickle_key, row["shared"]) if row else None

    def save_account(self, account: OlmAccount) -> None:
        """Keep the account."""
        whose = {"device": self.device_id, "curve": account.identity_keys["curve25519"]}
        self.put(ACCOUNT, {"pickle": self._pickled(account), "shared": account.shared, **whose})

    def load_sessions(self) -> SessionStore:
        """All sessions with other devices."""
        store = SessionStore()
        for row in self.all("session"):
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
        for row in self.all("inbound"):
            chain = list(row["chain"])
            parts = row["ed25519"], row["curve"], row["room"]
            store.add(InboundGroupSession.from_pickle(row["pickle"].encode(), *parts, self.pickle_key, chain))
        return store

    def save_inbound_group_session(self, session: InboundGroupSession) -> None:
        """Keep what messages of a room are opened with."""
        row = {"room": session.room_id, "curve": session.sender_key, "ed25519": session.ed25519}
        chain = list(session.forwarding_chain)
        self.put(
            inbound(session.room_id, session.sender_key, session.id),
            {**row, "chain": chain, "pickle": self._pickled(session)},
        )

    def load_outbound(self) -> dict[str, OutboundGroupSession]:
        """What our messages are sealed with, by room. nio keeps it in memory only."""
        return {row["room"]: self._outbound(row) for row in self.all("outbound")}

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
        store = _Devices()
        for row in self.all("device"):
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

    def load_outgoing_key_requests(self) -> dict[str, object]:
        """None: we ask for keys by our own rule."""
        return {}

    # -- trust: who may read is decided by who is in the room, and by the signatures that we check ourselves

    def is_device_ignored(self, device: OlmDevice) -> bool:  # noqa: ARG002 - all alike
        """Always: nio then seals for devices that nobody compared."""
        return True

    def ignore_devices(self, devices: list[OlmDevice]) -> None:
        """Nothing to keep."""

    def is_device_verified(self, device: OlmDevice) -> bool:  # noqa: ARG002 - all alike
        """Never."""
        return False

    def is_device_blacklisted(self, device: OlmDevice) -> bool:  # noqa: ARG002 - all alike
        """Never."""
        return False

    def _pickled(self, what: OlmAccount | Session | InboundGroupSession | OutboundGroupSession) -> str:
        sealed: bytes = what.pickle(self.pickle_key)
        return sealed.decode()


def inbound(room: str, curve_key: str, session: str) -> str:
    """The name of the row that opens the messages of one session of a device in a room."""
    return f"{PREFIX}inbound {room} {curve_key} {session}"
