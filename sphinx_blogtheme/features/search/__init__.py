"""The search of a site: Pagefind's if it is installed, else Sphinx's.

In come the rendered posts and pages. Out go the files of Pagefind's index, what the
search of documentation knows of pages and objects, and the name of the engine for
templates. Sphinx's own index is made by `builder.search_index`.

The modules in reading order:

- `site_search`: chooses the engine, and lets the index be made.
- `pagefind`: runs Pagefind; `index_parts`: makes its index, in parts if it is long.
- `search_facts`: writes the kinds of pages, and the objects of an API.
"""
