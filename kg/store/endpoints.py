"""Endpoints by name or address: their services, their limits, and the variables that hold credentials.

Names come from ``kg.toml``, in the current folder or else in the user's folder of settings::

    [endpoints.council]
    query = "https://data.example.org/inspections/query"
    update = "https://data.example.org/inspections/update"
    graphs = "https://data.example.org/inspections/data"
    union = false
    user_from = "COUNCIL_USER"
    password_from = "COUNCIL_PASSWORD"

The file is read when an endpoint is requested by name. It holds names of environment variables, never
credentials themselves.
"""

from __future__ import annotations

import base64
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import platformdirs

from kg.errors import CallError, UnknownName

CONFIG: Final = "kg.toml"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 service and its settings.

    Attributes:
        name: its name in messages.
        query: address of the query service; it may contain parameters of the server.
        update: address of the update service, or empty.
        graphs: address of the graph store service, or empty.
        union: whether its default graph is the union of its named graphs.
        seconds: longest time for one answer, including waits and retries.
        answer_mb: largest answer, in megabytes.
        user_from: environment variable that holds the user's name, or empty.
        password_from: environment variable that holds the password, or empty.
        token_from: environment variable that holds a bearer token, or empty.
    """

    name: str
    query: str
    update: str = ""
    graphs: str = ""
    union: bool = False
    seconds: float = 60.0
    answer_mb: int = 200
    user_from: str = ""
    password_from: str = ""
    token_from: str = ""

    def authorization(self) -> str | None:
        """Value of the Authorization header, from the environment.

        Raises:
            CallError: a variable is named but not set.
        """
        if self.token_from:
            return f"Bearer {self._variable(self.token_from)}"
        if self.user_from or self.password_from:
            pair = f"{self._variable(self.user_from)}:{self._variable(self.password_from)}"
            return f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
        return None

    def _variable(self, name: str) -> str:
        value = os.environ.get(name, "")
        if not value:
            raise CallError(
                f"Endpoint {self.name} needs the environment variable {name or 'of its user or password'}, "
                "which is not set."
            )
        return value


def endpoint(name_or_address: str, *, union: bool | None = None) -> Endpoint:
    """The endpoint that a user names.

    An address without a path, or one that ends in ``/query``, is treated as that of an Oxigraph server, whose
    other services are under ``/update`` and ``/store``. Any other address only answers queries.
    Credentials for an address come from ``KG_ENDPOINT_TOKEN``, or ``KG_ENDPOINT_USER`` and
    ``KG_ENDPOINT_PASSWORD``.

    Args:
        name_or_address: a name in ``kg.toml``, or an ``http`` or ``https`` address.
        union: whether its default graph is the union of its named graphs; by default as in the file.

    Raises:
        UnknownName: no endpoint has the name.
        CallError: the address or the file is malformed.

    >>> endpoint("http://localhost:7878").update
    'http://localhost:7878/update'
    >>> endpoint("https://data.example.org/sparql").update
    ''
    """
    if "://" in name_or_address:
        found = _at(name_or_address)
    else:
        known = configured()
        if name_or_address not in known:
            raise UnknownName(f"endpoint in {CONFIG}", name_or_address, sorted(known))
        found = known[name_or_address]
    if union is None or union == found.union:
        return found
    return replace(found, union=union)


def configured() -> dict[str, Endpoint]:
    """The endpoints of the nearest ``kg.toml``, by name.

    Raises:
        CallError: the file is malformed, or has settings that this version does not know.
    """
    for place in config_files():
        if place.is_file():
            return _read(place)
    return {}


def config_files() -> tuple[Path, Path]:
    """Paths at which ``kg.toml`` is searched for: the current folder, then the user's folder of settings."""
    return Path(CONFIG), platformdirs.user_config_path("inspection-kg", appauthor=False) / CONFIG


def _at(address: str) -> Endpoint:
    _check(address, "address")
    user, password, token = (
        name if os.environ.get(name) else ""
        for name in ("KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN")
    )
    plain = Endpoint(address, address, user_from=user, password_from=password, token_from=token)
    parts = urlsplit(address)
    start, _, last = parts.path.rstrip("/").rpartition("/")
    if last not in ("", "query"):
        return plain

    def beside(name: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, f"{start}/{name}", "", ""))

    query = urlunsplit((parts.scheme, parts.netloc, f"{start}/query", parts.query, ""))
    return replace(plain, query=query, update=beside("update"), graphs=beside("store"))


def _read(path: Path) -> dict[str, Endpoint]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CallError(f"{path} cannot be read: {problem}") from problem
    unknown = set(raw) - {"endpoints"}
    if unknown or not isinstance(raw.get("endpoints", {}), dict):
        raise CallError(f"{path}: only tables [endpoints.NAME] are known here; found {sorted(raw)}.")
    return {name: _endpoint(path, name, table) for name, table in raw.get("endpoints", {}).items()}


def _endpoint(path: Path, name: str, table: object) -> Endpoint:
    where = f"{path}, endpoint {name}"
    if not isinstance(table, dict):
        raise CallError(f"{where}: write a table, [endpoints.{name}].")
    types = {field.name: _TYPES[str(field.type)] for field in fields(Endpoint) if field.name != "name"}
    for key, value in table.items():
        if key not in types:
            raise CallError(f"{where}: unknown key {key!r}; known are {', '.join(types)}.")
        if type(value) not in types[key]:
            raise CallError(f"{where}: {key} is {value!r}, which is not of type {types[key][0].__name__}.")
    if "query" not in table:
        raise CallError(f"{where}: the address of its queries is missing (query = ...).")
    for key in ("query", "update", "graphs"):
        if table.get(key):
            _check(table[key], f"{where}: {key}")
    return Endpoint(name=name, **table)


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "str": (str,),
    "bool": (bool,),
    "float": (float, int),
    "int": (int,),
}


def _check(address: str, where: str) -> None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError as problem:
        raise CallError(f"{where} is not an address: {problem}") from problem
    if parts.scheme not in ("http", "https") or not host:
        raise CallError(f"{where}: {address!r} is not an http or https address.")
    if "@" in parts.netloc:
        raise CallError(
            f"{where}: take the credentials out of the address of {host}; "
            "KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD hold them."
        )
