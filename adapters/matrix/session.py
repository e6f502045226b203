"""The account: which token speaks for it, and where a new one comes from."""

from __future__ import annotations

import asyncio
import math
import secrets
from typing import Final

from adapters.contract import NetworkError, Refused, Rejected, Timer, Unreachable
from adapters.matrix.events import objects, string
from adapters.matrix.keeping import Keeper
from adapters.matrix.wire import Wire, text
from adapters.parsing import Object
from adapters.redact import hide

DEVICE: Final = "FOLKMOOT"
"""One device for all logins, since transaction ids, and one day keys, belong to it."""
OTHER_DEVICE: Final = "device"
"""The key of the device that took the place of the first one, after a restore."""
LOGIN_TYPE: Final = "m.login.password"
NOT_OURS: Final = (
    "the session of this access token has keys that are not those of this database: it is another app's, "
    "or this database is a copy, whose encryption cannot go on where the original went on"
)
RENEWALS: Final = 60.0
"""Seconds between two logins: homeservers allow few, and one that logs us out at once is not to be fought."""


class Session:
    """Speaks for one account with the token that was given or kept, else with one that the password brings."""

    def __init__(self, wire: Wire, keeper: Keeper, us: str, timer: Timer, *, token: str, password: str) -> None:
        hide(token)
        hide(password)
        self._wire = wire
        self._keeper = keeper
        self.us = us
        self._timer = timer
        self._token = token
        self._password = password
        self._renewed_at = -math.inf
        self._renewing = asyncio.Lock()
        self.device = ""
        """Ours, once the session is open."""
        self._login_device = DEVICE

    async def open(self) -> None:
        """See that there is a token, and that it is ours. Raises NetworkError."""
        self._wire.renew = None
        if not self._wire.token:
            kept = await self._keeper.load()
            self._login_device = kept.rows.get(OTHER_DEVICE, DEVICE)
            self._wire.token = self._token or kept.session
            hide(self._wire.token)
        try:
            await self._check()
        except Rejected as error:
            await self._log_in(error)
            await self._check()
        self._wire.renew = self._renew

    async def confirmed(self, where: str, body: Object) -> None:
        """Post what a homeserver may want to have confirmed by the password, if there is one. Raises NetworkError."""
        proof: Object = {"auth": {"type": LOGIN_TYPE, **self._proof()}} if self._password else {}
        await self._wire.post(where, {**body, **proof})

    @property
    def has_password(self) -> bool:
        """Whether the homeserver can be asked for what needs one."""
        return bool(self._password)

    def _proof(self) -> Object:
        return {"identifier": {"type": "m.id.user", "user": self.us}, "password": self._password}

    async def become_another(self) -> None:
        """Log in as a device that nobody has written to yet. Raises NetworkError."""
        why = Rejected(NOT_OURS)
        self._login_device = f"{DEVICE}-{secrets.token_hex(4).upper()}"
        await self._log_in(why)
        await self._keeper.save_rows([(OTHER_DEVICE, self._login_device)])
        await self._check()
        self._wire.renew = self._renew

    async def _check(self) -> None:
        if not self._wire.token:
            raise Rejected("there is no access token")
        answer = await self._wire.get("/account/whoami")
        who, self.device = text(answer.get("user_id")), string(answer.get("device_id"))
        if who != self.us:
            raise Rejected(f"the access token belongs to {who}, not to {self.us}")

    async def _renew(self, old: str) -> None:
        """Another token in place of one that the homeserver does not know any more. Raises NetworkError."""
        async with self._renewing:
            if self._wire.token != old:
                return
            if self._timer.monotonic() - self._renewed_at < RENEWALS:
                raise Rejected("the homeserver ends each of our sessions at once; is the account used elsewhere?")
            await self._log_in(Rejected("the access token is not valid any more"))
            self._renewed_at = self._timer.monotonic()

    async def _log_in(self, why: Rejected) -> None:
        if not self._password:
            raise Rejected(f"{why}; get a new token for {self.us}, write it into access_token_file and start again")
        old, renew = self._wire.token, self._wire.renew
        self._wire.token, self._wire.renew = "", None
        try:
            self._wire.token = await self._token_by_password()
        except NetworkError:
            self._wire.token = old
            raise
        finally:
            self._wire.renew = renew
        hide(self._wire.token)
        await self._keeper.save_session(self._wire.token)

    async def _token_by_password(self) -> str:
        body: Object = {
            "type": LOGIN_TYPE,
            **self._proof(),
            "device_id": self._login_device,
            "initial_device_display_name": "Folkmoot",
        }
        try:
            return text((await self._wire.post("/login", body)).get("access_token"))
        except (Refused, Unreachable) as error:
            raise await self._why_not(error) from None

    async def _why_not(self, error: NetworkError) -> Rejected:
        """Many homeservers log people in with a browser only; some tell nobody how they do."""
        try:
            flows = objects((await self._wire.get("/login")).get("flows"))
        except (Refused, Unreachable) as silent:
            if "M_" not in f"{error}{silent}":  # what no homeserver says, but a web server before it, or another one
                return Rejected(f"{error}; is homeserver the address of a Matrix homeserver?")
            flows = [{"type": LOGIN_TYPE}] if isinstance(error, Unreachable) else []
        if any(flow.get("type") == LOGIN_TYPE for flow in flows):
            return Rejected(f"{error}; are user_id and the password in password_file right?")
        return Rejected(
            "this homeserver takes no passwords from programs; "
            "make an access token for the account and name its file in access_token_file instead of password_file"
        )
