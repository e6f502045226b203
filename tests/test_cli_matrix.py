"""The command line with an account on a real homeserver."""

import csv
import sqlite3
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.contract import Rejected
from adapters.matrix import Matrix, MemoryKeeper, diagnosis
from adapters.matrix.signing import Identity
from adapters.matrix.wire import Wire
from tests.cli import Desk, running
from tests.homeserver import HIGH, Homeserver, shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_sealed import SealedPhone
from tests.network_rigs import RealTimer

CONFIG = """
[organisation]
name = "Chess Club"
[matrix]
homeserver = "{url}"
user_id = "{user}"
{secret}_file = "secret"
[[event]]
id = "agm"
title = "Assembly"
"""


@pytest.fixture
def bot() -> Phone:
    return Phone(shared(), new_name("bot"))


def configured(desk: Desk, bot: Phone, *, kind: str = "access_token", value: str = "", url: str = "") -> Desk:
    """A folder with the account of a bot."""
    text = CONFIG.format(url=url or bot.server.url, user=bot.user, secret=kind)
    desk.configure(text=text)
    desk.file("secret", value or bot.token)
    (desk.folder / "secret").chmod(0o600)
    return desk


def session(folder: Path) -> str:
    with sqlite3.connect(folder / "folkmoot.db") as db:
        found: tuple[str] = db.execute("SELECT value FROM kept WHERE key = 'session'").fetchone()
    return found[0]


@pytest.mark.parametrize("path", ["", "/_matrix/client"])
def test_check_live_without_the_homeserver_is_a_fault(desk: Desk, bot: Phone, path: str) -> None:
    url = bot.server.url + path if path else "http://127.0.0.1:9"
    printed = configured(desk, bot, url=url).run("check", "--live")
    assert (printed.code, f"FAULT    matrix: the homeserver cannot be reached at {url} (" in printed.out) == (2, True)
    assert "the address of the client API, without a path" in printed.out


def test_check_live_with_a_wrong_token_fails_without_showing_it(desk: Desk, bot: Phone) -> None:
    printed = configured(desk, bot, value="wrong-token").run("check", "--live")
    assert (printed.code, "does not accept us" in printed.out, "wrong-token" in printed.out) == (2, True, False)


def test_check_live_tells_pace_and_rooms(desk: Desk, bot: Phone) -> None:
    configured(desk, bot).roster("number,name,matrix\n1,Ann,@ann:moot.test\n2,Ben,@ben:moot.test\n")
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        db.execute("INSERT INTO channel (chat, event_id, purpose) VALUES ('matrix:!gone:x', 'agm', 'chair')")
    printed = desk.run("check", "--live")
    assert f"ok       matrix: connected as {bot.user}" in printed.lines
    assert "ok       clock: as the homeserver's" in printed.lines
    assert "ok       matrix: a ballot to 2 members takes about 20 s" in printed.lines
    assert "warning  matrix: the homeserver knows no account @ann:moot.test, @ben:moot.test; mend" in printed.out
    assert "the chair channel cannot be written to; invite the bot" in printed.out


def test_check_live_warns_when_ballots_take_long(desk: Desk, bot: Phone) -> None:
    rows = "".join(f"{number},Name{number},@m{number}:moot.test\n" for number in range(1, 51))
    configured(desk, bot).roster(f"number,name,matrix\n{rows}")
    printed = desk.run("check", "--live")
    line = next(line for line in printed.lines if "a ballot to" in line)
    assert (line.split()[0], "50 members takes about 8:20 min" in line) == ("warning", True)


@pytest.mark.parametrize(
    ("missing", "lifted", "told"),
    [
        (3000, False, "takes about 52 h"),
        (3000, True, "takes about 20:00 min"),
        (10, False, "10 private rooms are to be made, which takes about 1 s"),
        (1, True, "one private room is to be made, which takes about 1 s"),
        (0, False, "everybody has a private room"),
    ],
)
def test_time_for_rooms_is_told_beforehand(missing: int, lifted: bool, told: str) -> None:
    assert told in diagnosis.rooms(missing, lifted=lifted).text


