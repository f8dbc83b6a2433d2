"""The edition of England: the facts of every known report, without its sentences.

The folder ``data/england`` has one part for each council, beside the table of known reports. A store that was
begun from the edition loads a council when a question first needs it.
"""
