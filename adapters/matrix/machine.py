"""Encryption itself: opens what came, seals what goes. Synchronous, no network, and the only importer of nio's Olm.

Of nio comes the handling of accounts, sessions and devices. What decides whether something counts is ours:
a message must come from a device of its sender, only what stands inside it is read, and each place in a session
is used by one event.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, Final, TypeAlias

import structlog
import vodozemac
from nio.crypto import InboundGroupSession, OlmDevice, OutboundGroupSession
from nio.crypto.attachments import encrypt_attachment
from nio.responses import KeysClaimResponse, KeysQueryResponse

from adapters.matrix.account import MEGOLM, Account
from adapters.matrix.beginnings import Beginnings
from adapters.matrix.cryptorows import CryptoRows, inbound
from adapters.matrix.decode import VERIFICATION
from adapters.matrix.events import content, event_id, kind, named, obj, objects, sender, string
from adapters.matrix.keeping import PREFIX
from adapters.matrix.olm import OwnOlm
from adapters.matrix.owed import Owed
from adapters.matrix.signing import decoded, public_key, vouched
from adapters.parsing import Json, Object

_LONGEST: Final = 65_536

Device: TypeAlias = tuple[str, str]
"""A person and the device's id."""
log = structlog.get_logger()
logging.getLogger("nio").setLevel(logging.ERROR)  # it tells who wrote from which device


class Closed(StrEnum):
    """Why a message cannot be read, or must not be."""

    NO_KEY = "no key"
    """We were not given what opens it; it can be asked for."""
    NO_DEVICE = "no device"
    """The device that it came from is not known; its owner's devices can be asked for."""
    BROKEN = "broken"
    FORGED = "forged"
    """From a device that is not the sender's, or that nobody vouches for."""
    REPLAYED = "replayed"


