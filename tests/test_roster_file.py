"""members.csv: every row fault is named with its line, and exports of membership systems are read as they come."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from bot.cli.texts import fault_line
from bot.papers.proxies import read_proxies
from bot.papers.records import RosterFileError
from bot.papers.roster import read_roster, write_csv
from core.faults import Fault
from core.model import EventId, Role
from core.persons import Held
from core.roster import Row
from core.totals import UNIT


def complaints(content: str | bytes, **mapping: str) -> list[str]:
    with pytest.raises(RosterFileError) as caught:
        read_roster(content if isinstance(content, bytes) else content.encode(), mapping)
    return [fault_line("", fault) for fault in caught.value.faults]


def rows(content: str | bytes, **mapping: str) -> tuple[Row, ...]:
    return tuple(read_roster(content if isinstance(content, bytes) else content.encode(), mapping).rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no-rows"),
        (b"\n\n;;\n", "no-rows"),
        ("number,name\n1,Ann\n".encode("utf-16"), "encoding"),
        ("number,name\n1,Ann\n".encode("utf-16-le"), "encoding"),
        (b"number,name\n1,J\xe4rg\x81\n", "encoding"),
    ],
)
def test_roster_file_that_is_no_csv_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(RosterFileError) as caught:
        read_roster(content)
    assert [fault.code for fault in caught.value.faults] == [said]


def test_roster_file_without_header_names_the_columns_missing() -> None:
    assert complaints("17,Ann\n18,Ben\n") == [
        ':1: number: no column "number" among: 17, Ann; name it with --map number="COLUMN"',
        ':1: name: no column "name" among: 17, Ann; name it with --map name="COLUMN"',
    ]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"name": "Vornam"}, [':1: name: no column "vornam" for name among: Nr, Vorname; did you mean "Vorname"?']),
        ({"name": "Vorname", "nmber": "Nr"}, ["there are: number, name, email, language, weight, votes, groups"]),
    ],
)
def test_roster_map_of_what_is_not_there_is_refused(mapping: dict[str, str], said: list[str]) -> None:
    lines = complaints("Nr;Vorname\n1;Ann\n", **{"number": "Nr"} | mapping)
    assert [part for part in said if any(part in line for line in lines)] == said


def test_roster_column_twice_is_refused_only_if_used() -> None:
    content = "number,name,phone,phone,Name\n1,Ann,2,3,Ben\n"
    assert complaints(content) == [':1: name: the column "name" is there twice']
    assert rows(content.replace(",Name", ",other"))[0].name == "Ann"


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("number", "", "has no member number"),
        ("number", "A B", "cannot be a member number"),
        ("number", "2024-01-05", "looks like a date"),
        ("number", "05.01.2024 00:00:00", "looks like a date"),
        ("number", "5. Jan", "looks like a date"),
        ("number", "Mrz 24", "looks like a date"),
        ("number", "1.23E+15", "a shortened number"),
        ("number", '"1,23E+15"', "a shortened number"),
        ("name", "A" * 121, "at most 120 characters"),
        ("email", "ann", "is no mail address"),
        ("language", "deutsch", "is no language code"),
        ("weight", '"1,5"', "is no weight"),
        ("weight", "-1", "is no weight"),
        ("weight", "NaN", "is no weight"),
        ("weight", "1e9", "is no weight"),
        ("weight", "0", "is no weight"),
        ("weight", "0.0000001", "is no weight"),
        ("weight", "10000001", "is no weight"),
        ("weight", "١", "is no weight"),
        ("votes", "maybe", "is neither yes nor no"),
        ("roles", "chiar", 'did you mean "chair"?'),
        ("telegram", "@ann", "is no Telegram id"),
        ("telegram", "4.2E+09", "is no Telegram id"),
        ("matrix", "ann:example.org", "is no Matrix id"),
    ],
)
def test_roster_bad_cell_is_named(column: str, cell: str, said: str) -> None:
    cells = {"number": "17", "name": "Ann"} | {column: cell}
    line = complaints(",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    assert [text.startswith(f":2: {column}: ") and said in text for text in line] == [True]


SWALLOWED = ":2: a quotation mark opens a cell that goes on over the next lines"


@pytest.mark.parametrize(
    "content",
    [
        'number,name\n1,"Ann\n2,Ben\n3,Cem"\n4,Dee\n',
        'name;number;remark\nAnn;1;"late\nBen;2;x\nCem;3;y"\n',
        'number,name,email\n1,"Ann\n2,Ben\n3,Cem",c@x.org\n',
        'name;number;remark\nAnn;1;"\n\nBen;2;"\n',
    ],
)
def test_roster_quotation_mark_that_swallows_rows_is_refused(content: str) -> None:
    assert [line.startswith(SWALLOWED) for line in complaints(content)] == [True]


def test_proxies_quotation_mark_that_swallows_rows_is_refused() -> None:
    with pytest.raises(RosterFileError) as caught:
        read_proxies(b'principal,holder\n1,"2\n3,4\n5,6"\n')
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("stray-quote", 2)]


def test_roster_cell_of_several_lines_is_one_cell() -> None:
    content = 'number,name,address\n1,"Ann\nOrtega","Hill 5, left\n12345 Town"\n2,Ben,\n'
    assert [row.name for row in rows(content)] == ["Ann Ortega", "Ben"]


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;;\n"])
def test_roster_line_that_names_the_delimiter_is_understood(line: str) -> None:
    assert rows(f"{line}number;name\n1;Ortega, Ann\n")[0].name == "Ortega, Ann"
    assert complaints(f"{line}number;name\n1;\n;Ben\n")[-1] == ":4: number: has no member number"


@pytest.mark.parametrize("content", ["n" * 200_000, '"' + "n" * 200_000 + '"', "number,name\n1," + "n" * 200_000])
def test_roster_cell_beyond_all_measure_is_a_fault(content: str) -> None:
    assert len(complaints(content)) > 0


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("A12", "a12", 'the number "a12" is in line 2 already'),
        ("12", "\uff11\uff12", 'the number "12" is in line 2 already'),
        ("12", "012", '"012" and "12" in line 2 differ in zeros only'),
        ("12", "12.0", '"12.0" and "12" in line 2 differ in zeros only'),
    ],
)
def test_roster_number_that_another_row_has_in_another_form_is_refused(first: str, second: str, said: str) -> None:
    (line,) = complaints(f"number,name\n{first},Ann\n{second},Ben\n")
    assert line.startswith(f":3: number: {said}")


def test_roster_number_that_is_a_word_is_noted_once() -> None:
    swapped = read_roster(b"number,name\nAnn,1\nBen,2\n")
    assert swapped.notes == (Fault("number", "number-word", {"word": "Ann"}, 2),)
    assert read_roster(b"number,name\nA1,Ann\n").notes == ()


def test_roster_tells_all_faults_at_once_with_the_line_a_row_starts_on() -> None:
    content = 'number,name,telegram\n1,"Ann\nOrtega",42\n\n1,Ben,42\n2,Cyd,x,y\n3,"Dee\n'
    assert complaints(content) == [
        ':5: number: the number "1" is in line 2 already',
        ":5: telegram: the account telegram:42 is in line 2 already",
        ":6: has 4 cells under 3 columns",
        ':6: telegram: "x" is no Telegram id; it is a number (a @name can change hands)',
        ":7: the line cannot be read as CSV: unexpected end of data",
    ]


EXPORT = """\
Mitglieds-Nr;Vorname;Nachname;E-Mail;Stimmen;Stimmrecht;Gliederung
0017;Jörg;"Müller; genannt
„Jo"\"";joerg@example.org;1.5;ja;Nord
18;Łucja;Nowak;;;nein;"Nord|Süd, Delegierte"

