"""The command that opens the graph in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.answers import Endpoint, Store


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    store: Store = None,
    endpoint: Endpoint = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.", metavar="HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.", min=1, max=65535)] = 8000,
    engines: Annotated[int, typer.Option("--engines", help="Questions answered at once.", min=1, max=64)] = 2,
    seconds: Annotated[float, typer.Option("--seconds", help="Time limit of a question.", min=0.1)] = 30.0,
) -> None:
    """Open the graph in a browser: pages, data and a SPARQL endpoint; nothing is changed.

    It listens on this machine alone unless --host says otherwise, and shows what kg load adds by itself.
    """
    from kg.errors import EnvironmentFault, MissingExtra

    try:
        import uvicorn

        from kg.serve.app import application
    except ImportError:
        raise MissingExtra("starlette or uvicorn", "serve") from None
    from kg.serve.pool import Pool

    app = application(Pool(store, endpoint=endpoint, size=engines, seconds=seconds))
    typer.echo(f"http://{host}:{port}/  (Ctrl-C stops it)", err=True)
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    except SystemExit:
        raise EnvironmentFault(f"Port {port} of {host} cannot be used; name another with --port.") from None
