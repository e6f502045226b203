"""The command line: mistakes are one line and exit code 2, and what it does can be done without a terminal."""

import sqlite3
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.console import stopped_by
from bot.running.lock import held
from core.errors import StoreUnusable
from tests.cli import CONFIG, ROSTER, TOKEN, Desk

MOTIONS = '[[vote]]\ntitle = "Fees"\n[[vote]]\ntitle = "Board"\nkind = "election"\noptions = ["Ann", "Ben"]\n'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["flee"], "No such command 'flee'"),
        (["run", "--fast"], "No such option: --fast"),
        (["code", "agm"], "Missing argument"),
        (["code", "agm", "throne"], "'throne' is not one of"),
        (["code", "ball", "chair"], 'there is no event "ball"; there are: agm'),
        (["-c", "nowhere.toml", "check"], "folkmoot init"),
        (["check", "-c", "nowhere.toml"], "folkmoot init"),
        (["draft", "agm", "nowhere.toml"], "nowhere.toml: cannot be read"),
        (["members", "import", "nowhere.csv"], "nowhere.csv: No such file"),
        (["members", "import", "members.csv", "--map", "name"], "--map name: write FIELD=COLUMN"),
        (["backup", "copy.db"], "there is no database yet"),
        (["bench", "crowd"], "no figure crowd; there are: press-polling, "),
        (
            ["bench", "soak", "--members", "30000"],
            "no figure soak; a number of members can be chosen for: crowds, commands, papers, resident\n",
        ),
        (["count", "nowhere.blt", "--method", "irv"], "nowhere.blt cannot be read"),
    ],
)
def test_mistake_is_one_line(desk: Desk, arguments: list[str], said: str) -> None:
    printed = desk.run(*arguments)
    assert (printed.code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert said in printed.err


def test_every_fault_of_the_settings_is_a_line(desk: Desk) -> None:
    desk.configure(text=CONFIG.replace("timezone", "timezne") + '[storage]\nurl = "mysql:x"\n')
    printed = desk.run("run")
    assert (printed.code, printed.out) == (2, "")
    assert printed.err.splitlines() == [
        f'folkmoot: {desk.folder}/config.toml:4: organisation.timezne: there is no setting "timezne";'
        ' did you mean "timezone"?',
        f"folkmoot: {desk.folder}/config.toml:14: storage.url: must be sqlite:/// and a file name",
    ]


@pytest.mark.usefixtures("desk")
def test_settings_are_found_in_the_folder() -> None:
    assert main(["check"]) == 0


def test_commands_are_listed_without_one(desk: Desk) -> None:
    assert (desk.run().code, "members" in desk.run().out, "import" in desk.run("members").out) == (0, True, True)


def test_run_without_a_network_says_how_to_set_one(desk: Desk) -> None:
    desk.configure(text='[organisation]\nname = "Chess Club"\n')
    printed = desk.run("run")
    assert (printed.code, "write [telegram] with token_file" in printed.err) == (2, True)


def test_error_of_ours_shows_no_contents() -> None:
    code, (line,) = stopped_by(ValueError(f"{TOKEN} voted 7a"))
    assert (code, TOKEN in line, "7a" in line, "ValueError" in line) == (1, False, False, True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreUnusable("store-newer", "9f"), "was made by a newer version of Folkmoot (layout 9f)"),
        (StoreUnusable("store-migrate", "9f"), "--migrate"),
        (StoreUnusable("store-missing-folder", "/x/y.db"), "no folder for the database /x/y.db"),
        (PermissionError(13, "Permission denied", "/x/y.csv"), "/x/y.csv: Permission denied"),
    ],
)
def test_what_the_machine_says_is_a_sentence(error: Exception, said: str) -> None:
    code, (line,) = stopped_by(error)
    assert (code, said in line) == (2, True)


# -- init


