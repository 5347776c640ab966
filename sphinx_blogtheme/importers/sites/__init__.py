"""Readers of the sites of other engines, which are folders.

In comes the folder, out goes a `Blog`. Each reader has ``NAME``, the engine's display
name, `recognises` and `read_blog`.

The modules in reading order:

- `hugo`, `jekyll`, `pelican`, `nikola`, `eleventy`, `zola`, `ablog`: one engine each;
  `hugo_urls`, `jekyll_urls`: URLs as these make them; `jekyll_values`: what Jekyll's
  tags show.
- `markdown`: any other folder of Markdown.
- `made_anew`: pages that our theme makes itself.
"""
