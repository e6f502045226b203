"""python-telegram-bot's requests over our session."""

from __future__ import annotations

from typing import Final

import aiohttp
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from adapters.contract import NetworkError, Offline
from adapters.telegram.errors import result
from adapters.telegram.wire import SECONDS, Wire

UPLOAD_SECONDS: Final = 60.0
"""How much longer than other requests one with a file may take."""


class Failure(TelegramError):
    """Carries our error through python-telegram-bot, which passes its own kind on as it is."""

    def __init__(self, error: NetworkError) -> None:
        super().__init__(type(error).__name__)
        self.error = error


class SessionRequest(BaseRequest):
    """The transport of `telegram.Bot`. Raises Failure; timeouts are those of the wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return SECONDS

    async def initialize(self) -> None:
        """Do nothing: the wire opens when it is used."""

    async def shutdown(self) -> None:
        """Do nothing: the wire has its own end."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - the Bot API takes POST for everything
        request_data: RequestData | None = None,
        read_timeout: object = None,  # noqa: ARG002 - see the class
        write_timeout: object = None,  # noqa: ARG002 - see the class
        connect_timeout: object = None,  # noqa: ARG002 - see the class
        pool_timeout: object = None,  # noqa: ARG002 - see the class
    ) -> tuple[int, bytes]:
        """Post a form."""
        try:
            wait = UPLOAD_SECONDS if request_data is not None and request_data.contains_files else 0
            status, body = await self._wire.exchange(url, _form(request_data), wait=wait)
            result(status, body)
        except NetworkError as error:
            raise Failure(error) from None
        return status, body


def _form(request_data: RequestData | None) -> aiohttp.FormData:
    form = aiohttp.FormData()
    if request_data is None:
        return form
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def our(error: TelegramError) -> NetworkError:
    """The contract's error for one of python-telegram-bot's."""
    return error.error if isinstance(error, Failure) else Offline(type(error).__name__)
