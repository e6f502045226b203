"""The member's side of comparing emoji, as the specification describes it."""

from __future__ import annotations

from typing import Any

import vodozemac
from nio.crypto.sas import Sas as Named

from adapters.matrix.comparing import AGREEMENT, MAC, Comparing, Where
from tests.matrix_machines import End

MACS = "MATRIX_KEY_VERIFICATION_MAC"
NUMBER = "7"


class App:
    """Anna's app, which compares with the bot from its list of devices."""

    def __init__(self, bot: End, anna: End) -> None:
        self.bot, self.anna = bot, anna
        self.now = 0.0
        self.where = Where(anna.user, "", NUMBER)
        self.comparing = Comparing(bot.machine, bot.user, lambda: self.now)
        self.sas = vodozemac.Sas()
        self.key = self.sas.public_key.to_base64()
        self.signs = ""
        self.shared: vodozemac.EstablishedSas | None = None

    def tell(self, step: str, said: dict[str, Any], where: Where | None = None) -> dict[str, Any]:
        """What the bot answers, by step."""
        replies = self.comparing.hear(where or self.where, f"m.key.verification.{step}", said)
        assert {reply.device for reply in replies} <= {self.anna.device}
        return {reply.kind.removeprefix("m.key.verification."): reply.content for reply in replies}

    def start(self) -> dict[str, Any]:
        return {
            "from_device": self.anna.device,
            "method": "m.sas.v1",
            "key_agreement_protocols": [AGREEMENT],
            "hashes": ["sha256"],
            "message_authentication_codes": [MAC],
            "short_authentication_string": ["emoji", "decimal"],
        }

    def agree(self, theirs: str) -> None:
        """Both have both keys: the signs to be seen."""
        self.shared = self.sas.diffie_hellman(vodozemac.Curve25519PublicKey.from_base64(theirs))
        ends = [self.anna.user, self.anna.device, self.key, self.bot.user, self.bot.device, theirs, NUMBER]
        seen = self.shared.bytes("|".join(["MATRIX_KEY_VERIFICATION_SAS", *ends]))
        self.signs = " ".join(Named.emoji[index][0] for index in seen.emoji_indices)

    def macs(self, keys: dict[str, str]) -> dict[str, Any]:
        """What Anna's app vouches for once she saw that the signs are the same."""
        assert self.shared is not None
        info = f"{MACS}{self.anna.user}{self.anna.device}{self.bot.user}{self.bot.device}{NUMBER}"
        macs = {name: self.shared.calculate_mac(key, info + name) for name, key in keys.items()}
        return {"mac": macs, "keys": self.shared.calculate_mac(",".join(sorted(keys)), f"{info}KEY_IDS")}

    def vouched(self, told: dict[str, Any]) -> dict[str, str]:
        """The keys that the bot vouches for, as far as its word is good."""
        assert self.shared is not None
        info = f"{MACS}{self.bot.user}{self.bot.device}{self.anna.user}{self.anna.device}{NUMBER}"
        keys = {f"ed25519:{self.bot.device}": self.bot.machine.account.keys["ed25519"]}
        keys[f"ed25519:{self.bot.identity.master}"] = self.bot.identity.master
        self.shared.verify_mac(",".join(sorted(told["mac"])), f"{info}KEY_IDS", told["keys"])
        for name, mac in told["mac"].items():
            self.shared.verify_mac(keys[name], info + name, mac)
        return {name: keys[name] for name in told["mac"]}


def agreed(app: App, lie: dict[str, str] | None = None) -> dict[str, Any]:
    """Up to what the bot answers when Anna said that the signs are the same."""
    assert list(app.tell("request", {"from_device": app.anna.device, "methods": ["m.sas.v1"]})) == ["ready"]
    assert list(app.tell("start", app.start())) == ["accept"]
    app.agree(app.tell("key", {"key": app.key})["key"]["key"])
    keys = {f"ed25519:{app.anna.device}": app.anna.machine.account.keys["ed25519"]}
    keys[f"ed25519:{app.anna.identity.master}"] = app.anna.identity.master
    return app.tell("mac", app.macs(keys | (lie or {})))


def compared(app: App) -> tuple[str, list[str]]:
    """The signs that the bot showed, and its last answers."""
    answers = list(agreed(app))
    return app.comparing.shown[0][1], answers
