"""Processes with limits of their own, which may end without taking the one that asked along."""
