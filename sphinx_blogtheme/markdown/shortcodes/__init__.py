"""Turn what other engines have in the bodies of posts into tokens of Markdown.

A post that came from Hugo, Jekyll, Pelican, Nikola or Zola is read as it is.
`signs` tells whether there is anything to do; `shortcodes` reads the tags, `known` says what they stand for (in `pieces`),
`inline` and `blocks` put that into the text, and `rules` adds it all to a parser.
"""