def test_init_takes_answers_from_a_pipe(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("Rook Club\n\n\n\n\n4711:abc\n\n\n\n")
    with (tmp_path / "answers").open() as answers:
        monkeypatch.setattr("sys.stdin", answers)
        printed = desk.run("init", "-c", "new.toml")
    assert (printed.code, printed.lines) == (0, ["wrote new.toml", "wrote telegram-token"])
    assert 'name = "Rook Club"' in (tmp_path / "new.toml").read_text()


def test_init_with_a_wrong_answer_from_a_pipe_writes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "answers").write_text("Rook Club\nklingon\n")
    with (tmp_path / "answers").open() as answers:
        monkeypatch.setattr("sys.stdin", answers)
        printed = desk.run("init", "-c", "new.toml")
    assert (printed.code, '"klingon" is none of' in printed.err, (tmp_path / "new.toml").exists()) == (2, True, False)


def test_init_never_overwrites(desk: Desk) -> None:
    printed = desk.run("init")
    assert (printed.code, "is there already" in printed.err) == (2, True)


# -- check


def test_check_says_which_key_a_backup_needs(desk: Desk) -> None:
    folder = desk.folder / "folkmoot.db.keys"
    folder.mkdir(mode=0o700)
    (folder / "matrix.secret").touch(mode=0o600)
    assert desk.run("check").lines[1] == (
        f"ok       keys: {folder}, beside the database; leave it out when that folder is backed up, "
        "and keep one copy of matrix.secret in a safe place: a backup needs it"
    )


def test_check_names_what_is_missing(desk: Desk) -> None:
    desk.run("members", "list")
    printed = desk.run("check")
    assert printed.code == 0
    assert printed.lines[1:] == [
        f"ok       keys: {desk.folder}/folkmoot.db.keys, beside the database; leave it out when that folder is"
        " backed up",
        "warning  roster: 0 members, 0 of them without an account",
        "warning  the roster is empty; `folkmoot members import FILE` fills it",
        "ok       agm: planned, 0 may vote, bound: nothing",
        "warning  agm: no chair channel; `folkmoot code agm chair`",
    ]


def test_check_names_prepared_votes_that_wait_for_the_roster(desk: Desk) -> None:
    desk.configure(text=CONFIG + '[[event.vote]]\nkind = "election"\ntitle = "Board"\noptions = ["#2", "#9"]\n')
    desk.roster()
    waits = 'warning  agm: the prepared vote "Board" waits: there is no member 9 on the roster'
    assert waits in desk.run("check").lines
    desk.roster(ROSTER + "9,Cem Kaya\n")
    assert [line for line in desk.run("check").lines if "waits" in line] == []


def test_check_warns_of_a_token_that_others_can_read(desk: Desk) -> None:
    (desk.folder / "token").chmod(0o644)
    printed = desk.run("check")
    assert (printed.code, "everybody on this machine can read" in printed.lines[0]) == (0, True)


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://bots.example.org:8081", True),
        ("http://10.0.0.7:8081", True),
        ("http://127.0.0.2:8081", False),
        ("http://[::1]:8081", False),
        ("http://localhost:8081", False),
        ("https://bots.example.org", False),
    ],
)
def test_check_warns_of_a_token_that_would_travel_in_clear(desk: Desk, url: str, warned: bool) -> None:
    desk.configure(url)
    printed = desk.run("check")
    assert (printed.code, f"telegram.api_url: {url} is not encrypted" in printed.out) == (0, warned)


def test_check_makes_no_database(desk: Desk) -> None:
    printed = desk.run("check")
    assert (printed.code, (desk.folder / "folkmoot.db").exists()) == (0, False)


def test_check_fails_for_a_file_that_is_no_database(desk: Desk) -> None:
    desk.file("folkmoot.db", "no database at all, but long enough to be taken for one" * 20)
    printed = desk.run("check")
    assert (printed.code, "FAULT" in printed.out, "cannot be used" in printed.out) == (2, True, True)


