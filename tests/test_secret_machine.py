"""Any mix of what can happen to a secret vote, as both networks report it, against a model of a few lines.

Presses come as Telegram writes them and words as Matrix does, through their decoders; the process dies between the
commit and the answer, and starts again on the same files.
"""

from __future__ import annotations

from asyncio import Runner
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from itertools import count
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from adapters.contract import Inbound, Limits
from adapters.matrix.decode import decode as matrix
from adapters.matrix.rooms import Room
from adapters.telegram.decode import Account
from adapters.telegram.decode import decode as telegram
from bot.chat.buttons import CastPrivate, encode
from bot.chat.call import House
from core import accounts, again, casting, roster, voting
from core.journal import CLI
from core.model import MemberId, Vote, VoteState
from core.roster import Row
from core.secrecy import Opener
from core.store import secrets
from core.store.engine import Store, opened
from core.store.keys import NoKey
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Clock, Hall, done
from tests.proxied import away, off
from tests.talk import Talk

SIZE = 5
"""Members; the vote of the last is in the hands of the first until it is taken back."""
CHOICES = st.sampled_from(["a", "b", "c", "", "d", "a+b"])
NUMBERS = st.integers(1, SIZE)
US = Account(1, "folkmoot_bot")
LIMITS = {"matrix": Limits(per_second=1, chat_per_second=1, group_per_minute=60, encrypts=True, rows=0)}
RARELY = st.integers(0, 3).map(lambda luck: luck == 0)


