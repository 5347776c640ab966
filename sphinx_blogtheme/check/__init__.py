"""Check a blog for dead links, misspelt keys, heavy images and other faults.

In come a blog's folder and, for links to other sites, their answers. Out go `Finding`
values with file, line, rule, message and suggestion; their report as text, JSON or
commands for GitHub; and the changed files of findings that can be fixed. The modules
of rules are pure functions; only `site_build` runs Sphinx, and only `questions` uses
the network.

The modules in reading order:

- `rules`: the rules with their names and levels; `Finding` and `Edit`.
- `sources`: the source files, with the images and links of their bodies.
- `document_images`: the images of reStructuredText and notebooks.
- `site_build`: builds the site, and gives access to its sources, URLs and warnings.
- `build_log`: the warnings of the build as findings.
- `header_rules`, `term_rules`, `text_rules`, `image_rules`: the rules of sources.
- `page_rules`, `feed_rules`: the rules of HTML pages and of feeds.
- `code_rules`: the rule for code that was run.
- `findings`: all findings of a built site, without those that need the network.
- `questions`: one question to another site; `external_links`: all of a blog's links;
  `external_rules`: the findings.
- `fixing`: the changed files of findings that can be fixed.
- `report`: findings as text, JSON, or commands for GitHub.
"""
