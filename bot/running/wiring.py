"""From the settings to the parts that run: the house, the networks, the events in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from adapters.contract import Network
from bot.chat.call import House
from bot.config import Config
from bot.config.configured import draft_configured, draft_waiting
from bot.config.model import listening_at
from bot.running.clock import Time
from bot.wording.speech import speech
from core import floor
from core.store import events
from core.store.writer import Tx

if TYPE_CHECKING:
    from adapters.matrix import Matrix
    from adapters.telegram import Telegram
    from bot.running.hall import Door
    from core.store.engine import Store


def telegram(config: Config, time: Time) -> Telegram | None:
    """The bot on Telegram, if there is one."""
    table = config.telegram
    if table is None or table.token is None:
        return None
    from adapters.telegram import Telegram  # takes half a second, which commands without a network save

    return Telegram(table.token.get_secret_value(), time, api_url=table.api_url)


async def matrix(config: Config, time: Time, store: Store | None, *, serves: bool = True) -> Matrix | None:
    """The bot on Matrix, if there is one. Without a database a password logs in anew.

    Only the process that serves encrypts: two would use the same keys twice.
    """
    table, secret = config.matrix, config.matrix_secret
    if table is None or secret is None:
        return None
    from adapters.matrix import Invitation, Matrix
    from bot.running.keeper import StoreKeeper

    organisation = config.organisation
    said = speech(organisation.language, manner=organisation.address)
    why = said.toast("invitation-why", organisation=organisation.name)
    keeper = StoreKeeper(store, "matrix") if store else None
    return Matrix(
        table.homeserver,
        table.user_id,
        time,
        access_token=secret.access_token.get_secret_value(),
        password=secret.password.get_secret_value(),
        keeper=keeper,
        per_second=table.per_second,
        salt=await keeper.salt() if keeper else "",
        invitation=Invitation(organisation.name, why),
        encrypted=table.encrypted,
        key=_key(store, serves=serves) if store and table.encrypted else "",
        serves=serves,
        signed_only=table.signed_devices_only,
    )


def _key(store: Store, *, serves: bool) -> str:
    """What seals the rows of encryption; only the process that uses it makes it."""
    return store.keys.lasting("matrix") if serves else store.keys.kept("matrix")


async def networks(config: Config, time: Time, store: Store | None, *, serves: bool = True) -> list[Network]:
    """Every network that the settings name, not yet started; `serves` in the one process that sends messages."""
    found: tuple[Network | None, ...] = (telegram(config, time), await matrix(config, time, store, serves=serves))
    return [network for network in found if network]


@asynccontextmanager
async def connected(config: Config, time: Time, store: Store) -> AsyncIterator[Sequence[Network]]:
    """All networks, started; stopped at the end. Raises `NetworkError` for one that cannot be reached now."""
    async with AsyncExitStack() as stack:
        found = await networks(config, time, store, serves=False)
        for network in found:
            stack.push_async_callback(network.stop)
            await network.start()
        yield found


def hall_door(config: Config) -> Door | None:
    """Where the hall's page is served; None if it is off."""
    listen, token = config.hall.listen, config.hall_token
    if not listen or not token:
        return None
    from bot.running.hall import Door

    return Door(*listening_at(listen), token.get_secret_value())


def templates(found: Sequence[Network]) -> Mapping[str, str]:
    """By network: how an invitation code becomes a link, with `{code}` in it where a link can carry it."""
    links = {network.name: network.link("{code}") for network in found}
    return {name: link for name, link in links.items() if link}


def doors(found: Sequence[Network]) -> Mapping[str, str]:
    """By network: the link to a private chat with us."""
    return {network.name: link for network in found if (link := network.link())}


def house(config: Config, links: Mapping[str, str]) -> House:
    """What the organiser set for everything that is said and drafted."""
    return House(
        organisation=config.organisation.name,
        language=config.organisation.language,
        zone=config.organisation.timezone,
        manner=config.organisation.address,
        defaults=config.defaults,
        rules=config.rules,
        links=links,
    )


async def take_over(tx: Tx, config: Config, *, only_new: bool = False) -> None:
    """Write the events of the settings, and their prepared votes, into the database.

    With `only_new` events that are there already stay as they are.
    """
    for table in config.event:
        known = await events.event(tx, table.id)
        if known is None or not only_new:
            await floor.configure(tx, [config.settings(table)])
            await draft_configured(tx, config, table)


async def draft_prepared(tx: Tx, config: Config) -> bool:
    """Draft what was prepared and waited for the roster; whether anything goes on waiting."""
    return any([await draft_waiting(tx, config, table) for table in config.event])