class SecretVote(RuleBasedStateMachine):
    opening: AbstractAsyncContextManager[Store]

    @initialize(revote=st.booleans())
    def opened(self, revote: bool) -> None:
        self.folder, self.loop, self.clock, self.ids = TemporaryDirectory(), Runner(), Clock(), count()
        self.hall = Hall(self.start(), self.clock)
        self.loop.run(self.hall.meet(SIZE))
        rows = [
            Row(str(n), f"Name{n} Surname{n}", accounts=(f"telegram:{n}", f"matrix:@m{n}:moot.test"))
            for n in range(1, SIZE + 1)
        ]
        done(self.loop.run(self.hall.run(roster.import_rows, rows, CLI)))
        self.loop.run(away(self.hall, 1, SIZE))
        definition = replace(MOTION, secret=True, revote=revote)
        self.vote: Vote = self.loop.run(self.hall.open(definition))
        self.members = {n: self.loop.run(self.hall.id(n)) for n in range(1, SIZE + 1)}
        self.standing: dict[int, str] = {}
        self.retired = dict.fromkeys(self.members, 0)
        self.bound = set(self.members)
        self.held = True
        self.state = VoteState.OPEN

    def start(self) -> Store:
        """A process on the files, which does first what the service does first."""
        self.opening = opened(f"sqlite:///{self.folder.name}/folkmoot.db", self.clock)
        store = self.loop.run(self.opening.__aenter__())
        self.loop.run(secrets.scrub(store))
        return store

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.loop.run(self.opening.__aexit__(None, None, None))
            self.loop.close()
            self.folder.cleanup()

    # -- what people do

    def give(self, item: Inbound | None, *, crash: bool) -> None:
        """Work it off; after a crash between the commit and the answer the network hands it over once more."""
        assert item
        talk = Talk(self.hall, House("Club", limits=LIMITS))
        self.loop.run(talk.give(item))
        if crash:
            self.restart()
            self.loop.run(Talk(self.hall, House("Club", limits=LIMITS)).give(replace(item, id=f"again-{item.id}")))

    def taken(self, caster: int, whose: int, choice: str) -> None:
        """What the model makes of a cast that is genuine."""
        holder = 1 if self.held and whose == SIZE else whose
        free = self.vote.definition.revote or whose not in self.standing
        may = caster in self.bound and caster == holder and self.state is VoteState.OPEN
        if may and free and choice in ("a", "b", "c", ""):
            self.standing[whose] = choice

    @rule(number=NUMBERS, choice=CHOICES, rendering=st.integers(0, 3), forged=RARELY, proxy=RARELY, crash=RARELY)
    def press(self, number: int, choice: str, rendering: int, forged: bool, proxy: bool, crash: bool) -> None:
        """A button on Telegram: of an own ballot or of the one that is held, fresh, stale or made up."""
        tag = casting.tag(self.vote, self.members[number], rendering + forged)
        whose: MemberId | None = self.members[SIZE] if proxy else None
        query = {
            "id": str(next(self.ids)),
            "from": {"id": number, "is_bot": False, "first_name": "A"},
            "message": {"message_id": 9, "date": 1, "chat": {"id": number, "type": "private"}},
            "data": encode(CastPrivate(self.vote.id, rendering, tag, choice, whose)),
        }
        if not forged and rendering >= self.retired[number]:
            self.taken(number, SIZE if proxy else number, choice)
        self.give(telegram({"update_id": next(self.ids) + 1, "callback_query": query}, US), crash=crash)

    @rule(number=NUMBERS, choice=st.sampled_from("abcd"), sealed=st.booleans(), crash=RARELY)
    def write(self, number: int, choice: str, sealed: bool, crash: bool) -> None:
        """A label on Matrix: in a room that is not encrypted it changes nothing."""
        person = f"@m{number}:moot.test"
        event = {
            "type": "m.room.message",
            "event_id": f"${next(self.ids)}",
            "sender": person,
            "content": {"msgtype": "m.text", "body": f"1{choice}"},
        }
        room = Room(f"!room{number}", person, {person}, declared=True, ours=True, reads=False)
        if sealed and not (number == 1 and self.held):
            self.taken(number, number, choice)
        elif sealed:
            self.taken(1, 1, choice)  # whoever casts several is asked for nothing where the own ballot is there
        self.give(matrix(event, room, "@bot:moot.test", lambda _: None, sealed=sealed), crash=crash)

    @rule(number=NUMBERS, rendering=st.integers(0, 3))
    def shown(self, number: int, rendering: int) -> None:
        """The network confirmed a rendering: for all ballots that this person casts."""
        self.loop.run(self.hall.run(casting.confirm, [(self.vote.id, self.members[number], rendering)]))
        self.retired[number] = max(self.retired[number], rendering)
        if number == 1 and self.held:
            self.retired[SIZE] = max(self.retired[SIZE], rendering)

    @rule(number=NUMBERS, leave=st.booleans())
    def come_and_go(self, number: int, leave: bool) -> None:
        """Presence changes no roll; who was away casts the own ballot again."""
        if leave:
            self.loop.run(self.hall.check_out(number))
            return
        self.loop.run(self.hall.check_in(number))
        if number == SIZE and self.state is VoteState.OPEN:
            self.held = False

    @precondition(lambda self: self.state is VoteState.OPEN)
    @rule(luck=RARELY)
    def take_back(self, luck: bool) -> None:
        if luck:
            self.loop.run(off(self.hall, SIZE))
            self.held = False

    @rule(number=st.integers(2, SIZE - 1), luck=RARELY)
    def unbind(self, number: int, luck: bool) -> None:
        if luck:
            event, member = self.loop.run(self.hall.event()), self.loop.run(self.hall.member(number))
            self.loop.run(self.hall.run(accounts.unbind, event, member, "", CLI))
            self.bound.discard(number)

    # -- what the chair does

    @precondition(lambda self: self.state is VoteState.OPEN)
    @rule(luck=RARELY)
    def close(self, luck: bool) -> None:
        if luck:
            self.loop.run(self.hall.close(self.vote))
            self.state = VoteState.CLOSED

    @precondition(lambda self: self.state is VoteState.CLOSED)
    @rule()
    def reopen(self) -> None:
        event, vote = self.loop.run(self.hall.event()), self.loop.run(self.hall.again(self.vote))
        done(self.loop.run(self.hall.run(again.reopen, event, vote, "too early", CLI)))
        self.clock.forward(1)
        self.state = VoteState.OPEN
        stands = self.loop.run(self.hall.run(voting.fresh, vote))
        assert stands.seal == self.vote.seal

    @precondition(lambda self: self.state is VoteState.CLOSED)
    @rule(luck=RARELY)
    def count(self, luck: bool) -> None:
        if luck:
            self.loop.run(self.hall.count(self.vote))
            self.loop.run(secrets.scrub(self.hall.store))
            self.state = VoteState.COUNTED

    @precondition(lambda self: self.state in (VoteState.OPEN, VoteState.CLOSED))
    @rule(luck=st.integers(0, 7))
    def cancel(self, luck: int) -> None:
        if luck == 0:
            vote = self.loop.run(self.hall.again(self.vote))
            done(self.loop.run(self.hall.run(voting.cancel, vote, "wrong", CLI, "Ann")))
            self.loop.run(secrets.scrub(self.hall.store))
            self.state = VoteState.CANCELLED

    @rule()
    def restart(self) -> None:
        self.loop.run(self.opening.__aexit__(None, None, None))
        self.hall.store = self.start()

    # -- what must hold

    @invariant()
    def box_holds_what_was_accepted_last_and_nothing_else(self) -> None:
        vote = self.loop.run(self.hall.again(self.vote))
        envelopes = self.loop.run(self.hall.run(secrets.envelopes, vote.id))
        board = self.loop.run(self.hall.run(secrets.board, vote.id))
        assert (vote.state, vote.event) == (self.state, AGM)
        if self.state in (VoteState.OPEN, VoteState.CLOSED):
            opener = Opener(self.hall.store.keys.find(vote.seal))
            inside = {member: opener.open(box)[1] for member, (box, _) in envelopes.items()}
            assert inside == {self.members[number]: choice for number, choice in self.standing.items()}
            assert (vote.cast.heads, len({len(box) for box, _ in envelopes.values()}) <= 1) == (len(inside), True)
            return
        assert (envelopes, self.has_key(vote)) == ({}, False)
        counted = Counter(self.standing.values()) if self.state is VoteState.COUNTED else Counter[str]()
        assert Counter(choice for _, choice in board) == counted
        assert (vote.box or {}) == {choice: Totals(heads, heads * UNIT) for choice, heads in counted.items()}

    def has_key(self, vote: Vote) -> bool:
        try:
            return bool(self.hall.store.keys.find(vote.seal))
        except NoKey:
            return False


TestSecretVote = SecretVote.TestCase
TestSecretVote.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