;;;;;;
19;Анна;Öztürk;;2;;
"""
MAP = {
    "number": "mitglieds-nr",
    "name": "Vorname Nachname",
    "weight": "Stimmen",
    "votes": "Stimmrecht",
    "groups": "Gliederung",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_roster_export_of_a_membership_system_is_read(encoding: str, newline: str, delimiter: str) -> None:
    content = EXPORT.replace("Müller; ", "Müller, ").replace(";", delimiter).replace("\n", newline)
    roster = read_roster(content.encode(encoding), MAP)
    assert tuple(roster.rows) == (
        Row("0017", 'Jörg Müller, genannt „Jo"', weight=1_500_000, votes=True, groups=("Nord",)),
        Row("18", "Łucja Nowak", votes=False, groups=("Nord", "Süd", "Delegierte")),
        Row("19", "Анна Öztürk", weight=2_000_000),
    )
    assert [fault_line("", note) for note in roster.notes] == [':1: the column "E-Mail" is not used']


def test_roster_in_windows_encoding_is_read() -> None:
    assert rows("number;name\n1;Jörg „Jo“ Weiß\n".encode("cp1252")) == (Row("1", "Jörg „Jo“ Weiß"),)


def test_roster_columns_with_spaces_are_mapped_in_quotes() -> None:
    content = "Mitglied Nr,Erster Name,Nachname\n1,Ann,Ortega\n"
    assert rows(content, number="Mitglied Nr", name='"Erster Name" Nachname') == (Row("1", "Ann Ortega"),)


def test_roster_row_with_every_field_is_read(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(
        "number,name,email,language,weight,votes,groups,roles,telegram,matrix\n"
        "17,Ann,ann@example.org,de-AT,0.000001,yes,a b a,chair|desk@agm,telegram:42,@ann:example.org\n"
    )
    row = Row(
        number="17",
        name="Ann",
        email="ann@example.org",
        language="de",
        weight=1,
        votes=True,
        groups=("a", "b"),
        roles=(Held(Role.CHAIR), Held(Role.DESK, EventId("agm"))),
        accounts=("telegram:42", "matrix:@ann:example.org"),
    )
    read = read_roster(file)
    assert (list(read.rows), list(read.lines), read.notes) == ([row], [2], ())


def test_roster_cell_that_is_empty_or_not_there_says_nothing() -> None:
    header = "number,name,email,language,weight,votes,groups,roles,telegram,matrix\n"
    assert rows(f"{header}1,Ann\n2,,,, ,,,,,\n") == (Row("1", "Ann"), Row("2"))


def test_roster_dash_clears_every_field_but_number_and_name() -> None:
    content = "number,name,email,language,weight,votes,groups,roles,telegram,matrix\n1,,-,-,-,-,-,-,-,-\n"
    cleared = Row("1", None, "", "", UNIT, votes=True, groups=(), roles=(), cleared=("telegram", "matrix"))
    assert rows(content) == (cleared,)
    assert complaints("number,name\n-,Ann\n2,-\n") == [
        ':2: number: "-" cannot be a member number: letters, digits and . _ / - without spaces, at most 32',
        ":3: name: has no name",
    ]


def test_roster_name_is_freed_of_direction_and_control_characters() -> None:
    assert rows("number,name\n1,\u202eAnn\u200b\x07 \t Ortega\n")[0].name == "Ann Ortega"


def test_roster_number_that_only_resembles_a_date_is_kept() -> None:
    assert [row.number for row in rows("number,name\n12-3,A\n1E5,B\nDE-17/2,C\n")] == ["12-3", "1E5", "DE-17/2"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cell_that_would_be_a_formula_is_disarmed(start: str) -> None:
    lines = write_csv([[f"{start}cmd", "Ann"]]).decode("utf-8-sig")
    assert lines.lstrip('"').startswith(f"'{start}cmd")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ann; =1+1", "Ann;' =1+1"),
        ("Ann,@SUM(A1)", "Ann,'@SUM(A1)"),
        ("Ann\t-1", "Ann\t'-1"),
        ('Ann;"=1', "Ann;'\"=1"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "'=1"),
        ("Smith-Jones; Ann, A+", "Smith-Jones; Ann, A+"),
    ],
)
def test_csv_cell_is_no_formula_where_other_signs_part_the_cells_either(name: str, kept: str) -> None:
    """A German spreadsheet parts the same file by semicolons."""
    ((found,),) = csv.reader(io.StringIO(write_csv([[name]]).decode("utf-8-sig"), newline=""))
    assert found == kept


def test_csv_numbers_stay_numbers() -> None:
    assert write_csv([["-5", "+49170", -5, Decimal("-1.5"), "1,5"]]) == '\ufeff-5,+49170,-5,-1.5,"1,5"\r\n'.encode()


def test_csv_of_a_list_is_read_back_as_it_was() -> None:
    content = write_csv([["number", "name"], ["17", 'Ann "A", Ortega']])
    assert rows(content) == (Row("17", 'Ann "A", Ortega'),)


def test_weight_that_may_be_thousands_is_asked_about_where_semicolons_part_the_cells() -> None:
    assert complaints("number;name;weight\n1;Ann;750\n2;Ben;1.500\n3;Cem;2.5\n4;Dan;0.125\n5;Eva;12.000\n") == [
        ':3: weight: the weight "1.500" can be read as 1.5 and as 1500; write it as one of the two',
        ':6: weight: the weight "12.000" can be read as 12 and as 12000; write it as one of the two',
    ]
    assert [row.weight for row in rows("number,name,weight\n1,Ann,1.500\n")] == [3 * UNIT // 2]


def test_cell_without_a_column_in_a_list_of_proxies_is_refused() -> None:
    with pytest.raises(RosterFileError) as caught:
        read_proxies(b"principal,holder\n12,17,\n13,18,19\n")
    assert [fault_line("", fault) for fault in caught.value.faults] == [":3: has 3 cells under 2 columns"]


def test_header_of_more_columns_than_a_spreadsheet_has_is_refused_in_one_sentence() -> None:
    header = "number,name," + ",".join(f"c{number}" for number in range(16_384))
    assert complaints(f"{header}\n1,Ann\n") == [":1: has 16386 columns; at most 16384 are read"]


def test_mail_address_and_group_have_a_length() -> None:
    mail = f"{'a' * 200}@{'b' * 53}"
    assert rows(f"number,name,email\n1,Ann,{mail}\n") == (Row("1", "Ann", email=mail),)
    (said,) = complaints(f"number,name,email\n1,Ann,{mail}b\n")
    assert said.endswith("is no mail address")
    (said,) = complaints(f"number,name,groups\n1,Ann,{'g' * 121}\n")
    assert said.endswith("a name has at most 120 characters")
