"""What others know of our device: its keys, what sessions with it begin with, and who vouches for it."""

from __future__ import annotations

from typing import Final

from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.events import obj
from adapters.matrix.keeping import IDENTITY
from adapters.matrix.olm import OLM, OwnOlm
from adapters.matrix.signing import Identity
from adapters.matrix.wire import part
from adapters.parsing import Object

MEGOLM: Final = "m.megolm.v1.aes-sha2"
SIGNED: Final = "signed_curve25519"


class Account:
    """Our device. The rows have to be stored before what is made here is uploaded."""

    def __init__(self, olm: OwnOlm, rows: CryptoRows) -> None:
        self._olm = olm
        self._rows = rows
        self._fallback_used = False
        self.master = ""
        """The account's master key, while it is ours."""

    @property
    def keys(self) -> dict[str, str]:
        """The public halves of our device's keys."""
        return dict(self._olm.account.identity_keys)

    def take_in(self, answer: Object) -> None:
        """What a sync says about how much others have used up."""
        count = obj(answer.get("device_one_time_keys_count")).get(SIGNED)
        if isinstance(count, int):
            self._olm.uploaded_key_count = count
        unused = answer.get("device_unused_fallback_key_types")
        self._fallback_used = isinstance(unused, list) and SIGNED not in unused

    def identity(self) -> Identity:
        """Our signing keys, made once."""
        seeds = self._rows.shown(IDENTITY)
        if seeds is not None:
            return Identity(self._olm.user_id, seeds)
        made = Identity.new(self._olm.user_id)
        self._rows.hide(IDENTITY, made.seeds)
        return made

    def device_keys(self) -> Object:
        """Our device, signed by itself."""
        keys: Object = {f"{kind}:{self._olm.device_id}": key for kind, key in self.keys.items()}
        whole: Object = {"user_id": self._olm.user_id, "device_id": self._olm.device_id, "keys": keys}
        return self._signed({**whole, "algorithms": [OLM, MEGOLM]})

    def introduce(self, signatures: Object) -> None:
        """Tell with each key that these, of our account's, vouch for our device."""
        keys = self.device_keys()
        own = obj(obj(keys["signatures"]).get(self._olm.user_id))
        self._olm.introduction = {**keys, "signatures": {self._olm.user_id: {**signatures, **own}}}

    def is_unknown(self) -> None:
        """The homeserver has never heard of our device, or has forgotten it."""
        self._olm.account.shared = False

    def upload(self) -> Object | None:
        """What the homeserver should have of us; None if it has enough."""
        account = self._olm.account
        wanted: Object = {}
        most, there = account.max_one_time_keys, self._olm.uploaded_key_count
        if not account.shared:
            wanted["device_keys"], there = self.device_keys(), 0
        if there is not None and there < most // 2:
            account.generate_one_time_keys(most - there)
            made = account.one_time_keys["curve25519"].items()
            wanted["one_time_keys"] = {f"{SIGNED}:{name}": self._signed({"key": key}) for name, key in made}
        if not account.shared or self._fallback_used:
            wanted["fallback_keys"] = self._fallback()
        if wanted:
            self._rows.save_account(account)
        return wanted or None

    def _fallback(self) -> Object:
        account = self._olm.account._account  # noqa: SLF001 - nio knows no fallback keys
        account.generate_fallback_key()
        return {
            f"{SIGNED}:{name}": self._signed({"key": key.to_base64(), "fallback": True})
            for name, key in account.fallback_key.items()
        }

    def uploaded(self, answer: Object) -> None:
        """The homeserver has it. Raises Offline if it does not say so."""
        count = part(answer, "one_time_key_counts").get(SIGNED)
        self._olm.uploaded_key_count = count if isinstance(count, int) else None
        self._olm.account.shared = True
        self._olm.account.mark_keys_as_published()
        self._fallback_used = False
        self._rows.save_account(self._olm.account)

    def _signed(self, what: Object) -> Object:
        signature: str = self._olm.sign_json(dict(what))
        return {**what, "signatures": {self._olm.user_id: {f"ed25519:{self._olm.device_id}": signature}}}
