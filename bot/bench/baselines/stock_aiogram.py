"""An aiogram 3 bot as its documentation teaches, polling or on a webhook."""

from __future__ import annotations

import asyncio

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from .votes import TOAST, Arguments, arguments, connect, store

_PATH = "/hook"


async def main() -> None:
    """Serve until killed."""
    given = arguments()
    bot = Bot(given.token, AiohttpSession(api=TelegramAPIServer.from_base(given.url)))
    dispatcher = Dispatcher()
    database = await connect(given.database)

    @dispatcher.callback_query()
    async def press(query: CallbackQuery) -> None:
        await store(database, query.from_user.id, query.data or "")
        await query.answer(TOAST)

    await (_listen(bot, dispatcher, given) if given.listen else dispatcher.start_polling(bot))


async def _listen(bot: Bot, dispatcher: Dispatcher, given: Arguments) -> None:
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(application, path=_PATH)
    setup_application(application, dispatcher, bot=bot)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", given.listen).start()
    await bot.set_webhook(f"http://127.0.0.1:{given.listen}{_PATH}")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
