"""The data model of a blog: posts, dates, permalinks, terms, and lists of posts.

In come texts as authors write them: a date, a category, a pattern of permalinks, the
bytes of a source file. Out go frozen values: `Post`, `Term`, `Library`, `Listing` and
others, which all packages above share. No module here imports Sphinx or docutils.

The modules in reading order:

- `posts`: the shared values, from `FrontMatter` and `Header` to `Post` and `Page`.
- `decoding`: the bytes of a source file, as text.
- `dates`: dates and the time of the build; `date_forms`: the texts that are dates;
  `dated_names`: names of files that begin with a date.
- `permalinks`: patterns, safe slugs, docnames and files of pages.
- `claims`: which page or file has which path of the site.
- `terms`: slugs and names of terms, and their entries in the site's options.
- `languages`: tags and names of languages.
- `language_rules`: the order of names and the ends of words, by ICU if it is there.
- `headings`: titles and ids from headings, and unbroken outlines.
- `inline_markdown`: Markdown of one line into plain text, and the reverse.
- `cutting`: the beginning of a text, cut where readers expect it.
- `kinds`: articles, links, quotations and notes.
- `schedule`: which documents are not public, why, and until when.
- `changes`: change notes of posts, and since when a post is changed.
- `aliases`: former URLs of a page; `former_urls`: those of lists and feeds.
- `urls`: URLs of the site or of another one.
- `source_headings`: the headings in a source; `release_notes`: the releases in it.
- `sections`: the blogs below folders of a site.
- `library`: the posts of a site, sorted and grouped.
- `term_order`: the terms of a taxonomy by name, by size, in groups.
- `related`: posts that share terms, and posts that link to a document.
- `blogroll`: blogs of others that the site recommends.
- `listings`: the generated pages that list posts and terms.
"""
