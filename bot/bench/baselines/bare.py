"""The ceiling: a loop over aiohttp that polls and answers, and stores nothing."""

from __future__ import annotations

import asyncio

import aiohttp
import orjson

from .votes import TOAST, arguments

_AT_ONCE = 256


async def main() -> None:
    """Poll until killed."""
    given = arguments()
    base = f"{given.url}/bot{given.token}"
    gate = asyncio.Semaphore(_AT_ONCE)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_AT_ONCE + 1)) as session:

        async def answer(callback_id: str) -> None:
            form = {"callback_query_id": callback_id, "text": TOAST}
            async with gate, session.post(f"{base}/answerCallbackQuery", data=form) as response:
                await response.read()

        offset = 0
        while True:
            form = {"offset": offset, "timeout": 30}
            async with session.post(f"{base}/getUpdates", data=form) as response:
                updates = orjson.loads(await response.read())["result"]
            async with asyncio.TaskGroup() as group:
                for update in updates:
                    group.create_task(answer(update["callback_query"]["id"]))
            offset = updates[-1]["update_id"] + 1 if updates else offset


if __name__ == "__main__":
    asyncio.run(main())
