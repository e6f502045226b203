from dataclasses import replace

from adapters.contract import Message
from adapters.waiting import FLOOR, Job, Lane, Waiting


async def nothing() -> Message | None:
    return None


def job(chat: str, name: str = "", lane: Lane = Lane.DUE, key: str = "") -> Job:
    return Job(chat=chat, lane=lane, render=nothing, once=name, key=key)


def names(waiting: Waiting, now: float = 0.0, held: bool = False) -> list[str]:
    """What can be taken at one moment."""
    taken = []
    while (entry := waiting.take(now, held)) is not None:
        taken.append(entry.job.once)
    return taken


def test_take_from_nothing_is_none() -> None:
    assert Waiting().take(0.0) is None


def test_a_taken_chat_gives_nothing_until_it_has_rested() -> None:
    waiting = Waiting()
    for name in "abc":
        waiting.add(job("1", name))
    first = names(waiting)
    waiting.rest("1", 5.0)
    assert (first, waiting.next_wake(), names(waiting, 4.9), names(waiting, 5.0)) == (["a"], 5.0, [], ["b"])


def test_a_chat_that_rests_blocks_no_other() -> None:
    waiting = Waiting()
    for chat, name in (("1", "a"), ("1", "b"), ("2", "c")):
        waiting.add(job(chat, name))
    assert names(waiting) == ["a", "c"]


def test_held_lets_replies_through_only() -> None:
    waiting = Waiting()
    waiting.add(job("1", "ballot"))
    waiting.add(job("2", "receipt", Lane.ECHO))
    waiting.add(job("3", "reply", Lane.REPLY))
    assert (names(waiting, held=True), waiting.count()) == (["reply"], 2)


def test_put_back_keeps_the_place_before_later_jobs() -> None:
    waiting = Waiting()
    for name in "ab":
        waiting.add(job("1", name))
    entry = waiting.take(0.0)
    assert entry is not None
    waiting.put_back(entry)
    waiting.rest("1", 1.0)
    waiting.add(job("2", "c"))
    assert names(waiting, 1.0) == ["a", "c"]


def test_the_same_key_in_a_more_urgent_lane_takes_the_job_there() -> None:
    waiting = Waiting()
    waiting.add(job("1", "closing", Lane.CLOSING, key="k"))
    replaced = waiting.add(job("1", "receipt", Lane.ECHO, key="k"))
    assert replaced is not None
    assert (replaced.once, waiting.count(Lane.ECHO), waiting.count(), names(waiting)) == (
        "closing",
        1,
        1,
        ["receipt"],
    )


def test_the_same_key_in_a_less_urgent_lane_keeps_the_place() -> None:
    waiting = Waiting()
    waiting.add(job("1", "receipt", Lane.ECHO, key="k"))
    waiting.add(job("2", "news", Lane.NEWS))
    waiting.add(job("1", "closing", Lane.CLOSING, key="k"))
    assert names(waiting) == ["closing", "news"]


def test_the_same_key_for_another_chat_leaves_the_first_chat() -> None:
    waiting = Waiting()
    waiting.add(job("1", "old", key="k"))
    waiting.add(job("2", "new", key="k"))
    assert (names(waiting), waiting.count()) == (["new"], 0)


def test_a_key_that_was_taken_merges_no_more() -> None:
    waiting = Waiting()
    waiting.add(job("1", "a", key="k"))
    waiting.take(0.0)
    assert (waiting.add(job("1", "b", key="k")), waiting.has("k")) == (None, True)


def test_every_waiting_lane_gets_its_floor() -> None:
    waiting = Waiting()
    for lane in Lane:
        for n in range(200):
            waiting.add(job(f"{lane}-{n}", lane.name, lane))
    taken = [entry.job.once for _ in range(200) if (entry := waiting.take(0.0))]
    shares = {lane.name: taken.count(lane.name) for lane in Lane}
    least = 200 // FLOOR - 1
    assert [name for name, share in shares.items() if share < least] == []
    assert shares["URGENT"] == max(shares.values())


def test_a_chat_is_forgotten_when_nothing_waits_for_it() -> None:
    waiting = Waiting()
    for n in range(100):
        waiting.add(job(str(n)))
    names(waiting)
    for n in range(100):
        waiting.rest(str(n), 1.0)
    names(waiting, 1.0)
    assert (waiting._closed, [*waiting._queues]) == (set(), [{} for _ in Lane])


def test_whoever_has_many_jobs_gets_one_turn_in_a_round() -> None:
    waiting = Waiting()
    for n in range(3):
        waiting.add(job("1", f"1.{n}", Lane.REPLY))
    waiting.add(job("2", "2.0", Lane.REPLY))
    taken = []
    for now in range(4):
        entry = waiting.take(now)
        assert entry
        taken.append(entry.job.once)
        waiting.rest(entry.job.chat, now)
    assert taken == ["1.0", "2.0", "1.1", "1.2"]


def test_more_jobs_than_a_chat_may_have_push_out_the_oldest() -> None:
    waiting = Waiting()
    gone = [waiting.add(replace(job("1", str(n), Lane.REPLY), most=2)) for n in range(4)]
    other = waiting.add(replace(job("2", "other", Lane.REPLY), most=2))
    assert ([old.once if old else None for old in gone], other) == ([None, None, "0", "1"], None)
    assert names(waiting) == ["other", "2"]
