"""Training of the shipped classifier, which is not needed and not imported at run time.

It needs the ``train`` extra (scipy, scikit-learn) and reports labelled sentence by sentence.
"""
