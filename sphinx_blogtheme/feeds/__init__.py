"""Write the files that programs read: feeds, sitemap, ``llms.txt``, Markdown copies.

In come values with absolute URLs: a `Feed`, `SitemapEntry` values, `LlmsLink` values,
the source of a post. Out go texts, which `output` writes to files. No module here
imports Sphinx or docutils.

The modules in reading order:

- `feed`: a feed and its entries.
- `writers`: the writer of each format.
- `formats`: names and MIME types of the formats.
- `rss`, `atom`, `json_feed`: the writers.
- `paging`: the pages of a feed that would be too big for one file.
- `xml`, `timestamps`: elements and dates, which they share.
- `sitemap`: sitemaps, and the index of several.
- `opml`: the blogroll as OPML, written and read.
- `llms_txt`: the list of the site's pages for language models.
- `markdown_copies`: the Markdown of a post beside its page.
- `paths`: where all these files are in the site.
"""
