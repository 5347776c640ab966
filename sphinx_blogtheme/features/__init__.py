"""Features of a site that can be left out; none of them imports another.

In come the session of `site` and the `Build` of `output`. Out go more files, which a
feature publishes, and values in the contexts of pages. Modules that load slowly are
imported only if a site uses the feature.

The packages and modules, in any order:

- `images`: places, sizes and smaller copies of images.
- `diagrams`: drawings of Mermaid's diagrams.
- `search`: the index of Pagefind, or Sphinx's search.
- `metadata`: Open Graph and JSON-LD in the heads of pages.
- `redirects`: redirects from aliases, and ``robots.txt``.
- `cards`: social cards, pictures with the title of a post.
- `comments`: the comments of a post.
- `content_policy`: a Content-Security-Policy of what the pages use, in ``_headers``.
"""
