"""An election of a board, counted or published."""

from core import casting, counting
from core.casting import Cast
from core.errors import Refusal
from core.journal import CLI
from core.model import Definition, Option, Vote
from core.outgoing import DeliveryKind
from core.store import deliveries
from core.telling import read_alarm
from tests.people import Hall, done

PEOPLE = ("Anna Ortega", "Bea Berg", "Anna Lind", "Dan Roth")
BOARD = Definition(
    "Board",
    tuple(Option(label, name, member=number) for label, name, number in zip("abcd", PEOPLE, "1234", strict=True)),
    kind="election", method="block", majority="", seats=2, maximum=2,
)  # fmt: skip
CALLED = "Election 1 “Board”"
LUNCH = Definition("Lunch?", (Option("a", ""), Option("b", ""), Option("c", "")), tie="lot")


async def counted(hall: Hall, *choices: str, definition: Definition = BOARD) -> Vote:
    vote = await hall.open(definition)
    wishes = [Cast(f"telegram:{number}", vote.id, choice) for number, choice in enumerate(choices, start=1)]
    await hall.run(casting.cast, wishes)
    await hall.close(vote)
    return await hall.count(vote)


async def published(hall: Hall, *choices: str, definition: Definition = BOARD) -> Vote:
    vote = await counted(hall, *choices, definition=definition)
    return done(await hall.run(counting.publish, await hall.event(), [vote], CLI))[0]


async def alarms(hall: Hall) -> list[Refusal]:
    """What the chair is told by alarms that wait."""
    found = [delivery for delivery in await hall.waiting() if delivery.kind is DeliveryKind.ALARM]
    return [read_alarm(await hall.run(deliveries.notice, delivery.subject)) for delivery in found]
