"""Changes the files that people write: `fmt`, corrections, new registry entries, names of new files.

In: the text of a file, and what is to change.
Out: the new text, with comments kept, or a refusal. Callers write it to disk.
"""
