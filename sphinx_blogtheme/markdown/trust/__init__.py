"""Limits for what the author of a source may do to the site and to its build.

In come options in headers, directives, roles and doctrees. Out goes what is left of
them when what the author may not do is refused, each with one warning.

The modules in reading order:

- `levels`: the level of trust in a document's author.
- `header_options`: which of MyST's options a header may set.
- `substitutions`: expressions of Jinja, without access to Python.
- `limited_markup`: directives and roles that read files or run code.
- `file_targets`: links, downloads and images that lead to files.
- `prose`: doctrees of documents that may be prose only.
"""
