"""The site that results from the documents: posts, links, URLs, and what ABlog gets.

In come doctrees, when Sphinx has read or loaded them, and the sources of the posts. Out
go a domain with the posts, which is pickled, and a `Session` with the library, the
generated pages and the site map, which is made anew in each build.

The modules in reading order:

- `domain`: posts, anchors and links of all documents, in a Sphinx domain.
- `session`: what one build knows of its site.
- `withdrawal`: takes documents back that are held back only after they were read.
- `no_posts`: says which files in folders of posts are no posts.
- `grouping`: groups the posts when reading has ended.
- `permalink_builder`: the URLs of documents and generated pages.
- `site_map`: the target of each URL of the site.
- `links`: makes links by URL relative, and warns of dead ones.
- `unknown_terms`: warns of terms that are not in the options.
- `ablog_bridge`: hands the posts to ABlog, and replaces parts of it.
"""
