"""Quads against the SHACL shapes."""
