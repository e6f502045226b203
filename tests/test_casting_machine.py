"""Any mix of casts, stale and forged presses, crashes and a close, against a model of a few lines."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core import casting
from core.casting import Cast
from core.errors import Refusal
from core.model import MemberId, Vote
from core.store import ballots
from core.totals import UNIT, Totals
from tests.people import MOTION, played

SIZE = 3
"""Members on the roll; the next number is a stranger."""


@dataclass(frozen=True)
class Wish:
    number: int
    choice: str
    rendering: int | None
    forged: bool


WISHES = st.builds(
    Wish,
    st.integers(1, SIZE + 1),
    st.sampled_from(["a", "b", "c", "", "d", "a+b"]),
    st.none() | st.integers(0, 3),
    st.booleans(),
)


class Casting(RuleBasedStateMachine):
    @initialize(revote=st.booleans())
    def opened(self, revote: bool) -> None:
        self.stack = ExitStack()
        self.loop, self.hall = self.stack.enter_context(played(SIZE))
        self.vote: Vote = self.loop.run(self.hall.open(replace(MOTION, revote=revote)))
        self.ids = {n: self.loop.run(self.hall.id(n)) for n in range(1, SIZE + 1)}
        self.standing: dict[int, str] = {}
        self.retired = dict.fromkeys(self.ids, 0)
        self.closed = False

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    def wish(self, wanted: Wish) -> Cast:
        member = self.ids.get(wanted.number, MemberId(0))
        if wanted.rendering is None:
            return Cast(f"telegram:{wanted.number}", self.vote.id, wanted.choice)
        tag = casting.tag(self.vote, member, wanted.rendering + wanted.forged)
        return Cast(f"telegram:{wanted.number}", self.vote.id, wanted.choice, wanted.rendering, tag)

    def expected(self, wanted: Wish) -> bool:
        """Whether a wish is taken; keeps what stands then."""
        stands = self.standing.get(wanted.number)
        genuine = wanted.rendering is None or not (wanted.forged or wanted.rendering < self.retired[wanted.number])
        free = self.vote.definition.revote or stands in (None, wanted.choice)
        taken = genuine and free and wanted.choice in ("a", "b", "c", "")
        if taken:
            self.standing[wanted.number] = wanted.choice
        return taken

    @rule(wanted=st.lists(WISHES, min_size=1, max_size=5), crash=st.booleans())
    def batch(self, wanted: list[Wish], crash: bool) -> None:
        wishes = [self.wish(one) for one in wanted]
        outcomes = self.loop.run(self.hall.run(casting.cast, wishes))
        taken = [one.number <= SIZE and not self.closed and self.expected(one) for one in wanted]
        assert [not isinstance(outcome, Refusal) for outcome in outcomes] == taken
        if crash:  # after the commit: the network was not told, and delivers the batch again
            self.loop.run(self.hall.run(casting.cast, wishes))

    @rule(number=st.integers(1, SIZE), rendering=st.integers(0, 3))
    def confirm(self, number: int, rendering: int) -> None:
        self.loop.run(self.hall.run(casting.confirm, [(self.vote.id, self.ids[number], rendering)]))
        self.retired[number] = max(self.retired[number], rendering)

    @precondition(lambda self: not self.closed)
    @rule(luck=st.integers(0, 3))
    def close(self, luck: int) -> None:
        if luck == 0:
            self.loop.run(self.hall.close(self.vote))
            self.closed = True

    @invariant()
    def counters_and_box_equal_what_stands(self) -> None:
        box = {choice: Totals(n, n * UNIT) for choice, n in Counter(self.standing.values()).items()}
        turnout = Totals(len(self.standing), len(self.standing) * UNIT)
        found = self.loop.run(self.hall.run(ballots.box, self.vote.id))
        assert (found, self.loop.run(self.hall.again(self.vote)).cast) == (box, turnout)


TestCasting = Casting.TestCase
TestCasting.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
