"""``kg review``: corrections of sentences and decisions on rows, out of a store and into it.

>>> from kg.pipeline.review import review, withdraw
"""

from kg.pipeline.review.corrections import Reviewed, review, withdraw

__all__ = ["Reviewed", "review", "withdraw"]
