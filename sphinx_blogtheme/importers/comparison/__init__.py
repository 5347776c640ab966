"""Compare a site as another engine built it with the blog that replaces it.

In come two folders of HTML pages, or a sitemap for the old one. Out goes a `Comparison`:
which URLs are kept, lead on or are lost, and what each post has lost and gained.
Nothing is fetched; what the pages have in common, such as menus, is not compared.

The modules in reading order:

- `site_output`: the pages, feeds, files and redirects of a built site, by URL.
- `built_pages`: what one page says about itself: its kind, title, date and terms.
- `page_elements`: elements of HTML, and what of them is no text of an author.
- `main_content`: finds the texts of posts within the pages of any theme.
- `page_layouts`: learns that for each layout of a site.
- `body_facts`: the words, pictures, code blocks, tables, formulas and ids in a text.
- `feed_entries`: the entries of feeds, RSS, Atom or JSON.
- `comparison_values`: the `Comparison`.
- `site_pair`: what became of the URLs of pages and feeds, and of the order of posts.
- `text_changes`: what one text has lost and gained.
- `comparing`: `compare_sites`, which makes the comparison.
- `comparison_tables`: the comparison as text, Markdown or JSON.
"""
