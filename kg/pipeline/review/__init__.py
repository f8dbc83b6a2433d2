"""``kg review``: exports corrections of sentences and decisions about rows, and applies them to a store.

>>> from kg.pipeline.review import review, withdraw
"""

from kg.pipeline.review.corrections import Reviewed, review, withdraw

__all__ = ["Reviewed", "review", "withdraw"]
