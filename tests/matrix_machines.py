"""Machines that know each other, without a homeserver between them."""

from typing import Any

from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.machine import Closed, Machine

ROOM = "!room"
KEY = "a key that is not in the database"


class End:
    """One device; the stored rows are all that a restart leaves."""

    def __init__(self, user: str, device: str, **more: bool) -> None:
        self.user, self.device, self.more = user, device, more
        self.stored: dict[str, str] = {}
        self.start()
        self.identity = self.machine.account.identity()
        self.keys = self.machine.account.upload() or {}
        self.machine.account.uploaded({"one_time_key_counts": {"signed_curve25519": 50}})
        self.store()

    def start(self) -> None:
        rows = CryptoRows(self.user, self.device, KEY, self.stored)
        self.machine = Machine(self.user, self.device, rows, **self.more)

    def store(self) -> None:
        for name, body in self.machine.rows.drain():
            if body:
                self.stored[name] = body
            else:
                self.stored.pop(name, None)

    def described(self, *, signed: bool = True) -> dict[str, Any]:
        """What a homeserver says about this person."""
        own = self.keys["device_keys"]
        halves = self.identity.public_halves()
        vouched = {**own, "signatures": {**own["signatures"]}}
        by_owner = self.identity.sign(own)["signatures"][self.user]
        vouched["signatures"] = {self.user: {**own["signatures"][self.user], **by_owner}}
        return {
            "device_keys": {self.user: {self.device: vouched if signed else own}},
            "master_keys": {self.user: halves["master_key"]},
            "self_signing_keys": {self.user: halves["self_signing_key"]},
        }

    def meet(self, other: "End", **how: bool) -> None:
        self.machine.learn({other.user}, other.described(**how))
        name, key = other.keys["one_time_keys"].popitem()
        self.machine.claim({"one_time_keys": {other.user: {other.device: {name: key}}}})

    def share(self, other: "End", room: str = ROOM) -> None:
        """Let the other one read what comes next in the room."""
        messages = self.machine.share(room, [other.user])
        self.machine.shared(room, [(user, device) for user, told in messages.items() for device in told])
        for told in messages.values():
            for content in told.values():
                other.hear(self.user, content)

    def hear(self, who: str, content: dict[str, Any], kind: str = "m.room.encrypted") -> None:
        self.machine.take_in({"to_device": {"events": [{"type": kind, "sender": who, "content": content}]}})

    def say(self, text: str, room: str = ROOM, **more: Any) -> dict[str, Any]:
        """An event as the homeserver would give it."""
        content = self.machine.seal(room, "m.room.message", {"msgtype": "m.text", "body": text, **more})
        number = f"${len(text)}{text}".replace(" ", "-")
        return {"type": "m.room.encrypted", "sender": self.user, "event_id": number, "content": content}


def pair(**more: bool) -> tuple[End, End]:
    """The bot and Anna, who can write to it."""
    bot, anna = End("@bot:x.org", "BOT", **more), End("@anna:x.org", "PHONE")
    bot.meet(anna)
    anna.meet(bot)
    anna.share(bot)
    return bot, anna


def body(opened: Any) -> Any:
    """The text of what was opened, or why it did not open."""
    return opened if isinstance(opened, Closed) else opened["content"].get("body")
