"""Options one a line without a dash, as a list is typed on a phone: taken where nothing else can be meant."""

import pytest

from bot.chat.call import House
from bot.drafting.lines import drafted, drafted_election
from core.faults import Faults
from core.model import Definition


def read(made: Definition | Faults) -> list[str]:
    """The texts of the options; else what is not understood, with what was probably meant."""
    if isinstance(made, Faults):
        return [
            f"{fault.data.get('word', fault.code)}? {fault.data.get('suggestion', '')}".strip() for fault in made.faults
        ]
    return [f"#{option.member}" if option.member else option.text for option in made.options]


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        ("secrt\nAda\nBen", ["secrt? secret"]),
        ("geheimm\nAda", ["geheimm? secret"]),
        ("max 3\nAda\nBen", ["max 3? max"]),
        ("Mehrheit absolut\nAda", ["Mehrheit absolut? majority"]),
        ("zwei Drittel\nAda", ["zwei Drittel? majority: zwei Drittel"]),
        ("90s\nAda", ["90s? time: 90s"]),
        ("18\nAda", ["18?"]),
        ("- Ada\nBen", ["Ben?"]),
        ("Ada\nWe should elect her.", ["We should elect her.?"]),
        ("Treasurer: Ada\nBen", ["treasurer?"]),
        ("Ada Lovelace\nBen Schulz\ntime: 90s\nsecret", ["Ada Lovelace", "Ben Schulz"]),
        ("Max Ortega\nMin Zhang\nRolf Meier\nTim Cook", ["Max Ortega", "Min Zhang", "Rolf Meier", "Tim Cook"]),
        ("1. Ada\n2. Ben", ["Ada", "Ben"]),
        ("1. Ada\n1. Ben", ["1. Ada", "1. Ben"]),
        ("#17\nBen", ["#17", "Ben"]),
        ("Ada", ["Ada"]),
    ],
)
def test_line_without_a_dash_below_an_election(lines: str, taken: list[str]) -> None:
    options = read(drafted_election(House(), "2 Board", lines.split("\n")))
    assert [text for text in options if text != "#"] == taken


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        ("Aachen", ["Aachen?"]),
        ("We adopt it.\nIt is good.", ["We adopt it.?", "It is good.? item"]),
        ("5 min\n10 min", ["5 min? time: 5 min", "10 min? time: 10 min"]),
        ("majority simple\nAachen\nBremen", ["majority simple? majority"]),
        ("Aachen\nBremen\nmax: 2", ["Aachen", "Bremen"]),
        ("secret\nAachen\nBremen\ntext: Where we meet.\nIn May.", ["Aachen", "Bremen"]),
    ],
)
def test_line_without_a_dash_below_a_vote(lines: str, taken: list[str]) -> None:
    assert read(drafted(House(), "Venue", lines.split("\n"))) == taken
