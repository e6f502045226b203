import pytest

from adapters.contract import Button, Limits, MaybeSent, Message, Offline, RetryLater, Unreachable
from adapters.memory import Memory, Toast, Traffic

pytestmark = pytest.mark.anyio


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


BALLOT = Message("Lunch?", rows=((Button("7a · Yes", "v7a"),), (Button("7b · No", "v7b"),)))


async def test_press_of_a_button_that_is_not_there_is_a_lookup_error() -> None:
    person = Memory(Clock()).person("memory:1")
    with pytest.raises(LookupError):
        person.press("7a · Yes")


async def test_offline_raises_and_heard_stands_still() -> None:
    clock = Clock()
    network = Memory(clock)
    network.person("memory:1")
    network.online = False
    clock.now = 40.0
    with pytest.raises(Offline):
        await network.send("memory:1", BALLOT)
    assert network.heard == 0.0


async def test_maybe_sent_was_sent() -> None:
    network = Memory(Clock())
    network.faults.append(MaybeSent())
    person = network.person("memory:1")
    with pytest.raises(MaybeSent):
        await network.send("memory:1", BALLOT)
    assert [shown.message for shown in person.messages] == [BALLOT]


async def test_a_fault_is_raised_once() -> None:
    network = Memory(Clock())
    network.faults.append(Unreachable())
    network.person("memory:1")
    with pytest.raises(Unreachable):
        await network.send("memory:1", BALLOT)
    assert (await network.send("memory:1", BALLOT)).chat == "memory:1"


@pytest.mark.parametrize(
    ("chats", "gap", "wait"),
    [(["memory:1", "memory:2"], 0.0, 1 / 30), (["memory:1"] * 2, 0.5, 0.5), (["memory:g"] * 3, 10.0, 40.0)],
)
async def test_enforced_limits_answer_with_the_wait(chats: list[str], gap: float, wait: float) -> None:
    clock = Clock()
    limits = Limits(per_second=30, chat_per_second=1, group_per_minute=2)
    network = Memory(clock, limits=limits, enforce=True)
    network.person("memory:1")
    network.person("memory:2")
    network.group("memory:g")
    for chat in chats[:-1]:
        await network.send(chat, BALLOT)
        clock.now += gap
    with pytest.raises(RetryLater) as refusal:
        await network.send(chats[-1], BALLOT)
    assert refusal.value.seconds == pytest.approx(wait)


async def test_traffic_counts_bytes_of_messages_and_edits() -> None:
    network = Memory(Clock())
    person = network.person("memory:1")
    ref = await network.send("memory:1", Message("ä", rows=((Button("Yes", "v"),),)))
    await network.edit(ref, Message("b"))
    assert person.traffic == Traffic(sent=1, edited=1, bytes=2 + 4 + 1)


async def test_watch_sees_sends_and_edits() -> None:
    network = Memory(Clock())
    network.person("memory:1")
    seen: list[tuple[str, int]] = []
    network.watch = lambda shown: seen.append((shown.message.text, shown.edits))
    ref = await network.send("memory:1", Message("a"))
    await network.edit(ref, Message("b"))
    assert seen == [("a", 0), ("b", 1)]


async def test_a_press_in_a_group_is_the_persons_own() -> None:
    network = Memory(Clock())
    group, anna = network.group("memory:g"), network.person("memory:1", "de")
    await network.send("memory:g", BALLOT)
    press = anna.press("7b · No", chat=group)
    await network.answer(press, "recorded", alert=True)
    assert (press.data, press.sender, press.chat, press.private, press.language) == (
        "v7b",
        "memory:1",
        "memory:g",
        False,
        "de",
    )
    assert anna.toasts == [Toast("recorded", alert=True)]


async def test_menus_are_kept_for_all_and_for_one_chat() -> None:
    network = Memory(Clock())
    group = network.group("memory:g")
    await network.menu(None, "", [("status", "where we are")])
    await network.menu("memory:g", "de", [("open", "eröffnen")])
    assert (network.menus, group.menus) == ({"": (("status", "where we are"),)}, {"de": (("open", "eröffnen"),)})