def test_database_of_a_newer_version_is_left_alone(desk: Desk) -> None:
    desk.roster()
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9f'")
    before = (desk.folder / "folkmoot.db").read_bytes()
    printed = desk.run("members", "list")
    assert (printed.code, "newer version of Folkmoot (layout 9f)" in printed.err) == (2, True)
    assert (desk.folder / "folkmoot.db").read_bytes() == before


# -- code, draft, backup


def test_code_is_the_only_thing_on_standard_output(desk: Desk) -> None:
    printed = desk.run("code", "agm", "chair")
    assert (printed.code, len(printed.lines), printed.out[:6]) == (0, 1, "/bind ")
    assert "the group of the chairs" in printed.err


def test_draft_with_faults_names_all_of_them_and_drafts_nothing(desk: Desk) -> None:
    file = desk.file("motions.toml", MOTIONS + '[[vote]]\ntitel = "X"\n[[vote]]\ntitle = "Y"\nmin = 2\n')
    printed = desk.run("draft", "agm", file)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err.splitlines() == [
        f'folkmoot: {file}:8: vote[3].titel: there is no setting "titel"; did you mean "title"?',
        f"folkmoot: {file}:11: vote[4].min: does not go with the method yes-no-abstain",
    ]
    assert desk.run("draft", "agm", desk.file("motions.toml", MOTIONS)).lines == ["2\tFees", "3\tBoard"]


def test_draft_that_the_meeting_refuses_is_taken_back_whole(desk: Desk) -> None:
    file = desk.file("motions.toml", MOTIONS)
    desk.run("draft", "agm", file)
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        db.execute("UPDATE event SET state = 'closed'")
    printed = desk.run("draft", "agm", file)
    assert (printed.code, "nothing was drafted" in printed.err) == (2, True)
    with sqlite3.connect(desk.folder / "folkmoot.db") as db:
        assert db.execute("SELECT count(*) FROM vote").fetchone() == (3,)


def test_one_draft_and_one_item_are_not_several(desk: Desk) -> None:
    one = '[[item]]\ntitle = "Money"\n[[item.vote]]\ntitle = "Fees"\n'
    assert desk.run("draft", "agm", desk.file("one.toml", one)).err.splitlines() == [
        "1 item is on the agenda; a chair sees it with /agenda.",
        "1 draft; a chair sees all votes with /votes and opens one with /open 2.",
    ]


def test_draft_file_without_votes_is_refused(desk: Desk) -> None:
    printed = desk.run("draft", "agm", desk.file("motions.toml", "# none yet\n"))
    assert (printed.code, "has neither an [[item]] nor a [[vote]] table" in printed.err) == (2, True)


def test_backup_is_a_whole_database_in_one_file(desk: Desk) -> None:
    desk.roster()
    copy = desk.folder / "copy.db"
    assert desk.run("backup", str(copy)).code == 0
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT name FROM member ORDER BY number").fetchall() == [("Ann Miller",), ("Ben Schulz",)]
    assert [path.name for path in desk.folder.glob("copy.db*")] == ["copy.db"]


def test_backup_never_overwrites(desk: Desk) -> None:
    desk.roster()
    file = desk.file("copy.db", "precious")
    assert (desk.run("backup", file).code, Path(file).read_text()) == (2, "precious")


def test_lock_is_free_after_its_holder(desk: Desk) -> None:
    lock = desk.folder / "x.lock"
    with held(lock):
        pass
    with held(lock):
        assert lock.read_text().isdecimal()


def test_check_says_which_group_was_probably_meant_to_vote(desk: Desk) -> None:
    desk.roster("number,name,groups\n1,Ann,delegates\n")
    desk.configure(text=f'{CONFIG}[[event]]\nid = "two"\ntitle = "Two"\nentitled = "Delegates"\n')
    said = 'two: nobody on the roster is in the group "Delegates", who may vote; did you mean "delegates"?'
    assert said in desk.run("check").out
