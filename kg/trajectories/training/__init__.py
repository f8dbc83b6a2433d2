"""Fits the model of careful reading to judged observations and rows. Needs the extra ``train``."""
