"""`folkmoot members`: what an export of a membership system needs, and invitations that nobody else can read."""

import csv
import stat
from pathlib import Path

import pytest

from tests.cli import CONFIG, Desk, Server

GERMAN = 'Mitgliedsnummer;Vorname;Nachname;Gruppe\n1;Jürgen;"Groß; Ritter";nord\n2;"Анна\nМария";Ким;süd\n'
MAP = ("--map", "number=Mitgliedsnummer", "--map", "name=Vorname Nachname", "--map", "groups=Gruppe")


def import_(desk: Desk, content: str | bytes, *options: str) -> list[str]:
    """Import and return the last lines of standard output and error."""
    printed = desk.run("members", "import", desk.file("members.csv", content), *options)
    return [*printed.lines[-1:], *printed.err.splitlines()[-1:]]


def listed(desk: Desk, *options: str) -> list[list[str]]:
    return [line.split("\t") for line in desk.run("members", "list", *options).lines]


def test_import_with_a_faulty_row_imports_nothing(desk: Desk) -> None:
    file = desk.file("members.csv", "number,name,weight\n1,Ann,1\n,Ben,1\n1,Cem,x\n")
    printed = desk.run("members", "import", file, "--yes")
    assert (printed.code, printed.out) == (2, "")
    assert printed.err.splitlines() == [
        f"folkmoot: {file}:3: number: has no member number",
        f'folkmoot: {file}:4: weight: "x" is no weight: a number above 0 up to 10000000, with at most six decimals'
        " after a point",
        f'folkmoot: {file}:4: number: the number "1" is in line 2 already',
        "folkmoot: nothing was imported; mend the file and try again",
    ]
    assert listed(desk) == []


def test_import_of_a_header_of_thousands_of_cells_names_the_first_that_are_not_used(desk: Desk) -> None:
    file = desk.file("members.csv", f"number,name{',x' * 9000}\n1,Ann\n")
    printed = desk.run("members", "import", file, "--yes")
    assert printed.err.splitlines() == [*[f'{file}:1: the column "x" is not used'] * 100, "and 8,900 more"]


def test_import_without_consent_shows_what_it_would_do(desk: Desk) -> None:
    desk.roster("number,name,groups\n1,Ann Miller,north\n2,Ben Schulz,\n3,Cem Kaya,\n")
    file = desk.file("members.csv", "number,name,groups\n1,Ann Meyer,south\n2,Ben Schulz,\n4,Dana Li,\n")
    printed = desk.run("members", "import", file)
    assert (printed.code, printed.err) == (2, "folkmoot: nothing was imported; add --yes to do it\n")
    assert printed.lines == [
        f"{file}: 3 rows",
        "  new        1: 4 Dana Li",
        "  changed    1: name 1, groups 1",
        "    1 Ann Miller: name Ann Miller → Ann Meyer; groups north → south",
        "  unchanged  1",
        "  not in the file, they stay  1: 3 Cem Kaya",
    ]
    assert len(listed(desk)) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_import_reads_an_export_with_german_headers(desk: Desk, encoding: str) -> None:
    assert import_(desk, GERMAN.encode(encoding), *MAP, "--yes") == ["Imported: 2 new, 0 changed."]
    assert listed(desk) == [
        ["1", "Jürgen Groß; Ritter", "-", "-", "nord"],
        ["2", "Анна Мария Ким", "-", "-", "süd"],
    ]


def test_import_reads_windows_1252(desk: Desk) -> None:
    import_(desk, "number;name\n1;Jürgen Groß\n".encode("cp1252"), "--yes")
    assert listed(desk) == [["1", "Jürgen Groß", "-", "-", "-"]]


def test_import_leaves_what_the_file_has_no_column_for(desk: Desk) -> None:
    desk.roster("number,name,groups,roles,telegram\n1,Ann Miller,north,chair,42\n")
    import_(desk, "number,name\n1,Ann Meyer\n", "--yes")
    assert listed(desk) == [["1", "Ann Meyer", "telegram", "chair", "north"]]


def test_import_of_an_account_that_is_taken_names_its_owner(desk: Desk) -> None:
    desk.roster("number,name,telegram\n1,Ann Miller,42\n")
    said = import_(desk, "number,name,telegram\n2,Ben Schulz,42\n", "--yes")
    printed = desk.run("members", "import", str(desk.folder / "members.csv"), "--yes")
    assert said == ["folkmoot: nothing was imported; mend the file and try again"]
    assert "member 2: the account telegram:42 belongs to member 1 already" in printed.err
    assert len(listed(desk)) == 1


def test_import_of_the_same_again_has_nothing_to_do(desk: Desk) -> None:
    desk.roster()
    assert desk.run("members", "import", str(desk.folder / "members.csv")).lines[-1] == "Nothing to do."


def test_import_shows_old_and_new_of_every_field_and_who_gets_what_right(desk: Desk) -> None:
    header = "number,name,email,language,weight,votes,groups,roles,telegram,matrix\n"
    desk.roster(f"{header}1,Ann Miller,a@x.org,de,,,north,chair,42,\n2,Ben Schulz,,,,,,,,\n")
    file = desk.file("members.csv", f"{header}1,,-,en,2.5,no,-,desk@agm,,@a:x.org\n2,,,,,,,,,\n3,Cem,,,,,,teller,,\n")
    assert desk.run("members", "import", file).lines == [
        f"{file}: 3 rows",
        "  new        1",
        "    3 Cem (teller)",
        "  changed    1: email 1, language 1, weight 1, votes 1, groups 1, roles 1, matrix 1",
        "    1 Ann Miller: email a@x.org → -; language de → en; weight 1 → 2.5; votes yes → no; groups north → -;"
        " roles chair → desk@agm; matrix - → matrix:@a:x.org",
        "  unchanged  1",
        "  not in the file, they stay  0",
    ]


