"""What each command does to a store, a module a command; :mod:`.settle` is what follows every change."""
