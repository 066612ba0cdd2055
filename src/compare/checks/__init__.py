"""Rules for a gate: what is wrong with a document, or the same as in another.

`outcome` is what a run yields, `rule` what a rule is. No files, clock or printing: the
readings, the stored corpus and the date are handed in.
"""
