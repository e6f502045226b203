"""Element's own interface in a real browser: matrix-react-sdk from npm, bundled once, with a member's session in it."""

from __future__ import annotations

import asyncio
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser import CHROMIUM, Page, browsing
from tests.matrix_phone import Phone

SOURCES = Path(__file__).with_name("element")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "folkmoot-tests" / "element"
SIZE = {"width": 1000, "height": 940, "deviceScaleFactor": 1, "mobile": False}
TIMELINE = {"x": 436, "y": 64, "width": 564, "height": 820, "scale": 1}
"""Where messages are in a window of that size."""
NO_HINTS = ".mx_ToastContainer, .mx_TopUnreadMessagesBar, .mx_JumpToBottomButton { display: none !important }"


@cache
def bundled() -> Path:
    """The folder to serve. Skips where it cannot be made."""
    if not (CHROMIUM and shutil.which("node") and shutil.which("npm")):
        pytest.skip("there is no chromium, or no node with npm, here")
    told = b"".join(file.read_bytes() for file in sorted(SOURCES.iterdir()))
    done = CACHE / "out" / "of"
    if not done.exists() or done.read_bytes() != told:
        shutil.copytree(SOURCES, CACHE, dirs_exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]
        if subprocess.run(command, cwd=CACHE, capture_output=True, timeout=600).returncode:
            pytest.skip("npm does not give us matrix-react-sdk")
        subprocess.run(["node", "build.mjs"], cwd=CACHE, check=True, timeout=600)
        done.write_bytes(told)
    return CACHE / "out"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Element:
    """One window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def enter(self, room: str) -> None:
        """Show a room that its member has joined."""
        await self.until(f"!!window.mxMatrixClientPeg?.get()?.getRoom({json.dumps(room)})")
        await self.page.says(f"window.matrixChat.showScreen('room/{room}')")

    async def until(self, script: str) -> None:
        """Wait; an element of a page that is slow to come is no failure."""
        async with asyncio.timeout(120):
            while not await self.page.says(script):
                await asyncio.sleep(0.3)

    async def shows(self, text: str) -> None:
        """Wait until it is read somewhere."""
        await self.until(f"document.body.innerText.includes({json.dumps(text)})")

    async def press(self, label: str) -> None:
        """Click on an answer of the newest poll that has it, as a mouse does."""
        options = "[...document.querySelectorAll('.mx_PollOption')]"
        found = f"{options}.filter(o => o.innerText.includes({json.dumps(label)})).at(-1)"
        await self.until(f"!!{found}")
        await self.page.says(f"{found}.scrollIntoView({{block: 'center'}})")
        place = await self.page.says(f"(r => `${{r.x + r.width / 2}} ${{r.y + 12}}`)({found}.getBoundingClientRect())")
        x, y = map(float, str(place).split())
        await asyncio.sleep(2)  # until it has read what was answered before, Element answers one click several times
        for kind in ("mousePressed", "mouseReleased"):
            await self.page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        await self.page.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)

    async def reads(self) -> str:
        """All that stands in the timeline."""
        return str(await self.page.says("document.querySelector('.mx_RoomView_MessageList').innerText"))

    async def picture(self) -> str:
        """The messages that are in sight, as base64."""
        await asyncio.sleep(2)  # what moves has to come to rest
        return str((await self.page.call("Page.captureScreenshot", clip=TIMELINE))["data"])


@asynccontextmanager
async def element(folder: Path, phone: Phone) -> AsyncIterator[Element]:
    """Element with this account's only session; `folder` is the browser's own."""
    device = await asyncio.to_thread(lambda: phone.call("GET", "/account/whoami")["device_id"])
    told = urlencode({"hs": phone.server.url, "user": phone.user, "token": phone.token, "device": device})
    with _served(await asyncio.to_thread(bundled)) as address:
        async with browsing(folder, f"{address}/index.html?{told}") as page:
            await page.call("Emulation.setDeviceMetricsOverride", **SIZE)
            made = Element(page)
            await made.until("!!document.querySelector('.mx_LeftPanel')")
            await page.says(
                f"document.head.append(Object.assign(document.createElement('style'), {{textContent: '{NO_HINTS}'}}))"
            )
            yield made
