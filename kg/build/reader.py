"""The process that reads documents for :mod:`kg.build.parallel`, one after another, within limits."""

from __future__ import annotations

import gc
import pickle
import time
import traceback
from pathlib import Path
from typing import Any

from kg.errors import EnvironmentFault, KgError
from kg.sandbox import child


def main() -> None:
    """Read documents until the input ends."""
    messages, reply = child.messages()
    child.no_core_dumps()
    limited = settled = False
    how: Any = None
    for head, body in messages:
        if body:
            # from the process that started this one, which is trusted
            function, how = pickle.loads(body)  # noqa: S301
        if not limited:
            child.limit_memory(head["memory_mb"])
            limited = True
        child.limit_cpu(head["cpu_seconds"])
        begun = time.process_time()
        try:
            answer: dict[str, Any] = {"kind": "done"}
            result: Any = function(Path(head["path"]), *how)
        except MemoryError:
            answer, result = {"kind": "memory"}, None
        except EnvironmentFault as error:
            answer, result = {"kind": "environment"}, str(error)
        except KgError as error:
            answer, result = {"kind": "fault"}, f"{type(error).__name__}: {error}"
        except Exception as error:
            answer = {"kind": "fault", "traceback": traceback.format_exc()[-4000:]}
            result = f"{type(error).__name__}: {error}"
        if not settled:
            # objects that every document needs stay; the collector need not check them again
            gc.collect()
            gc.freeze()
            settled = True
        reply(answer | {"cpu": time.process_time() - begun}, pickle.dumps(result))