def test_import_writes_a_group_as_it_is_written_already(desk: Desk) -> None:
    desk.roster("number,name,groups\n1,Ann,Süd\n")
    filler = "".join(f"{number},Name{number},\n" for number in range(10, 510))
    # more than one portion, so that what was seen in the first is known in the second
    import_(desk, f"number,name,groups\n2,Ben,süd new\n{filler}3,Cem,NEW SÜD\n", "--yes")
    assert [row for row in listed(desk) if row[0] in ("1", "2", "3")] == [
        ["1", "Ann", "-", "-", "Süd"],
        ["2", "Ben", "-", "-", "Süd,new"],
        ["3", "Cem", "-", "-", "new,Süd"],
    ]


def test_import_of_a_number_that_differs_in_zeros_only_names_both(desk: Desk) -> None:
    desk.roster("number,name\n12,Ann Miller\n")
    printed = desk.run("members", "import", desk.file("members.csv", "number,name\n13,Ben\n012.0,Cem\n"), "--yes")
    assert (printed.code, printed.out) == (2, "")
    assert ':3: "012.0" and "12", which is Ann Miller, differ in zeros only; write "12"' in printed.err


def test_import_of_a_role_in_an_event_that_does_not_exist_is_refused(desk: Desk) -> None:
    printed = desk.run("members", "import", desk.file("members.csv", "number,name,roles\n1,Ann,chair@amg\n"), "--yes")
    assert (printed.code, ':2: there is no event "amg"' in printed.err) == (2, True)


def test_list_of_names_cannot_fake_lines(desk: Desk) -> None:
    desk.roster('number,name\n1,"Ann\n2\tBen\u202e"\n')
    assert listed(desk) == [["1", "Ann 2 Ben", "-", "-", "-"]]


def test_list_of_unbound_leaves_out_who_has_an_account(desk: Desk) -> None:
    desk.roster("number,name,telegram\n1,Ann Miller,42\n2,Ben Schulz,\n")
    assert [line[0] for line in listed(desk, "--unbound")] == ["2"]


def test_import_of_an_export_of_3000_rows(desk: Desk) -> None:
    rows = "".join(f'{n};Zoë;"Müller-{n}, Łódź";\n' for n in range(1, 3001))
    said = import_(desk, "Mitgliedsnummer;Vorname;Nachname;Gruppe\n" + rows, *MAP, "--yes")
    assert said == ["Imported: 3,000 new, 0 changed."]
    assert listed(desk)[-1] == ["3000", "Zoë Müller-3000, Łódź", "-", "-", "-"]


# -- invite


def test_invite_without_a_network_makes_no_code(desk: Desk) -> None:
    desk.roster()
    printed = desk.run("members", "invite")
    assert (printed.code, "cannot be reached" in printed.err, printed.out) == (2, True, "")


def test_invite_with_an_empty_roster_says_so(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    printed = desk.run("members", "invite")
    assert (printed.code, printed.out, printed.err) == (
        2, "", "folkmoot: the roster is empty; `folkmoot members import FILE --yes` fills it\n",
    )  # fmt: skip


def test_invite_makes_links_for_those_without_account(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    desk.roster("number,name,telegram\n1,Ann Miller,42\n2,Ben Schulz,\n")
    printed = desk.run("members", "invite")
    (number, name, link), *more = [line.split("\t") for line in printed.lines]
    assert (printed.code, number, name, more) == (0, "2", "Ben Schulz", [])
    assert link.startswith("https://t.me/test1_bot?start=")
    assert len(link.partition("=")[2].replace("-", "")) == 16


def test_invite_leaves_invitations_that_are_still_good(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    desk.roster()
    desk.run("members", "invite")
    desk.roster("number,name\n3,Cem Kaya\n")
    assert [line.split("\t")[0] for line in desk.run("members", "invite").lines] == ["3"]
    assert desk.run("members", "invite").lines == []
    assert len(desk.run("members", "invite", "--again").lines) == 3


def test_invite_needs_the_event_when_there_are_several(desk: Desk, server: Server) -> None:
    desk.configure(server.url, CONFIG + '[[event]]\nid = "party"\ntitle = "Party"\n')
    desk.roster()
    printed = desk.run("members", "invite")
    assert (printed.code, "--event and one of: agm, party" in printed.err) == (2, True)
    assert len(desk.run("members", "invite", "--event", "party").lines) == 2


def test_invite_writes_private_files(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    desk.roster("number,name\n../1,=Ann\n".replace("../1", "A/../1"))
    printed = desk.run("members", "invite", "--csv", "list.csv", "--qr", "codes")
    pictures = [*(desk.folder / "codes").iterdir()]
    with (desk.folder / "list.csv").open(encoding="utf-8-sig") as file:
        row = next(csv.DictReader(file))
    assert (printed.code, printed.out) == (0, "")
    assert (row["number"], row["name"], row["telegram"].endswith(row["code"])) == ("A/../1", "'=Ann", True)
    assert [(path.name, path.read_bytes()[:4]) for path in pictures] == [("00001-A____1-telegram.png", b"\x89PNG")]
    assert {mode(path) for path in (*pictures, desk.folder / "list.csv")} == {0o600}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_invite_that_cannot_write_kills_no_code(desk: Desk, server: Server) -> None:
    desk.configure(server.url)
    desk.roster()
    desk.file("list.csv", "precious")
    assert desk.run("members", "invite", "--csv", "list.csv").code == 2
    assert len(desk.run("members", "invite").lines) == 2
