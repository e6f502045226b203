"""`folkmoot members proxies`: all of a file or nothing, and every line that cannot be carried out is named."""

import pytest

from bot.papers.proxies import read_proxies
from bot.papers.records import RosterFileError
from core.proxy_list import Pair
from tests.cli import CONFIG, Desk

ROSTER = "number,name,votes\n1,Ann Miller,\n2,Ben Schulz,\n3,Cem Kaya,\n4,Dana Li,\nG1,Gil Guest,no\n"


@pytest.fixture
def roster(desk: Desk) -> Desk:
    desk.configure()
    desk.roster(ROSTER)
    return desk


def told(desk: Desk, content: str | bytes, *options: str) -> tuple[int, list[str]]:
    """Exit code and what is said about a file, without its path."""
    file = desk.file("proxies.csv", content)
    printed = desk.run("members", "proxies", file, *options)
    return printed.code, [line.replace(file, "FILE") for line in (*printed.lines, *printed.err.splitlines())]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"", [("", "no-rows", 0)]),
        (b"\xff\x00", [("", "encoding", 0)]),
        (b"principal\n1\n", [("holder", "no-column", 1)]),
        (b"holder,Holder,principal\n1,2,3\n", [("holder", "repeated-column", 1)]),
        (b"principal,holder\n1,\n\n,2\n", [("holder", "no-number", 2), ("principal", "no-number", 4)]),
        (b'principal,holder\n1,"2\n', [("", "csv", 2)]),
    ],
)
def test_file_that_cannot_be_read_names_its_faults(content: bytes, faults: list[tuple[str, str, int]]) -> None:
    with pytest.raises(RosterFileError) as raised:
        read_proxies(content)
    assert [(fault.path, fault.code, fault.line) for fault in raised.value.faults] == faults


@pytest.mark.parametrize(
    "content",
    [
        "principal,holder\n1,2\n3,G1\n",
        "\ufeffName;Holder Number;principal_number\nAnn;2;#1\n\nCem;G1;3\n",
        "Principal\tproxy holder\n1\t2\n3\tG1\n",
    ],
)
def test_file_is_read_as_spreadsheets_write_it(content: str) -> None:
    assert [pair for _, pair in read_proxies(content.encode())] == [Pair("1", "2"), Pair("3", "G1")]


def test_every_line_that_cannot_be_is_named_and_nothing_is_imported(roster: Desk) -> None:
    lines = ["1,2", "2,3", "4,1", "9,2", "3,3", "3,G1", "G1,4", "1,4"]
    assert told(roster, "principal,holder\n" + "\n".join(lines) + "\n", "--yes") == (
        2,
        [
            "folkmoot: FILE:3: Ben Schulz, member 2, holds the vote of member 1, so cannot give the own one away",
            "folkmoot: FILE:4: Ann Miller, member 1, has given the own vote to member 2, so cannot hold others",
            "folkmoot: FILE:5: there is no member 9 on the roster",
            "folkmoot: FILE:6: member 3 cannot be the own proxy holder",
            "folkmoot: FILE:8: Gil Guest, member G1, has no vote in this event to give",
            "folkmoot: FILE:9: member 1 gives a proxy on an earlier line already",
            "folkmoot: nothing was imported; mend the file and try again",
        ],
    )
    assert told(roster, "principal,holder\n1,2\n") == (
        2,
        [
            "FILE: 1 proxy",
            "  new        1: 1 Ann Miller → 2 Ben Schulz",
            "  changed    0",
            "  unchanged  0",
            "  not in the file, they stay  0",
            "folkmoot: nothing was imported; add --yes to do it",
        ],
    )


def test_third_principal_of_a_holder_is_refused(roster: Desk) -> None:
    assert told(roster, "principal,holder\n1,G1\n2,G1\n3,G1\n", "--yes") == (
        2,
        [
            "folkmoot: FILE:4: Gil Guest, member G1, would hold more than 2, which [proxies] most in the settings"
            " allows",
            "folkmoot: nothing was imported; mend the file and try again",
        ],
    )


def test_import_replaces_what_is_in_the_file_and_keeps_the_rest(roster: Desk) -> None:
    assert told(roster, "principal,holder\n1,2\n3,2\n", "--yes")[1][-1] == "Imported: 2 proxies."
    # 2 holds no vote any more in the end, so may give its own away
    assert told(roster, "principal,holder\n2,4\n1,4\n3,G1\n", "--yes") == (
        0,
        [
            "FILE: 3 proxies",
            "  new        1: 2 Ben Schulz → 4 Dana Li",
            "  changed    2: 1 Ann Miller → 4 Dana Li, not 2 Ben Schulz, 3 Cem Kaya → G1 Gil Guest, not 2 Ben Schulz",
            "  unchanged  0",
            "  not in the file, they stay  0",
            "Imported: 3 proxies.",
        ],
    )
    assert told(roster, "principal,holder\n1,4\n")[1] == [
        "FILE: 1 proxy",
        "  new        0",
        "  changed    0",
        "  unchanged  1",
        "  not in the file, they stay  2",
        "Nothing to do.",
    ]


def test_event_is_asked_for_where_there_are_several(desk: Desk) -> None:
    desk.configure(text=CONFIG + '[[event]]\nid = "bgm"\ntitle = "Board"\n')
    desk.roster(ROSTER)
    assert told(desk, "principal,holder\n1,2\n", "--yes") == (
        2,
        ["folkmoot: there are several events; say --event and one of: agm, bgm"],
    )
    assert told(desk, "principal,holder\n1,2\n", "--yes", "--event", "bgm")[0] == 0
