"""Readers of the sites of other engines, which are folders.

In comes the folder, out goes a `Blog`. Each reader has ``NAME``, the engine's display
name, `recognises` and `read_blog`.

The modules in reading order:

- `hugo`, `jekyll`, `pelican`, `nikola`, `eleventy`, `zola`, `ablog`: one engine each;
  `hugo_urls`: URLs as Hugo makes them.
- `astro`, `docusaurus`, `obsidian`: one engine each as well.
- `unknown_engines`: what the folders of other engines most likely mean.
- `markdown`: any other folder of Markdown.
- `made_anew`: pages that our theme makes itself.
"""