def test_check_live_tells_that_keys_are_still_to_be_made(desk: Desk, bot: Phone) -> None:
    printed = configured(desk, bot).run("check", "--live")
    assert "ok       matrix: encrypted; `folkmoot run` makes the keys at its first start" in printed.lines


@pytest.mark.parametrize(
    ("kind", "level", "mend"),
    [("access_token", "FAULT", "set password_file"), ("password", "warning", "`folkmoot run` replaces them")],
)
def test_check_live_tells_of_signing_keys_that_another_app_made(desk: Desk, kind: str, level: str, mend: str) -> None:
    bot = Phone(shared(), new_name("bot"))
    value = bot.user[1:].partition(":")[0] if kind == "password" else bot.token
    bot.call("POST", "/keys/device_signing/upload", Identity.new(bot.user).public_halves() | proof(bot))
    printed = configured(desk, bot, kind=kind, value=value).run("check", "--live")
    (line,) = [line for line in printed.lines if "another app made the signing keys" in line]
    assert (line.split()[0], mend in line) == (level, True)


def proof(bot: Phone) -> dict[str, object]:
    name = bot.user[1:].partition(":")[0]
    who = {"type": "m.id.user", "user": name}
    return {"auth": {"type": "m.login.password", "identifier": who, "password": name}}


def test_check_live_tells_that_the_token_is_of_another_app(desk: Desk) -> None:
    printed = configured(desk, SealedPhone(shared(), new_name("bot"))).run("check", "--live")
    assert (printed.code, "the keys of the bot's session are another app's" in printed.out) == (2, True)


def test_check_live_warns_of_rooms_in_clear(desk: Desk, bot: Phone) -> None:
    anna = Phone(shared(), new_name("anna"))
    chairs = bot.room(anna.user)
    configured(desk, bot).roster(f"number,name,matrix\n1,Ann,{anna.user}\n")
    home = bot.room(anna.user, direct=True)
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        db.execute("INSERT INTO channel (chat, event_id, purpose) VALUES (?, 'agm', 'chair')", [f"matrix:{chairs}"])
        db.execute("INSERT INTO kept VALUES ('matrix', ?, ?)", [anna.address, home])
    printed = desk.run("check", "--live")
    assert "the chair channel can be written to, and read by the homeserver" in printed.out
    assert "one private room is not encrypted yet" in printed.out


def test_check_live_warns_when_encryption_is_off(desk: Desk, bot: Phone) -> None:
    configured(desk, bot)
    text = (desk.folder / "config.toml").read_text()
    (desk.folder / "config.toml").write_text(text.replace("[matrix]\n", "[matrix]\nencrypted = false\n"))
    printed = desk.run("check", "--live")
    assert "warning  matrix: encrypted = false, so the operators of the homeservers can read ballots" in printed.out


@pytest.mark.anyio
async def test_a_token_without_a_device_is_a_fault() -> None:
    wire = Wire("http://127.0.0.1:9", RealTimer())
    found = await diagnosis.encryption(wire, "@bot:x.org", "", MemoryKeeper(), password=True)
    assert (found.level, "belongs to no device" in found.text) == ("FAULT", True)


@pytest.mark.anyio
async def test_rooms_are_probed_and_left_again(tmp_path: Path) -> None:
    half = Homeserver(tmp_path, {})
    half._configure({"rc_message": HIGH})
    half.start()
    try:
        for server, limited in ((half, True), (shared(), False)):
            bot = Phone(server, new_name("bot"))
            wire = Wire(server.url, RealTimer())
            wire.token = bot.token
            assert bool(await diagnosis.probe_rooms(wire)) is limited
            assert bot.call("GET", "/joined_rooms")["joined_rooms"] == []
            await wire.close()
    finally:
        half.kill()


def test_homeserver_that_takes_less_than_the_settings_claim_is_a_fault() -> None:
    assert (diagnosis.limited(30, 5).level, "30 messages a second" in diagnosis.limited(30, 5).text) == ("FAULT", True)


