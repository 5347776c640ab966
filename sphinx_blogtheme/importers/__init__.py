"""Import the site, export or dump of another engine as the folder of a blog.

In come the folder of a site (Hugo, Jekyll, ...), an export (WordPress, Ghost) or a
dump of articles. Each engine has a reader, which returns a `Blog`: documents, files
to copy, settings, and notes on what it skipped, assumed or could not read. Out go
the contents of the new blog's files by path; `cli.import_site` writes them. Nothing
of the source is run, changed or fetched.

The modules in reading order:

- `model`: `Blog`, `Document` and `Note`, the values that readers return.
- `engines`: recognises the engine of a path, and calls its reader.
- `site_folder`: the files of a site, each of them imported, copied or skipped.
- `engine_settings`: the configuration of a site, read without running it.
- `documents`: a text file split into front matter and body.
- `text_files`: a text file of a site, added as a document.
- `post_directives`: ABlog's ``post`` directives; `notebook_files`: notebooks, copied.
- `hugo`, `jekyll`, `pelican`, `nikola`, `eleventy`, `zola`, `ablog`: the readers of
  sites; `markdown`: that of any other folder of Markdown.
- `wxr`: the items of a WordPress export; `wordpress_shortcodes`, `wordpress_html`:
  the content of an item as HTML; `wordpress`: the reader.
- `ghost_export`: the tables of a Ghost export; `ghost`: the reader.
- `media`: the URLs within bodies, and the files that these show.
- `active_html`: leaves out what runs in HTML; `active_text`: in the HTML within
  Markdown and reStructuredText.
- `html_text`, `html_markdown`, `markdown_text`: bodies in HTML as Markdown.
- `site_urls`: old URLs as the permalink pattern, ``url`` and ``aliases``.
- `new_blog`: ``conf.py`` and ``index.md`` of a new blog.
- `blog_files`: a `Blog` as the contents of the new files.
- `dump`: the articles of a dump; they are imported as they are.
"""
