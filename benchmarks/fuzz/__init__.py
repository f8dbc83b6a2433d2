"""Fuzzing of what takes documents, queries and files of other people; not part of the test suite."""