def test_password_logs_in_once_for_all_commands(desk: Desk, bot: Phone) -> None:
    name = bot.user.partition(":")[0].removeprefix("@")
    configured(desk, bot, kind="password", value=name).roster()
    assert desk.run("check", "--live").code == 0
    first = session(desk.folder)
    assert desk.run("members", "invite").code == 0
    assert desk.run("check", "--live").code == 0
    assert session(desk.folder) == first
    bot.token = first
    assert bot.call("GET", "/account/whoami")["user_id"] == bot.user


def test_wrong_password_is_one_line(desk: Desk, bot: Phone) -> None:
    printed = configured(desk, bot, kind="password", value="wrong-password").run("check", "--live")
    assert (printed.code, "does not accept us" in printed.out, "wrong-password" in printed.out) == (2, True, False)


def test_invitation_says_what_to_write_since_a_link_carries_no_code(desk: Desk, bot: Phone) -> None:
    configured(desk, bot).roster("number,name\n1,Ann\n")
    assert desk.run("members", "invite", "--csv", "list.csv").code == 0
    with (desk.folder / "list.csv").open(encoding="utf-8-sig") as file:
        row = next(csv.DictReader(file))
    assert (row["matrix"], row["then_write"]) == (f"https://matrix.to/#/{bot.user}", f"!join {row['code']}")


def test_run_says_which_account_it_is_and_check_live_whether_its_keys_are_its_own(desk: Desk, bot: Phone) -> None:
    with running(configured(desk, bot).folder) as process:
        assert process.stdout
        assert process.stdout.readline() == f"Connected to Matrix as {bot.user}\n"
    own = "ok       matrix: encrypted, and the account vouches for the bot's device"
    assert own in desk.run("check", "--live").lines
    device = bot.call("GET", "/account/whoami")["device_id"]
    bot.call("PUT", f"/user/{bot.user}/account_data/org.folkmoot.mark.{device}", {"count": 1000})
    printed = desk.run("check", "--live")
    assert (printed.code, "is not the one that used them last; make an access" in printed.out) == (2, True)
    (desk.folder / "folkmoot.db.keys" / "matrix.secret").unlink()
    printed = desk.run("check", "--live")
    assert (printed.code, "put back the matrix.secret that belongs to it" in printed.out) == (2, True)


def test_code_for_a_channel_is_told_in_the_networks_way(desk: Desk, bot: Phone) -> None:
    printed = configured(desk, bot).run("code", "agm", "chair")
    assert printed.out.replace("/bind", "!bind").strip() in printed.err


FORBIDDEN = (403, {"errcode": "M_FORBIDDEN", "error": "Invalid username or password"})
UNRECOGNIZED = (404, {"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"})
BY_BROWSER = (200, {"flows": [{"type": "m.login.sso"}, {"type": "m.login.token"}]})
NO_PASSWORDS = "name its file in access_token_file instead of password_file"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("post", "get", "told"),
    [
        ((400, {"errcode": "M_UNKNOWN", "error": "Unknown login type"}), BY_BROWSER, NO_PASSWORDS),
        (UNRECOGNIZED, UNRECOGNIZED, NO_PASSWORDS),
        ((405, None), BY_BROWSER, NO_PASSWORDS),
        (FORBIDDEN, (200, {"flows": [{"type": "m.login.password"}]}), "the password in password_file right"),
        (FORBIDDEN, UNRECOGNIZED, "the password in password_file right"),
        ((404, None), (404, None), "is homeserver the address of a Matrix homeserver"),
        ((403, None), (403, None), "is homeserver the address of a Matrix homeserver"),
    ],
)
async def test_login_that_is_refused_says_what_to_do(
    post: tuple[int, dict[str, str] | None], get: tuple[int, dict[str, object] | None], told: str
) -> None:
    async def login(request: web.Request) -> web.Response:
        status, body = get if request.method == "GET" else post
        return web.json_response(body, status=status) if body else web.Response(status=status, text="<h1>No</h1>")

    app = web.Application()
    app.router.add_route("*", "/_matrix/client/v3/login", login)
    async with TestServer(app) as server:
        network = Matrix(str(server.make_url("")), "@bot:x.org", RealTimer(), password="secret")
        with pytest.raises(Rejected, match=told):
            await network.start()
        await network.stop()
