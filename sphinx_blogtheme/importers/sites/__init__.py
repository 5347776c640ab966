"""Readers of the sites of other engines, which are folders.

In comes the folder, out goes a `Blog`. Each reader has ``NAME``, the engine's display
name, `recognises` and `read_blog`.

The modules in reading order:

- `hugo`, `jekyll`, `pelican`, `nikola`, `eleventy`, `zola`, `ablog`: one engine each;
  `jekyll_urls`: URLs as Jekyll makes them; `jekyll_values`: what its tags show.
- `hugo_settings`, `hugo_cascades`, `hugo_urls`, `hugo_files`, `hugo_markdown`: parts of
  Hugo; `hugo_shortcodes`, `zola_shortcodes`: the sites' own shortcodes.
- `pelican_headers`: metadata of Pelican that no other engine has.
- `nikola_settings`, `nikola_links`, `nikola_listings`: languages, formats and links of
  Nikola, and its pages without a text.
- `eleventy_settings`, `eleventy_headers`, `eleventy_urls`, `eleventy_files`: what is
  read of 11ty's programs, its URLs, and the files that its texts show;
  `eleventy_lists`, `eleventy_text`: its lists and feeds, and what it fills in.
- `rst_documents`: rewrites all documents in reStructuredText.
- `astro`, `docusaurus`, `obsidian`: one engine each as well.
- `unknown_engines`: what the folders of other engines most likely mean.
- `mkdocs`: MkDocs and Zensical, with `mkdocs_settings`, `mkdocs_urls`, `mkdocs_nav`.
- `quarto`: Quarto, with `quarto_nav` and `quarto_texts`.
- `mystmd`, `jupyter_book`: both kinds of Jupyter Book, with `mystmd_settings` and
  `mystmd_toc`.
- `markdown`: any other folder of Markdown.
- `made_anew`: pages that our theme makes itself.
"""
