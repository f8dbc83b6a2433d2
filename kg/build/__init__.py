"""Builds a checked graph from a file, without reading or changing a store.

:func:`kg.build.report.build_report` runs all stages of a report in order. :mod:`kg.build.parallel` builds
many files at once, in processes with limits, and :mod:`kg.build.scheduled` does so on other machines.
"""
