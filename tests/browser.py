"""A real browser without a driver: Debian's chromium, spoken to over its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class Page:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **params: object) -> dict[str, Any]:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                found: dict[str, Any] = answer.get("result", {})
                return found

    async def says(self, script: str) -> Any:
        """What a script comes to."""
        return (await self.call("Runtime.evaluate", expression=script))["result"].get("value")

    async def until(self, script: str) -> None:
        async with asyncio.timeout(60):
            while not await self.says(script):
                await asyncio.sleep(0.1)

    async def resize(self, width: int, height: int, scale: float) -> None:
        """Be a screen of this size, and be drawn in it."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        await self.until(f"innerWidth === {width} && innerHeight === {height}")

    async def picture(self) -> bytes:
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])


@asynccontextmanager
async def browsing(folder: Path, address: str) -> AsyncIterator[Page]:
    """The page at this address, in a window of a projector's shape."""
    assert CHROMIUM
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--hide-scrollbars"]
    options += [f"--user-data-dir={folder}", "--window-size=1600,900", address]
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM, *options, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with aiohttp.ClientSession() as session, session.ws_connect(await _socket(session, folder)) as socket:
            yield Page(socket)
    finally:
        browser.terminate()
        await browser.wait()


async def _socket(session: aiohttp.ClientSession, folder: Path) -> str:
    told = folder / "DevToolsActivePort"
    async with asyncio.timeout(60):
        while not told.exists() or not told.read_text().strip():
            await asyncio.sleep(0.1)
        port = told.read_text().split()[0]
        while True:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                pages = [page for page in await answer.json(content_type=None) if page["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
            await asyncio.sleep(0.1)
