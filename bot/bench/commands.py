"""Every command of a chair's list, in an order in which each can be done, and what its answer says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

NEW_VOTES: Final = 6
"""How many votes the commands draft, with what repeats one and what follows one."""
PAPER: Final = 21
"""Whom the desk checks in on paper and casts for."""


def lines(first: int) -> Iterator[tuple[str, str]]:
    """What a chair writes, and words of the answer. `first` is the number that the next vote gets.

    There is a vote 1 that is open, and there are more than 20 members, none of whom is known as `new`.
    """
    yield from _hall(9000 + first)
    yield from _motion(first)
    yield from _election(first + 1, first + 2)
    yield from _others(first + 4)


def _hall(new: int) -> Iterator[tuple[str, str]]:
    """What is said before anything is voted on."""
    yield "/help", "What you can do here"
    yield "/event", "Present"
    yield "/votes", "Votes"
    yield "/roster", "Entitled"
    yield "/roster absent", "Absent"
    yield "/roster file", "comes as a file"
    yield "/find 17", "member 17"
    yield "/checkin 17", "member 17"
    yield "/checkout 17", "is checked out"
    yield f"/checkin {PAPER} paper", f"member {PAPER}"
    yield f"/admit {new} Ada", "is on the roster now"
    yield f"/invite {new}", "an invitation for"
    yield f"/pair {new} 0000", "Nobody shows 0000"
    yield "/proxy 12 18", "gives the vote"
    yield "/proxy 12 off", "the own vote again"
    yield f"/swap 16 {new}", "has a vote already"
    yield "/unbind 15", "Detach"
    yield "/role 14 desk", "rights of the desk"
    yield "/role 14 none", "no role any more"
    yield "/bind AAAA-BBBB-CCCC-DDDD", "do not know this code"
    yield "/agenda\nOpening\nFinances\nElections", "has 3 items"
    yield "/agenda", "3. Elections"
    yield "/item 2", "has begun"
    yield "/item 3", "has begun"
    yield "/note Mind the step.", "Noted for the minutes"
    yield "/say Welcome", "Goes to"
    yield "/registration close", "Check-in is closed"
    yield "/registration open", "Check-in is open"


def _motion(number: int) -> Iterator[tuple[str, str]]:
    """From a draft to its end, without a result."""
    yield "/vote Motion", f"Vote {number}"
    yield f"/edit {number}\nno abstain", f"{number}b · No"
    yield f"/show {number}", "being sent to members"
    yield f"/open {number} 90s", "is open"
    yield f"/missing {number}", "have not voted"
    yield f"/remind {number}", "Motion"
    yield f"/fix {number} Motion as amended", "is corrected"
    yield f"/cast {number}a for {PAPER}", f"{number}a"
    yield f"/tally {number} yes 3, no 2", f"vote {number}"
    yield f"/extend {number} 5m", "5 min more"
    yield f"/close {number} 120", "Last call"
    yield f"/close {number}", "is closed"
    yield f"/reopen {number} too early", "is open again"
    yield f"/cancel {number} withdrawn", "is cancelled"


def _election(number: int, hands: int) -> Iterator[tuple[str, str]]:
    """A draft of an election, and a tie of hands with all that follows one."""
    yield "/elect 1 Treasurer\n- Clara\n- Ben", f"Election {number}"
    yield f"/accept {number} Clara", f"Vote {number} is a draft"
    yield "/hand Colours\ntie: lot\n1:1:0", f"Vote {hands}"
    yield f"/result {hands}", "Colours"
    yield f"/result {hands} file", "Vote"
    yield f"/lot {hands} yes", "Colours"
    yield f"/ruling {hands} As drawn.", "Colours"
    yield f"/publish {hands}", "Colours"
    yield f"/runoff {hands}", f"Vote {hands} needs no run-off"
    yield f"/repeat {hands} asked for", f"Vote {hands + 1}"


def _others(number: int) -> Iterator[tuple[str, str]]:
    """Votes that end by themselves, papers, and a break."""
    yield "/quick Coffee", f"Vote {number} “Coffee” is open"
    yield "/consent Lunch", f"Vote {number + 1} “Lunch” is open"
    yield "/minutes", "come as a file"
    yield "/event pause", "is paused"
    yield "/event resume", "goes on"
    yield "/registration confirm 30m", "still here"
