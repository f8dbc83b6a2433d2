"""A file in, a checked graph out; nothing of a store is read or changed.

:func:`kg.build.report.build_report` has all stages of a report in order. :mod:`kg.build.parallel` builds many
files at once, in processes with limits, and :mod:`kg.build.scheduled` does so on other machines.
"""
