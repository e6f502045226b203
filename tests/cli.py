"""The command line as a user has it: a folder with settings, commands, and what they print."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

TOKEN = "1:TEST"
CONFIG = """
[organisation]
name = "Chess Club"
timezone = "Europe/Vienna"
[telegram]
token_file = "token"
api_url = "{url}"
[[event]]
id = "agm"
title = "Assembly"
[[event.vote]]
title = "Budget"
"""
ROSTER = "number,name\n1,Ann Miller\n2,Ben Schulz\n"


@dataclass(frozen=True, slots=True)
class Printed:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Of standard output."""
        return self.out.splitlines()


@dataclass(frozen=True, slots=True)
class Desk:
    """The organiser's folder."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def configure(self, url: str = "http://127.0.0.1:9", text: str = CONFIG) -> Path:
        """Write settings and token."""
        token = self.folder / "token"
        token.write_text(TOKEN)
        token.chmod(0o600)
        path = self.folder / "config.toml"
        path.write_text(text.replace("{url}", url))
        return path

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file; its path."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run(self, *arguments: str) -> Printed:
        """A command in the folder."""
        self.capture.readouterr()
        code = main(["-c", str(self.folder / "config.toml"), *arguments])
        printed = self.capture.readouterr()
        return Printed(code, printed.out, printed.err)

    def roster(self, text: str = ROSTER) -> None:
        """Import members."""
        assert self.run("members", "import", self.file("members.csv", text), "--yes").code == 0


@dataclass(frozen=True, slots=True)
class Server:
    """A Bot API server in a process of its own."""

    url: str

    def do(self, operation: str, **arguments: object) -> Any:
        """One of its control operations."""
        return self._post(f"control/{operation}", arguments)

    def call(self, method: str, **arguments: object) -> Any:
        """A method of the Bot API, as the bot."""
        return self._post(f"bot{TOKEN}/{method}", arguments)

    def _post(self, path: str, arguments: dict[str, object]) -> Any:
        with closing(http.client.HTTPConnection("127.0.0.1", int(self.url.rpartition(":")[2]), timeout=30)) as server:
            server.request("POST", f"/{path}", json.dumps(arguments), {"Content-Type": "application/json"})
            answer = json.loads(server.getresponse().read())
        assert answer is None or not isinstance(answer, dict) or "error" not in answer, answer
        return answer

    def texts(self, **whose: int) -> list[str]:
        """What a person or a group reads."""
        return [message["text"] for message in self.do("messages", last=50, **whose)]

    def sees(self, part: str, **whose: int) -> str:
        """Wait for a message with this in it."""
        for _ in range(600):  # a machine may have other things to do
            if found := [text for text in self.texts(**whose) if part in text]:
                return str(found[-1])
            time.sleep(0.1)
        raise AssertionError(f"{part!r} is not in {self.texts(**whose)}")


@contextmanager
def served() -> Iterator[Server]:
    """A server, stopped at the end."""
    with subprocess.Popen([sys.executable, "-m", "bot.bench.botapi"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Server(f"http://127.0.0.1:{process.stdout.readline().strip()}")
        process.terminate()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`folkmoot run`, killed at the end if it still is."""
    command = [sys.executable, "-m", "bot", "run", "-c", str(folder / "config.toml"), *options]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()
