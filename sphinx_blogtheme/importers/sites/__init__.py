"""Readers of the sites of other engines, which are folders.

In comes the folder, out goes a `Blog`. Each reader has ``NAME``, the engine's display
name, `recognises` and `read_blog`.

The modules in reading order:

- `hugo`, `jekyll`, `pelican`, `nikola`, `eleventy`, `zola`, `ablog`: one engine each;
  `hugo_urls`: URLs as Hugo makes them.
- `mkdocs`: MkDocs and Zensical, with `mkdocs_settings`, `mkdocs_urls`, `mkdocs_nav`.
- `quarto`: Quarto, with `quarto_nav` and `quarto_texts`.
- `mystmd`, `jupyter_book`: both kinds of Jupyter Book, with `mystmd_settings` and
  `mystmd_toc`.
- `markdown`: any other folder of Markdown.
- `made_anew`: pages that our theme makes itself.
"""
