"""Vega-Lite to SVG, without a browser or a network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from kg.errors import MissingExtra, RecordError
from kg.yaml_core import load

VEGA_LITE: Final = "5.21"
"""Version of Vega-Lite, which the converter carries with it: the same specification gives the same bytes."""

LONGEST: Final = 240
"""Pixels of the longest name of an axis; more of it is cut off."""
_LETTER: Final = 6.6
"""Width of a letter of an axis in pixels, with some to spare."""
_NAME: Final = 8
"""Pixels between the middle of a row and its bar, and its name on the other side, if names stand above."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where names of rows stand, and how much room there is.

    Attributes:
        width: of the drawing in pixels, without its names.
        row: height of a row in pixels.
        names: ``beside`` their rows, or ``above`` them.
    """

    width: int
    row: int
    names: str

    @property
    def above(self) -> bool:
        """Whether names stand above their rows."""
        return self.names == "above"

    @property
    def offset(self) -> int:
        """How far marks stand below the middle of their row, in pixels."""
        return _NAME if self.above else 0

    def axis(self, field: str, names: Sequence[str]) -> dict[str, Any]:
        """The vertical axis: a name for each row, from the top."""
        axis: dict[str, Any] = {"title": None, "labelLimit": LONGEST, "ticks": False}
        if self.above:
            axis |= {"labelAlign": "left", "labelPadding": 0, "labelOffset": -self.row / 2 + _NAME}
        return {"field": field, "type": "nominal", "sort": list(names), "axis": axis}

    def room(self, names: Sequence[str]) -> int:
        """Pixels left of the drawing."""
        if self.above:
            return 6
        return min(LONGEST, round(max(map(len, names), default=0) * _LETTER)) + 14


@cache
def known() -> Mapping[str, Any]:
    """Everything in ``charts.yaml``."""
    path = Path(__file__).with_name("charts.yaml")
    found: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return dict(found)


def drawing(name: str) -> Drawing:
    """A layout of ``charts.yaml``: ``wide`` or ``narrow``."""
    return Drawing(**known()["layouts"][name])


def svg(
    spec: Mapping[str, Any],
    *,
    size: tuple[int, int],
    padding: tuple[int, int, int, int],
    label: str,
    name: str = "chart",
) -> str:
    """Draw a specification.

    Args:
        spec: in Vega-Lite.
        size: width and height in pixels, without padding.
        padding: left, top, right and bottom, in pixels.
        label: what a reader hears who does not see the drawing.
        name: class of the element.

    Raises:
        MissingExtra: the converter is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise MissingExtra("vl-convert-python", "serve") from None
    width, height = size
    left, top, right, bottom = padding
    whole = {
        **spec,
        "width": width,
        "height": height,
        "autosize": "none",
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "config": known()["config"],
    }
    drawing = vl_convert.vegalite_to_svg(json.dumps(whole), vl_version=VEGA_LITE)
    told = f'role="img" aria-label="{escape(label)}" class="{name}"'
    return re.sub(r"^<svg ", f"<svg {told} ", re.sub(r' class="marks"', "", drawing, count=1), count=1)
