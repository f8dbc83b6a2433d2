"""The command that opens the graph in a browser."""

from __future__ import annotations

from typing import Annotated, Final

import typer

import kg
from kg.cli.answers import Endpoint, Store
from kg.cli.say import say
from kg.errors import EnvironmentFault, MissingExtra

_SECONDS: Final = 30.0
"""Time limit of a question."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)
    app.command()(mcp)


def serve(
    store: Store = None,
    endpoint: Endpoint = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.", metavar="HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.", min=1, max=65535)] = 8000,
    engines: Annotated[
        int, typer.Option("--engines", help="Number of questions answered at the same time.", min=1, max=64)
    ] = 2,
    seconds: Annotated[
        float, typer.Option("--seconds", help="Time limit of a question.", min=0.1)
    ] = _SECONDS,
    ahead: Annotated[
        bool,
        typer.Option("--ahead/--no-ahead", help="Render the pages of councils and themes in advance."),
    ] = True,
) -> None:
    """Open the graph in a browser: pages, data and a SPARQL endpoint; nothing is changed.

    It listens only on this machine unless --host says otherwise, and shows what kg load adds by itself.
    """
    try:
        import uvicorn

        from kg.serve.app import application
        from kg.serve.connections import Connection
    except ImportError:
        raise MissingExtra("starlette or uvicorn", "serve") from None
    from kg.serve.pool import Pool

    app = application(
        Pool(lambda: kg.open(store, endpoint=endpoint, seconds=seconds), size=engines, seconds=seconds),
        ahead=ahead and endpoint is None,
    )
    say(f"http://{host}:{port}/  (Ctrl-C stops it)", err=True)
    try:
        uvicorn.run(app, host=host, port=port, http=Connection, log_level="warning", server_header=False)
    except SystemExit:
        raise EnvironmentFault(f"Port {port} of {host} cannot be used; name another with --port.") from None


def mcp(store: Store = None, endpoint: Endpoint = None) -> None:
    """Offer stored queries, search and show to an assistant: Model Context Protocol on stdin and stdout.

    An assistant's own settings name the command: kg mcp --store DIR. The tools only read.
    """
    try:
        import mcp.server.mcpserver  # noqa: F401 - asked for before the store is opened
    except ImportError:
        raise MissingExtra("mcp", "mcp") from None
    from kg.serve.assistants import server
    from kg.serve.pool import Pool

    pool = Pool(
        lambda: kg.open(store, endpoint=endpoint, seconds=_SECONDS),
        size=1,
        whole=False,  # an assistant waits seconds for its server, not minutes
    )
    server(pool).run()
