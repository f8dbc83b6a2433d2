"""The graph in forms that other tools read, and back from them."""

from kg.export.formats import FORMATS, Format
from kg.export.selection import Selection
from kg.export.write import export

__all__ = ["FORMATS", "Format", "Selection", "export"]
