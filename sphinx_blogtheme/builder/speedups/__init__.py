"""Faster functions in place of those of Sphinx, docutils, MyST, Jinja and Python.

In comes a function, class or setting of one of these. Out goes one with the same
results, which applies while documents are read or written, or until the build ends, and
only if `switch` knows the versions that are installed.

The modules in reading order:

- `switch`: the table of all speed-ups, and which of them are on.
- `garbage`: fewer searches for garbage.
- `docutils_settings`: settings for a document, computed once, and no spare documents.
- `node_search`: searches of doctrees for nodes that a document may have.
- `templates`: templates without Jinja's sandbox, compiled in advance.

Another, ``highlighter``, is in `builder.highlighting`.
"""
