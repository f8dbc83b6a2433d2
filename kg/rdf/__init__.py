"""Writes facts as quads: one named graph a source document."""
