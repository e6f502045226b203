"""Who may hold whose vote: pure."""

from dataclasses import replace

import pytest

from core.errors import Refusal, refuse
from core.model import EventSettings, Member, MemberId
from core.proxy_rules import Book
from tests.people import AGM

PEOPLE = {MemberId(number): Member(MemberId(number), str(number), f"Name{number}") for number in range(1, 8)}
GUEST = 7
RULES = EventSettings(AGM, "Assembly", proxies=2)


def book(*given: tuple[int, int], settings: EventSettings = RULES) -> Book:
    """Members 1 to 6 have a vote, 7 has none."""
    made = Book(settings, [MemberId(number) for number in range(1, GUEST)], PEOPLE)
    for principal, holder in given:
        made.enter(MemberId(principal), MemberId(holder))
    return made


def fault(made: Book, principal: int, holder: int) -> Refusal | None:
    return made.fault(PEOPLE[MemberId(principal)], PEOPLE[MemberId(holder)])


@pytest.mark.parametrize(
    ("given", "proxy", "refusal"),
    [
        ([], (1, 1), refuse("proxy-self", number="1")),
        ([], (GUEST, 1), refuse("proxy-no-vote", number="7", name="Name7")),
        ([(2, 3)], (1, 2), refuse("proxy-chain", number="2", name="Name2", to="3")),
        ([(2, 1), (3, 1)], (1, 4), refuse("proxy-chain-holder", number="1", name="Name1", first="2")),
        ([(3, 1), (2, 1)], (1, 4), refuse("proxy-chain-holder", number="1", name="Name1", first="3")),
        ([(2, 1), (3, 1)], (4, 1), refuse("proxy-full", number="1", name="Name1", most=2)),
        ([(2, 1)], (3, 1), None),
        ([], (1, GUEST), None),
    ],
)
def test_proxy_that_cannot_be_says_why(
    given: list[tuple[int, int]], proxy: tuple[int, int], refusal: Refusal | None
) -> None:
    assert fault(book(*given), *proxy) == refusal


def test_member_without_a_vote_holds_none_where_the_organiser_forbids_it() -> None:
    made = book(settings=replace(RULES, outsiders=False))
    assert fault(made, 1, GUEST) == refuse("proxy-outsider", number="7", name="Name7")
    assert fault(made, 1, 2) is None


def test_proxy_that_is_struck_makes_room_and_ties_nobody() -> None:
    made = book((2, 1), (3, 1))
    made.strike(MemberId(2))
    made.strike(MemberId(2))
    made.strike(MemberId(4))
    assert (made.holders, dict(made.held)) == ({MemberId(3): MemberId(1)}, {MemberId(1): {MemberId(3): None}})
    assert [fault(made, 4, 1), fault(made, 5, 2)] == [None, None]
