"""Members with an app of others' making: matrix-js-sdk with Rust crypto, from npm, in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.homeserver import DOMAIN, Homeserver
from tests.matrix_phone import Phone

PACKAGE = "matrix-js-sdk@43.0.0"
SCRIPT = Path(__file__).with_name("js_phone.mjs")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "folkmoot-tests" / PACKAGE.replace("@", "-")


@cache
def installed() -> Path:
    """The folder with the package; fetched once. Skips where npm cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("there is no node with npm here")
    if not (CACHE / "node_modules" / "matrix-js-sdk").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), PACKAGE]
        if subprocess.run(command, capture_output=True, timeout=300).returncode:
            pytest.skip("npm does not give us matrix-js-sdk")
    return CACHE


class JsPhone(Phone):
    """One account with one device; the password is the name, as `Homeserver.register` makes it.

    With the `secrets` of another one it is one more device of the same person. The homeserver's answers to paths with
    a part that is named in `slow` reach it so many milliseconds late.
    """

    def __init__(
        self,
        server: Homeserver,
        name: str,
        *,
        new: bool = True,
        secrets: Any = None,
        slow: Mapping[str, int] | None = None,
    ) -> None:
        self.user = f"@{name}:{DOMAIN}"
        self.address = f"matrix:{self.user}"
        self.server = server
        if new:
            server.register(name)
        folder = installed()
        script = folder / SCRIPT.name
        shutil.copyfile(SCRIPT, script)
        more = json.dumps({"secrets": secrets, "slow": dict(slow or {})})
        command = ["node", str(script), server.url, name, name, more]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.device = str(self._answer()["device"])

    def do(self, deed: str, **how: Any) -> Any:
        """Have the app do something, and return what it says about it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": deed, **how}).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer()["done"]

    def shows(self, room: str, part: str, sender: str = "") -> dict[str, Any] | None:
        """The newest message that says this."""
        found = self.do("messages", room=room)
        return next((m for m in reversed(found) if part in m["body"] and sender in ("", m["sender"])), None)

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the app has ended"
        answer: dict[str, Any] = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer
