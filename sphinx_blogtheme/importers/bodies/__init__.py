"""The texts of imported posts.

In comes a body as another engine has it, out goes one in Markdown or reStructuredText
that MyST-Parser or docutils read.

The modules in reading order:

- `media`: the URLs within bodies, and the files that these show; `hosted_pictures`:
  those on hosts of the old service.
- `obsidian_text`: comments, marks, embedded notes of Obsidian; `mdx`: MDX as Markdown.
- `active_html`: leaves out what runs in HTML; `active_text`: in the HTML within
  Markdown and reStructuredText.
- `code_mask`: the code in Markdown, which stays as it is.
- `flavours`: Markdown of kramdown and Python-Markdown as that of the blog: its
  `kramdown_extensions`, blocks of HTML (`html_islands`, `html_blanks`,
  `html_formulas`), `pipe_tables`,
  `abbreviations` and `kramdown_ids`.
- `page_ids`: ids of headings, as the old page has them.
- `codehilite`: indented code that names its language.
- `rst_scan`: the directives of reStructuredText; `rst_text`: those that Sphinx reads in
  another way.
- `liquid`: fills in tags of Liquid: `liquid_syntax`, `liquid_values`,
  `liquid_filters`.
- `leftover_tags`: tags that no build reads.
- `destinations`: the URLs of links and pictures in Markdown, outside of code.
- `html_text`, `html_tree`, `html_markdown`, `markdown_text`: bodies in HTML as
  Markdown; `ghost_cards`: the cards of Ghost's editor.
- `expanded_tags`: shortcodes and the texts in their place; `go_templates` and
  `tera_templates` make these of templates, as `filled_pieces`.
- `code_fences`: fenced code, line by line.
- `myst_markup`: boxes and code as directives of MyST.
- `material_text`, `material_inline`, `snippets`: Markdown of Material for MkDocs;
  `markdown_slugs`: its ids of headings.
- `quarto_text`, `quarto_inline`, `pandoc_brackets`, `grid_tables`: that of Quarto.
- `mystmd_text`: MyST of mystmd as that of Sphinx.
- `unclosed_media`: ends of players that a text leaves open.
- `notebook_text`: notebooks as Markdown, with the outputs that they keep.
"""
