"""Readers of the sites of other engines, which are folders.

In comes the folder, out goes a `Blog`. Each reader has ``NAME``, the engine's display
name, `recognises` and `read_blog`.

The modules in reading order:

- `hugo`, `jekyll`, `pelican`, `nikola`, `eleventy`, `zola`, `ablog`: one engine each;
  `hugo_settings`, `hugo_cascades`, `hugo_urls`, `hugo_files`, `hugo_markdown`: parts of
  Hugo; `hugo_shortcodes`, `zola_shortcodes`: the sites' own shortcodes, and `left_tags`,
  those that nobody understands.
- `markdown`: any other folder of Markdown.
- `made_anew`: pages that our theme makes itself.
"""
