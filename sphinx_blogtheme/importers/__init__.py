"""Import the site, export or dump of another engine as the folder of a blog.

In come the folder of a site (Hugo, Jekyll, ...), an export (WordPress, Medium, ...) or
a dump of articles. Each engine has a reader, which returns a `Blog`: documents, files
to copy, settings, and notes on what it skipped, assumed or could not read. Out go
the contents of the new blog's files by path; `cli.import_site` writes them. Nothing
of the source is run, changed or fetched.

The modules in reading order:

- `model`: `Blog`, `Document` and `Note`, the values that readers return.
- `engines`: recognises the engine of a path, and calls its reader.
- `near_sites`: sites above and below a folder of no known engine.
- `site_folder`: the files of a site, each of them imported, copied or skipped.
- `engine_settings`: the configuration of a site, read without running it.
- `script_settings`: literals in a program in JavaScript.
- `kept_settings`: those that the new blog has too; `redirect_rules`: files of them.
- `list_texts`: excerpts and covers in lists, as the old ones had them.
- `loose_files`: files that nobody has said to publish; `path_dates`: dates in paths.
- `documents`: a text file split into front matter and body.
- `loose_dates`, `plain_slugs`: dates and slugs as libraries of other engines read and
  write them.
- `text_files`: a text file of a site, added as a document.
- `copied_files`: URLs of copied files, and where texts name them.
- `ordinary_pages`: pages of documentation, and their toctrees.
- `documentation_site`: what readers of sites of documentation share.
- `folder_defaults`: files that give a folder's texts front matter; `referred_files`:
  files that texts refer to.
- `post_directives`: ABlog's ``post`` directives; `notebook_files`: notebooks, copied.
- `sites`: the readers of sites, one for each engine.
- `exports`: the readers of exports, and the dump.
- `bodies`: the texts of posts, HTML and what runs in it, and the URLs in them.
- `site_urls`: old URLs as the permalink pattern, ``url`` and ``aliases``.
- `old_lists`: where engines have their lists and feeds; `list_settings`: where a
  site's settings have them; `list_slugs`: how they write terms; `feed_formats`: the
  formats of a site's own feeds.
- `feed_ids`: the ids that posts had in the old site's feeds.
- `new_blog`: ``conf.py`` and ``index.md`` of a new blog.
- `lone_pages`: names pages that nothing leads to.
- `unread_tags`: names tags that are left in texts.
- `blog_files`: a `Blog` as the contents of the new files.
- `comparison`: what an imported blog has lost of the old site, as that was built.
"""
