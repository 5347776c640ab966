"""Redirects from aliases, the former URLs of a page, and ``robots.txt``.

In come the aliases in the headers of posts and pages. Out go a page that redirects at
each free URL, and a file ``_redirects`` for hosts that know it.

The modules in reading order:

- `collect`: reads the aliases of all pages, and claims their URLs.
- `redirect_files`: writes the files.
- `rediraffe`: leads the redirects of another extension to the pages of posts.
"""
