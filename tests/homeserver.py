"""A real Synapse on loopback: its own folder, its own port, killed and started again at will."""

import atexit
import base64
import hashlib
import hmac
import http.client
import json
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SECRET = "shared-secret-of-the-tests"
DOMAIN = "moot.test"
HIGH = {"per_second": 10_000, "burst_count": 10_000}
LIMITS_OFF = {
    "rc_message": HIGH,
    "rc_login": {"address": HIGH, "account": HIGH, "failed_attempts": HIGH},
    "rc_joins": {"local": HIGH, "remote": HIGH},
    "rc_joins_per_room": HIGH,
    "rc_invites": {"per_room": HIGH, "per_user": HIGH, "per_issuer": HIGH},
    "rc_room_creation": HIGH,
}
LOGGING = {
    "version": 1,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": "synapse.log"}},
    "root": {"level": "WARNING", "handlers": ["file"]},
}


class Homeserver:
    """One Synapse on SQLite, without limits but for these."""

    def __init__(self, folder: Path, limits: Mapping[str, Any] = LIMITS_OFF) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._configure(limits)

    def start(self, seconds: float = 60) -> None:
        """Start, and return when it answers."""
        command = [sys.executable, "-m", "synapse.app.homeserver", "--config-path", "homeserver.yaml"]
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=self.folder, stdout=silent, stderr=silent)
        deadline = time.monotonic() + seconds
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "synapse.log").read_text()
            assert time.monotonic() < deadline, "Synapse did not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def register(self, name: str) -> str:
        """A new user; the password is the name. Returns an access token."""
        path = "/_synapse/admin/v1/register"
        nonce = json.loads(request(self.port, "GET", path)[1])["nonce"]
        signed = b"\0".join(part.encode() for part in (nonce, name, name, "notadmin"))
        mac = hmac.new(SECRET.encode(), signed, hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": name, "admin": False, "mac": mac}
        return str(json.loads(request(self.port, "POST", path, json.dumps(body).encode())[1])["access_token"])

    def _answers(self) -> bool:
        try:
            return request(self.port, "GET", "/health")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def _configure(self, limits: Mapping[str, Any]) -> None:
        """Write the configuration; JSON is YAML too."""
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self.folder / "signing.key").write_text(f"ed25519 a_test {seed}\n")
        (self.folder / "log.yaml").write_text(json.dumps(LOGGING))
        listener = {
            "port": self.port,
            "type": "http",
            "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["client"]}],
        }
        config = {
            "server_name": DOMAIN,
            "public_baseurl": self.url,
            "listeners": [listener],
            "database": {"name": "sqlite3", "args": {"database": "homeserver.db"}},
            "media_store_path": "media",
            "signing_key_path": "signing.key",
            "log_config": "log.yaml",
            "registration_shared_secret": SECRET,
            "macaroon_secret_key": "macaroons",
            "form_secret": "forms",
            "bcrypt_rounds": 4,
            "report_stats": False,
            "trusted_key_servers": [],
            **limits,
        }
        (self.folder / "homeserver.yaml").write_text(json.dumps(config))


def request(port: int, method: str, path: str, body: bytes | None = None, token: str = "") -> tuple[int, bytes]:
    """Status and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {token}"} if token else {})
        with connection.getresponse() as response:
            return response.status, response.read()
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@cache
def shared() -> Homeserver:
    """The one that most tests share, started by the first that asks, since a start takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="synapse-"))
    server = Homeserver(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.kill)
    server.start()
    return server
