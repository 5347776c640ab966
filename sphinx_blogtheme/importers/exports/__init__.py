"""Readers of the exports of other engines, and the dump.

In comes a file, a folder of them or an archive, out goes a `Blog`. Each reader of an export has
``NAME``, the engine's display name, `recognises` and `read_blog`.

The modules in reading order:

- `xml_entries`: the elements of an export in XML, one after the other.
- `wxr`: the items of a WordPress export; `wordpress_shortcodes`, `wordpress_html`:
  the content of an item as HTML; `wordpress`: the reader.
- `ghost_export`: the tables of a Ghost export; `ghost`: the reader.
- `export_files`: the files of a folder or archive; `collected`: what was read of them.
- `blogger_feed`: the entries of a Blogger export; `blogger`: the reader.
- `medium`: the pages of a Medium export.
- `substack_html`: the text of a Substack post; `substack`: the reader.
- `mt_text`: the entries of a Movable Type export; `movabletype`: the reader.
- `jsonfeed`: a JSON Feed, also that of micro.blog's archive.
- `dump`: the articles of a dump; they are imported as they are.
"""
