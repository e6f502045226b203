"""The crypto machine goes on from its rows as if it had never stopped."""

from nio.crypto import Olm, OlmDevice

from adapters.matrix.cryptorows import CryptoRows, inbound

ROOM = "!room"
BOT, ANNA = ("@bot:x.org", "BOT"), ("@anna:x.org", "PHONE")


class Machine:
    """nio's machine on rows; the rows are all that a restart leaves."""

    def __init__(self, who: tuple[str, str]) -> None:
        self.who = who
        self.stored: dict[str, str] = {}
        self.start()

    def start(self) -> None:
        self.rows = CryptoRows(*self.who, "a key that is not in the database", self.stored)
        self.olm = Olm(*self.who, self.rows)
        self.olm.outbound_group_sessions.update(self.rows.load_outbound())

    def store(self) -> None:
        for name, body in self.rows.drain():
            if body:
                self.stored[name] = body
            else:
                self.stored.pop(name, None)

    def meet(self, other: "Machine") -> None:
        keys = other.olm.account.identity_keys
        device = OlmDevice(*other.who, {"curve25519": keys["curve25519"], "ed25519": keys["ed25519"]})
        self.olm.device_store.add(device)
        self.rows.save_device_keys({device.user_id: {device.id: device}})


def opened(anna: Machine, bot: Machine, text: str) -> str:
    """What the bot reads of a message of Anna's."""
    sealed = anna.olm.group_encrypt(ROOM, {"type": "m.room.message", "content": {"body": text}})
    anna.rows.save_outbound(ROOM, anna.olm.outbound_group_sessions[ROOM])
    anna.store()
    session = bot.olm.inbound_group_store.get(ROOM, sealed["sender_key"], sealed["session_id"])
    return str(bot.olm.inbound_group_store and session.decrypt(sealed["ciphertext"])[0])


def test_both_sides_go_on_after_restarts_and_no_index_is_used_twice() -> None:
    anna, bot = Machine(ANNA), Machine(BOT)
    anna.meet(bot)
    bot.meet(anna)
    anna.olm.create_outbound_group_session(ROOM)
    ours = anna.olm.outbound_group_sessions[ROOM]
    ours.shared = True
    keys = anna.olm.account.identity_keys
    bot.olm.create_group_session(keys["curve25519"], keys["ed25519"], ROOM, ours.id, ours.session_key)
    indices = []
    for number in range(4):
        indices.append(anna.olm.outbound_group_sessions[ROOM].message_index)
        assert f"vote {number}" in opened(anna, bot, f"vote {number}")
        bot.store()
        anna.start()
        bot.start()
    assert indices == [0, 1, 2, 3]


def test_what_was_forgotten_opens_nothing_after_a_restart() -> None:
    bot = Machine(BOT)
    bot.olm.create_outbound_group_session(ROOM)
    session = bot.olm.outbound_group_sessions[ROOM].id
    curve = bot.olm.account.identity_keys["curve25519"]
    name = inbound(ROOM, curve, session)
    bot.store()
    assert name in bot.stored
    bot.rows.forget(name)
    bot.store()
    bot.start()
    assert name not in bot.stored
    assert bot.olm.inbound_group_store.get(ROOM, curve, session) is None


def test_nothing_that_opens_anything_stands_in_clear() -> None:
    bot = Machine(BOT)
    bot.olm.create_outbound_group_session(ROOM)
    secret = bot.olm.outbound_group_sessions[ROOM].session_key
    bot.rows.save_outbound(ROOM, bot.olm.outbound_group_sessions[ROOM])
    bot.store()
    assert secret not in "".join(bot.stored.values())


def test_a_drained_change_is_not_drained_again() -> None:
    bot = Machine(BOT)
    assert [name for name, _ in bot.rows.drain()] == ["olm.account"]
    assert bot.rows.drain() == ()
