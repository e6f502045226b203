"""A person with a Matrix client, driven by plain calls that block: Synapse is another process."""

import json
import re
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import quote

from tests.homeserver import DOMAIN, Homeserver, request

BUTTONS = "org.folkmoot.buttons"
POLL = "org.matrix.msc3381.poll."
LABEL = re.compile(r"[0-9]+[a-z]+ ")
_names = count(1)


class Refusal(Exception):
    """What the homeserver answered instead of 200."""


def new_name(stem: str) -> str:
    """A user name that nobody has yet on the shared homeserver."""
    return f"{stem}{next(_names)}"


@dataclass
class Seen:
    """A message as a client shows it, edits applied."""

    event: str
    sender: str
    content: dict[str, Any]

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.content.get(BUTTONS, [])]

    @property
    def html(self) -> str:
        """The text without the list of what can be chosen."""
        formatted = self.content.get("formatted_body", "")
        numbered = ((f"{number}. ", label) for number, label in enumerate(self.labels, 1))
        listed = "<br>".join(("" if LABEL.match(label) else number) + label for number, label in numbered)
        return str(formatted).removesuffix(listed).removesuffix("<br><br>") if listed else str(formatted)

    @property
    def body(self) -> str:
        return str(self.content["body"])


class Phone:
    """One account with one access token."""

    def __init__(self, server: Homeserver, name: str) -> None:
        self.server = server
        self.user = f"@{name}:{DOMAIN}"
        self.address = f"matrix:{self.user}"
        self.token = server.register(name)
        self._numbers = count(1)

    def call(self, method: str, path: str, body: object = None, base: str = "/_matrix/client/v3") -> dict[str, Any]:
        payload = None if body is None else json.dumps(body).encode()
        status, answer = request(self.server.port, method, base + path, payload, self.token)
        if status != 200:
            raise Refusal(status, answer)
        return dict(json.loads(answer))

    def log_in(self) -> str:
        """The token of another device."""
        name = self.user[1:].partition(":")[0]
        who = {"type": "m.id.user", "user": name}
        answer = self.call("POST", "/login", {"type": "m.login.password", "identifier": who, "password": name})
        return str(answer["access_token"])

    def room(self, *invited: str, direct: bool = False, encrypted: bool = False) -> str:
        """Make a room."""
        state = [{"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}] if encrypted else []
        wanted = {"preset": "private_chat", "is_direct": direct, "invite": list(invited), "initial_state": state}
        return str(self.call("POST", "/createRoom", wanted)["room_id"])

    def invitations(self) -> list[str]:
        """Rooms that we are asked into."""
        # Synapse repeats its answer to the same request for two minutes
        fresh = quote(json.dumps({"room": {"not_rooms": [f"!{next(self._numbers)}:none.invalid"]}}))
        return list(self.call("GET", f"/sync?timeout=0&filter={fresh}").get("rooms", {}).get("invite", {}))

    def join(self, room: str) -> str:
        self.call("POST", f"/rooms/{quote(room)}/join", {})
        return room

    def leave(self, room: str) -> None:
        self.call("POST", f"/rooms/{quote(room)}/leave", {})

    def say(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        """Send an event and return its id."""
        path = f"/rooms/{quote(room)}/send/{kind}/{next(self._numbers)}"
        return str(self.call("PUT", path, content)["event_id"])

    def write(self, room: str, text: str, reply_to: str = "") -> str:
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if reply_to:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
        return self.say(room, content)

    def edit(self, room: str, event: str, text: str) -> str:
        new = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event}
        return self.say(
            room, {"msgtype": "m.text", "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        )

    def redact(self, room: str, event: str) -> None:
        self.call("PUT", f"/rooms/{quote(room)}/redact/{event}/{next(self._numbers)}", {})

    def react(self, room: str, event: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return self.say(room, {"m.relates_to": relation}, "m.reaction")

    def respond(self, room: str, poll: str, *answers: str, stable: bool = False) -> str:
        """Answer a poll, with the names of the MSC or the final ones."""
        said: dict[str, Any] = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll}}
        if stable:
            return self.say(room, {**said, "m.selections": list(answers)}, "m.poll.response")
        return self.say(room, {**said, f"{POLL}response": {"answers": list(answers)}}, f"{POLL}response")

    def press(self, room: str, label: str) -> str:
        """Choose in the newest poll that has the answer."""
        for poll in reversed(self.events(room, f"{POLL}start")):
            for answer in poll["content"][f"{POLL}start"]["answers"]:
                if answer["org.matrix.msc1767.text"] == label:
                    return self.respond(room, poll["event_id"], answer["id"])
        raise LookupError(label)

    def events(self, room: str, kind: str) -> list[dict[str, Any]]:
        """The room's events of a type, oldest first."""
        wanted = quote(json.dumps({"types": [kind]}))
        path = f"/rooms/{quote(room)}/messages?dir=b&limit=100&filter={wanted}"
        return list(reversed(self.call("GET", path)["chunk"]))

    def messages(self, room: str, sender: str) -> list[Seen]:
        """What somebody's messages in the room show now, oldest first."""
        shown: dict[str, Seen] = {}
        for event in self.events(room, "m.room.message"):
            content, relation = event["content"], event["content"].get("m.relates_to", {})
            if event["sender"] != sender:
                continue
            if relation.get("rel_type") == "m.replace":
                shown[relation["event_id"]].content = content["m.new_content"]
            else:
                shown[event["event_id"]] = Seen(event["event_id"], sender, content)
        return list(shown.values())

    def download(self, uri: str) -> bytes:
        path = f"/_matrix/client/v1/media/download/{uri.removeprefix('mxc://')}"
        status, content = request(self.server.port, "GET", path, token=self.token)
        assert status == 200
        return content
