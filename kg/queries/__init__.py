"""Stored queries: their headers, parameters, safe binding and results."""
