"""`folkmoot run` as a process: it serves, it stops when told, and there is one for a database."""

import json
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.cli import CONFIG, TOKEN, Desk, Server, running, served


def started(desk: Desk, server: Server) -> Desk:
    """A folder with a member who has number 1."""
    desk.configure(server.url)
    desk.roster()
    return desk


def test_run_with_a_wrong_token_ends_with_a_line_without_it(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    (desk.folder / "token").write_text("4711:wrong-token")
    with running(desk.folder) as process:
        assert process.stderr
        first = process.stderr.readline()
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert first.startswith("Telegram does not accept us (")
    assert "look at its token or password" in first
    assert "the chat network does not accept us" in err
    assert "wrong-token" not in first + err


def test_run_twice_ends_the_second_with_the_first_ones_number(desk: Desk, server: Server) -> None:
    with running(started(desk, server).folder) as first:
        assert first.stdout
        assert first.stdout.readline() == "Connected to Telegram as @test1_bot\n"
        printed = desk.run("run")
        assert (printed.code, printed.out) == (2, "")
        assert f"already running with this database, as process {first.pid}" in printed.err


def test_run_without_the_network_waits_for_it(desk: Desk) -> None:
    with running(desk.folder) as process:
        assert process.stderr
        assert "Telegram cannot be reached" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_person_who_starts_the_bot_gets_an_answer(desk: Desk, server: Server) -> None:
    invitation = started(desk, server).run("members", "invite").lines[0]
    server.do("person", id=42, name="Ann")
    server.do("start", person=42, payload=invitation.partition("=")[2])
    with running(desk.folder) as process:
        assert "Ann M." in server.sees("Ann M.", person=42)
        server.do("press", person=42, button=button(server, 42))
        server.sees("Ann Miller", person=42)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out.splitlines()[-1]) == (0, "Stopped; everything that was accepted is stored.")
    assert 'Next for "Assembly": bind the chair channel, see `folkmoot code agm chair`.' in out
    assert (TOKEN in out, TOKEN in err, err) == (False, False, "")
    assert desk.run("members", "list").lines[0] == "1\tAnn Miller\ttelegram\t-\t-"


def button(server: Server, person: int) -> str:
    """The data of the newest button."""
    messages = server.do("messages", person=person, last=50)
    return str([shown for message in messages for shown in message["buttons"]][-1]["data"])


def drafted(desk: Desk) -> list[str]:
    """Titles of all votes by number."""
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        return [
            json.loads(row[0])["title"]
            for row in db.execute("SELECT definition FROM wording JOIN vote ON vote.id = vote_id ORDER BY number")
        ]


def once(desk: Desk) -> None:
    """Start the service and stop it."""
    with running(desk.folder) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_run_drafts_prepared_votes_once(desk: Desk, server: Server) -> None:
    started(desk, server)
    once(desk)
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        db.execute("""UPDATE wording SET definition = json_set(definition, '$.title', 'Changed by the chair')""")
    desk.configure(server.url, CONFIG + '[[event.vote]]\ntitle = "Budget"\n[[event.vote]]\ntitle = "Fees"\n')
    once(desk)
    assert drafted(desk) == ["Changed by the chair", "Budget", "Fees"]


def test_run_takes_over_changed_settings(desk: Desk, server: Server) -> None:
    started(desk, server)
    desk.configure(server.url, CONFIG.replace('title = "Assembly"', 'title = "Convention"'))
    assert "Assembly" in titles(desk)[0]
    once(desk)
    assert "Convention" in titles(desk)[0]


def titles(desk: Desk) -> list[str]:
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        return [row[0] for row in db.execute("SELECT settings FROM event")]


def test_commands_work_beside_the_service(desk: Desk, server: Server, tmp_path: Path) -> None:
    with running(started(desk, server).folder) as process:
        assert process.stdout
        process.stdout.readline()
        desk.roster("number,name\n3,Cem Kaya\n")
        assert desk.run("code", "agm", "chair").code == 0
        assert desk.run("backup", str(tmp_path / "copy.db")).code == 0
        assert f"the service is running, as process {process.pid}" in desk.run("check").out


# -- check --live


def test_check_live_tells_how_things_stand(desk: Desk, server: Server) -> None:
    printed = started(desk, server).run("check", "--live")
    assert (printed.code, "FAULT" in printed.out) == (0, False)
    for part in ("belongs to @test1_bot", "no webhook is set", "clock: as Telegram's", "GB free", "durable write"):
        assert part in printed.out


def test_check_live_with_a_wrong_token_fails(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    (desk.folder / "token").write_text("4711:wrong-token")
    printed = desk.run("check", "--live")
    assert (printed.code, "does not accept us" in printed.out, "wrong-token" in printed.out) == (2, True, False)


@pytest.mark.parametrize(("status", "said"), [("kicked", "FAULT"), ("administrator", "ok")])
def test_check_live_sees_what_the_bot_may_do_in_a_group(desk: Desk, server: Server, status: str, said: str) -> None:
    started(desk, server).run("members", "list")
    bot = int(TOKEN.partition(":")[0])
    server.do("group", id=-1005, title="Chair", status={str(bot): status})
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        db.execute("INSERT INTO channel (chat, event_id, purpose) VALUES ('telegram:-1005', 'agm', 'chair')")
    printed = desk.run("check", "--live")
    line = next(line for line in printed.lines if "the chair channel" in line)
    assert line.split()[0] == said


def test_check_live_sees_a_webhook(desk: Desk) -> None:
    with served() as server:
        started(desk, server)
        server.call("setWebhook", url="http://127.0.0.1:9/secret-path")
        printed = desk.run("check", "--live")
    assert (printed.code, "127.0.0.1:9" in printed.out, "secret-path" in printed.out) == (2, True, False)
