"""Constructs of other engines' Markdown: shortcodes, Liquid tags, callouts.

In comes the body of a post as its author wrote it for Hugo, Zola, Nikola, Jekyll,
Pelican, Obsidian, Quarto or Material for MkDocs. Out go the figures, players, boxes,
code and links that these engines make of it, as nodes of the doctree. An unknown
construct is shown as it is, with a warning.

The modules in reading order:

- `detect`: whether a body has such constructs; only then is the rest imported.
- `post_context`: a post and its site as a `BodyContext`; reports unknown markup.
- `context`: `BodyContext`, with which a body is read.
- `tags`: the syntax of tags, with their names and arguments.
- `elements`: the pieces that tags stand for, such as `Figure` and `Box`.
- `catalogue`: which tag stands for which piece.
- `plugin`: adds the rules to a Markdown parser.
- `block_rules`: tags in lines of their own.
- `inline_rules`: tags within paragraphs and HTML; `markup` writes their text.
- `admonitions`: boxes of GitHub, Obsidian, Material and Quarto.
- `attributes`: kramdown's attribute lists, and ids of headings.
- `details`: the nodes of a part that opens on a click.
"""
