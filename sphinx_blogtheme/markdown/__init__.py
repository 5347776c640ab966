"""Read the text of documents into doctrees: Markdown, reStructuredText, notebooks.

In come the sources that `discovery` found, with the headers of posts. Out go doctrees
in which a post has its title on top, and links by URL are references that `site`
resolves; and HTML for formulas and players.

The modules in reading order:

- `parser`: parses Markdown, posts with the rules of `dialect`.
- `unreadable`: shows the text of a document for which a parser fails;
  `docutils_messages`: keeps messages off the pages.
- `wikilinks`: links in double brackets, where the site wants them.
- `dialect`: rules for titles, tables, code and links in blogs' Markdown; with
  `dollar_maths`, for which `maths_signs` tells formulas from prices, and
  `link_functions`.
- `emoji_names`: emoji by their names.
- `emphasis`: a class for emphasis that has marks instead of slanted letters;
  `table_headers`: tables without a header.
- `code_info`: the first line of fenced code; `fences`: code that is no directive;
  `code_captions`: its title; `diagrams`: code of Mermaid.
- `code_annotations`: notes on lines of code; `code_origins`: files of included code.
- `renderer`: makes nodes from the parser's tokens; `inline_lines`: their lines.
- `shortcodes`: constructs of other engines, such as Hugo and Jekyll.
- `embeds`: players of videos and the like.
- `shortcode_renderer`: makes nodes from the tokens of other engines' constructs.
- `trust`: what the author of a document may do to the site and its build.
- `restructuredtext`: posts in reStructuredText and notebooks.
- `included_notes`: footnotes of included texts.
- `notebooks`: lets MyST-NB read notebooks, which `notebook_repair` mends;
  `notebook_cells`: what is hidden in them until it is opened.
- `toctrees`: paths of posts in toctrees.
- `transitions`: allows rules at the beginning and at the end of a document.
- `quotations`: sources of quotations.
- `equations`: numbers and references of equations, and macros; `maths`: formulas,
  which `mathml` converts.
- `smart_text`: curly quotation marks and dashes, by language; `typed_dashes` and
  `long_words`: what stays on one line; `isolated_addresses`: what runs from left to
  right; `page_text` changes the text of a page.
- `contents`: number of words, and table of contents.
- `html`, `html_elements`: tags, attributes, elements and text of HTML; `html_nesting`:
  where elements end; `html_blocks`, `unclosed_html`: end those that would hide the rest
  of a page; `html_xml`: HTML as XML.
- `html_attributes`: the table of what holds ids and URLs; `html_references`: finds and
  changes them.
- `short_markdown`: short texts of options and headers as HTML.
- `node_places`: lines of nodes.
- `html_images`: sizes for images in HTML; `image_sizes`: those of files.
"""
