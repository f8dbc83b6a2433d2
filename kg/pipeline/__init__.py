"""The work of each command on a store, one module a command; :mod:`.settle` runs after every change."""
