"""Turn a blog's folder and what Sphinx makes of it into findings for its author.

Each module has the rules of one subject and is pure: it gets `Source` values, or
the text of a file of the output, and gives `Finding` values. `site_build` alone
knows Sphinx, and `external` alone the network.
"""
