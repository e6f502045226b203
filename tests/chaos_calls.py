"""Every call that an adapter makes, read from its code: what a table of bad answers has to cover."""

import ast
from collections.abc import Iterator
from pathlib import Path

ADAPTERS = Path(__file__).parent.parent / "adapters"
NAMED_OTHERWISE = {"initialize": "getMe"}
NO_CALLS = ("id", "username")


def of_telegram() -> set[str]:
    """Methods of the Bot API; one whose name is put together stands with a star."""
    return {name for node in _nodes("telegram") for name in _methods(node)}


def _methods(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr="call"), args=[ast.Constant(value=str(name)), *_]):
            yield name
        case ast.Call(func=ast.Attribute(attr="call"), args=[ast.JoinedStr(values=parts), *_]):
            yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in parts)
        case ast.Attribute(attr=name, value=ast.Attribute(attr="_bot")) if name not in NO_CALLS:
            head, *rest = name.split("_")
            yield NAMED_OTHERWISE.get(name, head + "".join(part.capitalize() for part in rest))


def of_matrix() -> set[str]:
    """Paths of the client-server API, with a star for what is filled in."""
    return {path for node in _nodes("matrix") for path in _paths(node)}


def _paths(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="path"), args=parts):
            yield "/" + "/".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
        case ast.Constant(value=str(text)) if text[:1] == "/" and text.strip("/") and " " not in text:
            found = text.removeprefix("/_matrix/client/v3").removeprefix("/_matrix/media/v3")
            yield from [found] if found else []


def _nodes(adapter: str) -> Iterator[ast.AST]:
    for file in sorted((ADAPTERS / adapter).glob("*.py")):
        yield from ast.walk(ast.parse(file.read_text()))
