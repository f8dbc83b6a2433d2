"""Exports the graph in formats that other tools read."""

from kg.export.formats import FORMATS, Format
from kg.export.selection import Selection
from kg.export.write import export

__all__ = ["FORMATS", "Format", "Selection", "export"]
