"""nio's machine as we use it: it hands over what comes inside, and says with each key who we are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from nio.crypto import Olm, OlmDevice
from nio.crypto.sessions import Session

from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.signing import encoded
from adapters.parsing import Object

OLM: Final = "m.olm.v1.curve25519-aes-sha2"


class OwnOlm(Olm):  # type: ignore[misc]  # nio is untyped
    """Messages from device to device."""

    def __init__(self, user: str, device: str, rows: CryptoRows, told: Callable[[str, str, Object], None]) -> None:
        super().__init__(user, device, rows)
        self._told = told
        self.introduction: Object = {}
        """Our device with its owner's signature, for apps that have not heard of it yet.

        One that knows our account and excludes what nobody vouches for would give up for good what came before it
        asked (https://github.com/matrix-org/matrix-spec-proposals/pull/4147).
        """

    def seal(self, session: Session, device: OlmDevice, kind: str, content: Object) -> Object:
        """The content of a message that one device can open."""
        own = self.account.identity_keys
        inner: Object = {
            "sender": self.user_id,
            "sender_device": self.device_id,
            "keys": {"ed25519": own["ed25519"]},
            "recipient": device.user_id,
            "recipient_keys": {"ed25519": device.ed25519},
            "type": kind,
            "content": content,
            **({"sender_device_keys": self.introduction} if self.introduction else {}),
        }
        form, body = session.encrypt(json.dumps(inner)).to_parts()
        self.store.save_session(device.curve25519, session)
        sealed: Object = {device.curve25519: {"type": form, "body": encoded(body)}}
        return {"algorithm": OLM, "sender_key": own["curve25519"], "ciphertext": sealed}

    _olm_encrypt = seal  # what nio itself sends

    def _handle_olm_event(self, sender: str, sender_key: str, payload: Object) -> None:
        self._told(sender, sender_key, payload)
