"""Stores quads, and lets readers read while others load."""
