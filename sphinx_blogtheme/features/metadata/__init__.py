"""Metadata in the heads of pages, for programs: Open Graph, JSON-LD, links.

In comes a page's context, with its post. Out go the ``meta`` and ``link`` elements and
the JSON-LD that a template writes.

The modules in reading order:

- `head`: adds the metadata of a page to its context.
- `page`: the metadata of one page.
- `facts`: the values from which metadata is written.
- `open_graph`, `json_ld`: write them.
- `picture`: the image for previews of a page; `picture_files`: its file.
- `foreign_lists`: keeps unlisted posts out of the sitemap and other lists that other
  extensions make.
"""
