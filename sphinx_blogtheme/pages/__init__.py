"""The values that templates draw: contexts of pages, excerpts, titles, navigation.

In come the library, the generated pages and the rendered HTML of posts. Out go contexts
with plain values, and excerpts that any page or feed can show.

The modules in reading order:

- `template_values`: the values in contexts.
- `contexts`: posts, terms and lists of posts as such values.
- `note_views`: change notes as such values, and as HTML for feeds.
- `cover_choice`: the images of posts in lists and on top of posts.
- `titles`: titles and descriptions of generated pages.
- `section_links`: what sections are called, and links to their front pages.
- `offered_feeds`: the feeds that the page of the feeds offers.
- `navigation`: links of a page to others: breadcrumb, neighbours, series.
- `toctree_titles`: titles of generated pages in the tree of pages.
- `menu`: the entries of the site's menu.
- `blog_context`: the values that every page gets; completes its context.
- `excerpts`: cuts the excerpt from a post's HTML; `excerpt_store`: keeps it.
- `document_assets`: the style sheets and scripts of a document, on pages that show it.
- `descriptions`: the sentence that search engines show of a page.
- `body`: passes the HTML of documents through filters, which are in
  `keyboard_scrolling`, `code_html` and `sidenotes`, and in other packages;
  `feed_bodies`: what feeds change.
- `signatures`: mends what Sphinx writes of the objects of an API.
- `ablog_pages`: what our theme shows of a blog that ABlog makes.
- `sidebars`: leaves templates out that only a site's old theme has.
- `scheme_for_others`: the colour scheme, for the styles of other extensions.
- `text_face`: the text face that comes with the theme.
- `not_found`: URLs on the 404 page.
- `assets`: URLs of static files, with a checksum.
"""
