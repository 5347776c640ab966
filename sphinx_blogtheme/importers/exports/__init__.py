"""Readers of the exports of other engines, and the dump.

In comes a file, or a folder of them, out goes a `Blog`. Each reader of an export has
``NAME``, the engine's display name, `recognises` and `read_blog`.

The modules in reading order:

- `wxr`: the items of a WordPress export; `wordpress_shortcodes`, `wordpress_html`:
  the content of an item as HTML; `wordpress`: the reader.
- `ghost_export`: the tables of a Ghost export; `ghost`: the reader.
- `dump`: the articles of a dump; they are imported as they are.
"""
