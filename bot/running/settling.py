"""How deliveries ended: what the network said of each, what is stored of it, and who has to know."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from adapters.contract import Gone, NetworkError, Ref, Unreachable
from bot.running.networks import ref_text
from bot.running.routes import FOR_CHANNELS, URGENT
from core import accounts, telling
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import deliveries, redactions
from core.store.deliveries import UNREACHABLE
from core.store.writer import Tx

K = DeliveryKind
_log = structlog.get_logger(__name__)


async def settle(tx: Tx, ended: Sequence[Settled]) -> list[Ref]:
    """Store how deliveries ended, who can be reached by that, and what chairs have to hear of it.

    Returns the messages that newer ones have taken the place of; they are noted as such.
    """
    settled = await deliveries.settle(tx, ended)
    older = deliveries.replaced(settled)
    await redactions.queue(tx, older)
    if gone := [outcome.delivery.chat for outcome in settled if outcome.error == UNREACHABLE]:
        await accounts.unreachable(tx, gone)
    await accounts.heard_from(tx, {outcome.delivery.chat for outcome in settled if outcome.ref})
    await _tell_failures(tx, [outcome for outcome in settled if outcome.state is DeliveryState.FAILED])
    return [Ref(chat, message) for chat, message in older]


async def _tell_failures(tx: Tx, failed: Sequence[Settled]) -> None:
    """None is dropped: each is logged; the chair is told of all but those whom the list of unreachable names.

    What a channel could not be told goes to the chairs in private; whoever asked for a file hears that none comes.
    """
    for outcome in failed:
        delivery = outcome.delivery
        _log.warning("delivery.failed", kind=delivery.kind, delivery=delivery.id, error=outcome.error)
        if delivery.kind is K.FILE and outcome.error != UNREACHABLE:
            await telling.file_failed(tx, delivery)
        elif delivery.kind is K.ALARM and delivery.member is not None:
            await telling.unheard(tx, delivery)
        elif delivery.member is None and delivery.kind in FOR_CHANNELS:
            await telling.tell_chairs(tx, delivery)


def concerns_chair(outcome: Settled) -> bool:
    """A group's ballot or list, or a member's message that failed for another reason than the member's own."""
    delivery = outcome.delivery
    private = delivery.member is not None
    return (
        outcome.state is DeliveryState.FAILED
        and delivery.kind not in URGENT | {K.FILE}
        and (not private or outcome.error != UNREACHABLE)
    )


def settled(delivery: Delivery, ref: Ref | None, error: NetworkError | None) -> Settled:
    """How a delivery ended of which the network said this."""
    if isinstance(error, Unreachable):
        return Settled(delivery, DeliveryState.FAILED, error=UNREACHABLE)
    if isinstance(error, Gone):
        return Settled(delivery, DeliveryState.DONE)
    if error is not None:
        return Settled(delivery, DeliveryState.FAILED, error=type(error).__name__)
    if ref is None or delivery.state is DeliveryState.STALE:
        return Settled(delivery, DeliveryState.DONE)
    return Settled(delivery, DeliveryState.SENT, ref=ref_text(ref), chat=ref.chat)