class Machine:
    """The encryption of one device, on the rows that it keeps."""

    def __init__(self, user: str, device: str, rows: CryptoRows, *, signed_only: bool = False) -> None:
        self.rows = rows
        self.renewed: list[tuple[str, str]] = []
        """Persons whose master key is another one than before, and the new one, until somebody is told."""
        self.asked: list[tuple[str, str, Object]] = []
        """What people's devices said about comparing keys: who, type and content; until somebody answers."""
        self._us = user
        self.device = device
        self._signed_only = signed_only
        self._olm = OwnOlm(user, device, rows, self._told)
        self._beginnings = Beginnings(rows)
        self.owed = Owed(self._olm, rows)
        self._heard = {session.sender_key for session in self._olm.inbound_group_store}
        self.account = Account(self._olm, rows)
        """What others know of us."""
        self._olm.outbound_group_sessions.update(rows.load_outbound())
        self._olm.tracked_users.update(row["user"] for row in rows.all("device"))

    # -- what comes in

    def take_in(self, answer: Object) -> int:
        """What a sync says to our device and of others' devices; returns how many messages it brought."""
        told = objects(obj(answer.get("to_device")).get("events"))
        for event in told:
            self._hear(event)
        changed = _strings(obj(answer.get("device_lists")).get("changed"))
        self._olm.add_changed_users(changed & self._olm.tracked_users)
        self.account.take_in(answer)
        return len(told)

    def doubt_all(self) -> None:
        """We cannot know whose devices changed: ask for everybody's."""
        self._olm.add_changed_users(set(self._olm.tracked_users))

    def _hear(self, event: Object) -> None:
        if kind(event).startswith(VERIFICATION) and sender(event):
            self.asked.append((sender(event), kind(event), content(event)))
        if kind(event) != "m.room.encrypted":
            return
        said = content(event)
        ours = obj(obj(said.get("ciphertext")).get(self.account.keys["curve25519"]))
        body, who, key = string(ours.get("body"), _LONGEST), sender(event), string(said.get("sender_key"))
        if not (body and who and key):
            return
        try:
            self._olm.decrypt(who, key, _olm_message(ours.get("type"), body))
        except Exception as error:  # whatever is sent to us must not stop what comes after it
            log.warning("matrix_to_device_unreadable", error=type(error).__name__)

    def _told(self, who: str, sender_key: str, payload: Object) -> None:
        said = obj(payload.get("content"))
        if kind(payload).startswith(VERIFICATION):
            self.asked.append((who, kind(payload), said))
        room, session = named(said.get("room_id"), "!"), string(said.get("session_id"))
        if said.get("algorithm") != MEGOLM or not room or not session:
            return
        if kind(payload) == "m.room_key":
            self._learn_key(sender_key, string(obj(payload.get("keys")).get("ed25519")), room, session, said)
        elif kind(payload) == "m.forwarded_room_key":
            self._learn_forwarded(who, room, session, said)

    def _learn_key(self, curve: str, signing: str, room: str, session: str, said: Object) -> None:
        self._heard.add(curve)
        # the one that we have may open more, or had to be made to open less
        if not self._olm.inbound_group_store.get(room, curve, session):
            self._olm.create_group_session(curve, signing, room, session, string(said.get("session_key"), _LONGEST))

    def _learn_forwarded(self, who: str, room: str, session: str, said: Object) -> None:
        """A key that we asked for, from the owner of the device that made it, counts as if that one had sent it."""
        asked = self.rows.get(_asked(room, session))
        device = self._device_of(who, string(said.get("sender_key")))
        if asked is None or asked["user"] != who or device is None:
            return
        key, parts = string(said.get("session_key"), _LONGEST), (device.ed25519, device.curve25519, room)
        found = InboundGroupSession.import_session(key, *parts)
        if found.id == session and self._olm.inbound_group_store.get(room, device.curve25519, session) is None:
            self._keep_inbound(found)
        self.rows.forget(_asked(room, session))

    def _keep_inbound(self, session: InboundGroupSession) -> None:
        self._olm.inbound_group_store.add(session)
        self.rows.save_inbound_group_session(session)

    # -- messages in rooms

    def open(self, room: str, event: Object) -> Object | Closed:
        """An event as if it had come in clear, or why it did not open. Nothing outside of it is believed."""
        said, who = content(event), sender(event)
        session = self._session(room, string(said.get("session_id")), string(said.get("sender_key")))
        if session is None:
            return Closed.NO_KEY
        if (refusal := self._refusal(who, session)) is not None:
            return refusal
        try:
            plaintext, index = session.decrypt(string(said.get("ciphertext"), 4 * _LONGEST))
            inner = json.loads(plaintext)
        except (vodozemac.MegolmDecryptionException, vodozemac.DecodeException, ValueError, RecursionError):
            return Closed.BROKEN
        if not isinstance(inner, dict) or inner.get("room_id") != room:
            return Closed.FORGED
        if who != self._us and not self._is_first(session, index, event_id(event)):
            return Closed.REPLAYED
        return {**event, "type": string(inner.get("type")), "content": obj(inner.get("content"))}

    def _refusal(self, who: str, session: InboundGroupSession) -> Closed | None:
        if session.sender_key in (self.account.keys["curve25519"], *self.rows.former):
            return None if who == self._us else Closed.FORGED
        device = self._device_of(who, session.sender_key)
        if device is None:
            return Closed.NO_DEVICE
        return None if device.ed25519 == session.ed25519 and self._is_heard(device) else Closed.FORGED

    def _session(self, room: str, session: str, curve: str) -> InboundGroupSession | None:
        """What opens it; clients need not say any more which device a session belongs to."""
        if curve:
            return self._olm.inbound_group_store.get(room, curve, session)
        of_all = self._olm.inbound_group_store[room].values()
        return next((sessions[session] for sessions in of_all if session in sessions), None)

    def _is_first(self, session: InboundGroupSession, index: int, event: str) -> bool:
        """Whether no other event took this place in the session before."""
        name = _read(session)
        row = self.rows.get(name) or {}
        if row.setdefault(str(index), event) != event:
            return False
        self.rows.put(name, row)
        return True

    def forget(self, room: str, event: str) -> None:
        """Never be able again to open an event, or what came before it in the same session."""
        for session in [
            found for sessions in self._olm.inbound_group_store[room].values() for found in sessions.values()
        ]:
            row = self.rows.get(_read(session)) or {}
            index = next((int(number) for number, read in row.items() if read == event), None)
            if index is not None:
                self._shorten(session, index + 1)

    def _shorten(self, session: InboundGroupSession, first: int) -> None:
        """Keep of a session what opens messages from a place on."""
        if session.first_known_index >= first:
            return
        parts = session.ed25519, session.sender_key, session.room_id
        kept = InboundGroupSession.import_session(session.export_session(first), *parts)
        self._olm.inbound_group_store[session.room_id][session.sender_key][session.id] = kept
        self.rows.save_inbound_group_session(kept)

    def request(self, room: str, event: Object) -> tuple[str, Object] | None:
        """Whom to ask for the key of an event, and what to say; None if that was asked for already."""
        said, who = content(event), sender(event)
        session = string(said.get("session_id"))
        if not session or self.rows.get(_asked(room, session)) is not None:
            return None
        self.rows.put(_asked(room, session), {"user": who})
        wanted: Object = {"algorithm": MEGOLM, "room_id": room, "session_id": session}
        if curve := string(said.get("sender_key")):
            wanted["sender_key"] = curve
        request: Object = {"action": "request", "body": wanted, "request_id": session}
        return who, {**request, "requesting_device_id": self.device}

    def seal(self, room: str, what: str, said: Object) -> Object:
        """The content of an encrypted event. The rows have to be stored before it is sent."""
        sealed: Object = self._olm.group_encrypt(room, {"type": what, "content": said})
        self.rows.save_outbound(room, self._olm.outbound_group_sessions[room])
        # homeservers and clients put together what belongs together by what they can see
        return {**sealed, "m.relates_to": said["m.relates_to"]} if "m.relates_to" in said else sealed

    # -- the keys of our messages

    def share(self, room: str, people: Collection[str], waiting: Collection[str] = ()) -> dict[str, dict[str, Object]]:
        """By person and device, what lets those read along who cannot yet. A new session where somebody left.

        Those who are `waiting` are owed it.
        """
        wanted = {(device.user_id, device.id): device for user in people for device in self.devices(user)}
        session = self._outbound(room, people, set(wanted))
        key: Object = {"algorithm": MEGOLM, "room_id": room, "session_id": session.id}
        messages: dict[str, dict[str, Object]] = {}
        for (user, number), device in wanted.items():
            olm, reads = self._olm.session_store.get(device.curve25519), (user, number) in session.users_shared_with
            first = "" if user in waiting else self._first_key(room, session, device)
            if user in waiting and not reads:
                self.owed.keep(room, session, device)
            elif olm is not None and (first or not reads):
                told = {**key, "session_key": first or session.session_key}
                messages.setdefault(user, {})[number] = self._olm.seal(olm, device, "m.room_key", told)
        return messages

    def shared(self, room: str, with_whom: Iterable[Device]) -> None:
        """These devices can read along now."""
        session, readers = self._olm.outbound_group_sessions[room], set(with_whom)
        known = [found for user, number in readers if (found := self._olm.device_store[user].get(number))]
        self._beginnings.given(room, [device for device in known if self._first_key(room, session, device)])
        for user, number in readers:
            self.owed.given_more(room, session.id, user, number)
        session.users_shared_with.update(readers)
        session.mark_as_shared()
        self.rows.save_outbound(room, session)

    def _outbound(self, room: str, people: Iterable[str], readers: set[Device]) -> OutboundGroupSession:
        session = self._olm.outbound_group_sessions.get(room)
        if session is None or session.expired or not session.users_shared_with <= readers:
            self._olm.create_outbound_group_session(room)
            session = self._olm.outbound_group_sessions[room]
            self._beginnings.keep(room, session, people)
        return session

    def _first_key(self, room: str, session: OutboundGroupSession, device: OlmDevice) -> str:
        return self._beginnings.key_for(room, session, device, self.rows.get(_person(device.user_id)) or {})

    @property
    def rooms(self) -> list[str]:
        """Those that we have sent something to."""
        return list(self._olm.outbound_group_sessions)

    # -- devices

    def devices(self, user: str) -> list[OlmDevice]:
        """The devices of a person that are written to, without our own."""
        known = self._olm.device_store.active_user_devices(user)
        return [device for device in known if device.id != self.device and self._is_heard(device)]

    def knows_us(self, user: str) -> bool:
        """Whether an app of this person has written to us, for which it had to ask who we are."""
        return any(device.curve25519 in self._heard for device in self._olm.device_store[user].values())

    def _device_of(self, user: str, curve: str) -> OlmDevice | None:
        """Also one that was logged out since: what it said it said."""
        return next((d for d in self._olm.device_store[user].values() if d.curve25519 == curve), None)

    def _is_heard(self, device: OlmDevice) -> bool:
        if not self._signed_only:
            return True
        person = self.rows.get(_person(device.user_id)) or {}
        compared = self.rows.get(_compared(device.user_id)) or {}
        return device.ed25519 in [*person.get("signed", []), *compared.values()]

    def vouching(self, user: str, device: str) -> dict[str, str]:
        """The keys that a device vouches for when it is compared, by their names: its own and its owner's master key.

        Of ourselves, or as we know them of others; what we do not know is left out.
        """
        if user == self._us and device == self.device:
            keys = {f"ed25519:{device}": self.account.keys["ed25519"]}
            return keys | ({f"ed25519:{self.account.master}": self.account.master} if self.account.master else {})
        found = self._olm.device_store[user].get(device)
        master = (self.rows.get(_person(user)) or {}).get("master", "")
        keys = {f"ed25519:{device}": found.ed25519} if found else {}
        return keys | ({f"ed25519:{master}": master} if master else {})

    def compared(self, user: str, keys: dict[str, str]) -> None:
        """A person has seen that these keys are the right ones."""
        self.rows.put(_compared(user), {**(self.rows.get(_compared(user)) or {}), **keys})

    def unknown(self, people: Iterable[str]) -> set[str]:
        """Those whose devices have to be asked for."""
        doubted: set[str] = self._olm.users_for_key_query
        return {user for user in people if user not in self._olm.tracked_users} | doubted

    def learn(self, people: set[str], answer: Object) -> None:
        """What the homeserver says about people's devices and signing keys."""
        failed = set(obj(answer.get("failures")))
        for user in people:
            if user.partition(":")[2] in failed:
                continue
            self._olm.users_for_key_query.discard(user)
            try:
                self._learn_person(user, answer)
            except Exception as error:  # what is said about one must not stop all others
                log.warning("matrix_devices_unreadable", error=type(error).__name__)

    def _learn_person(self, user: str, answer: Object) -> None:
        devices = obj(obj(answer.get("device_keys")).get(user))
        self._olm.handle_response(KeysQueryResponse({user: devices}, {}))
        master = obj(obj(answer.get("master_keys")).get(user))
        signer = obj(obj(answer.get("self_signing_keys")).get(user))
        signed = [obj(d) for d in devices.values() if vouched(user, master, signer, obj(d))]
        before = self.rows.get(_person(user)) or {}
        key = public_key(master)
        renewed = user != self._us and bool(before.get("master")) and key != before["master"]
        if renewed:
            self.renewed.append((user, key))
        signing = [string(obj(d.get("keys")).get(f"ed25519:{string(d.get('device_id'))}")) for d in signed]
        row = {"user": user, "master": key, "signed": sorted(signing)}
        self.rows.put(_person(user), {**row, **({"renewed": True} if renewed or before.get("renewed") else {})})

    def without_session(self, people: Iterable[str]) -> list[Device]:
        """Devices that we cannot write to yet."""
        store = self._olm.session_store
        return [(d.user_id, d.id) for user in people for d in self.devices(user) if not store.get(d.curve25519)]

    def wedged(self) -> list[Device]:
        """Devices whose messages we could not open: a new beginning is made with them."""
        return [(device.user_id, device.id) for device in self._olm.wedged_devices]

    def claim(self, answer: Object) -> None:
        """One-time keys of devices, with which sessions begin."""
        for user, devices in obj(answer.get("one_time_keys")).items():
            for device, keys in obj(devices).items():
                try:
                    self._olm.handle_response(KeysClaimResponse({user: {device: obj(keys)}}, {}))
                except Exception as error:  # one device's keys must not stop all others
                    log.warning("matrix_key_unusable", error=type(error).__name__)

    def outgoing(self) -> list[Any]:
        """Messages of nio's own to devices: those that begin anew."""
        return list(self._olm.outgoing_to_device_messages)

    def sent(self, message: Any) -> None:
        """One of them went out."""
        self._olm.outgoing_to_device_messages.remove(message)


def locked(document: bytes) -> tuple[bytes, Object]:
    """A document encrypted, and what opens it."""
    stored, lock = encrypt_attachment(document)
    return stored, lock


def _olm_message(form: Json, body: str) -> vodozemac.PreKeyMessage | vodozemac.AnyOlmMessage:
    return vodozemac.PreKeyMessage.from_base64(body) if form == 0 else vodozemac.AnyOlmMessage.normal(decoded(body))


def _strings(value: Json) -> set[str]:
    return {found for item in value if (found := named(item, "@"))} if isinstance(value, list) else set()


def _asked(room: str, session: str) -> str:
    return f"{PREFIX}asked {room} {session}"


def _read(session: InboundGroupSession) -> str:
    return inbound(session.room_id, session.sender_key, session.id).replace("inbound", "read", 1)


def _person(user: str) -> str:
    return f"{PREFIX}known.person {user}"


def _compared(user: str) -> str:
    return f"{PREFIX}known.compared {user}"
