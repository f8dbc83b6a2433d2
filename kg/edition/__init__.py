"""The edition of England: what every known report says as facts, without a sentence of any of them.

A part a council lies in the folder ``data/england``, beside the table of known reports. A store that was
begun from the edition takes in a council when a question first needs it.
"""
