"""The texts of imported posts.

In comes a body as another engine has it, out goes one in Markdown or reStructuredText
that MyST-Parser or docutils read.

The modules in reading order:

- `media`: the URLs within bodies, and the files that these show.
- `active_html`: leaves out what runs in HTML; `active_text`: in the HTML within
  Markdown and reStructuredText.
- `code_mask`: the code in Markdown, which stays as it is.
- `flavours`: Markdown of kramdown and Python-Markdown as that of the blog: its
  `kramdown_extensions`, blocks of HTML (`html_islands`, `html_blanks`), `pipe_tables`
  and `abbreviations`.
- `code_fences`: fenced code, line by line; `line_links`: URLs in lines outside of it.
- `myst_markup`: boxes and code as directives of MyST.
- `material_text`, `material_inline`, `snippets`: Markdown of Material for MkDocs;
  `markdown_slugs`: its ids of headings.
- `quarto_text`, `quarto_inline`, `pandoc_brackets`, `grid_tables`: that of Quarto.
- `mystmd_text`: MyST of mystmd as that of Sphinx.
- `notebook_text`: notebooks as Markdown, with the outputs that they keep.
- `html_text`, `html_markdown`, `markdown_text`: bodies in HTML as Markdown.
"""
