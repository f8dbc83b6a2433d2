"""Messages between processes: a head in JSON and a body of bytes, each after its length."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final

_LENGTHS: Final = struct.Struct(">IQ")

Frame = tuple[dict[str, Any], bytes]


def write(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Send a message."""
    packed = json.dumps(head, separators=(",", ":")).encode()
    stream.write(_LENGTHS.pack(len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO) -> Frame | None:
    """Receive a message, or nothing where the other side has gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_size, body_size = _LENGTHS.unpack(lengths)
    packed = stream.read(head_size)
    body = stream.read(body_size)
    if len(packed) < head_size or len(body) < body_size:
        return None
    head: dict[str, Any] = json.loads(packed)
    return head, body
