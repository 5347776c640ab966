"""The site that results from the documents: posts, links, URLs, and what ABlog gets.

In come doctrees, when Sphinx has read or loaded them, and the sources of the posts. Out
go a domain with the posts, which is pickled, and a `Session` with the library, the
generated pages and the site map, which is made anew in each build.

The modules in reading order:

- `domain`: posts, anchors and links of all documents, in a Sphinx domain.
- `found_links`: finds the anchors and links of one document.
- `smart_quotes`: quotation marks and dashes of posts by their languages.
- `linked_files`: the files that links name by their paths.
- `session`: what one build knows of its site.
- `addresses`: which page or file has which path of the output.
- `contest_reports`: reports the paths that several claim.
- `state_names`, `term_names`: words for what is not public, and names of terms.
- `withdrawal`: takes documents back that are held back only after they were read.
- `no_posts`: says which files in folders of posts are no posts.
- `grouping`: groups the posts when reading has ended.
- `toctree_pages`: generated pages in toctrees.
- `permalink_builder`: the URLs of documents and generated pages.
- `blogroll_file`: the blogroll, from the option or a file beside ``conf.py``.
- `site_map`: the target of each URL of the site.
- `links`: makes links by URL relative.
- `wikilink_targets`: the pages that wikilinks name.
- `post_names`: references to posts by the names of their files.
- `source_names`: the source of a post for extensions that make a path of a docname.
- `changed_files`: which documents are read again, by the contents of their files.
- `changed_posts`: which are read again although their files are the same.
- `references`: which documents have references that lead elsewhere now.
- `code_targets`: where names in code are documented; `named_code`: lets them lead
  there; `api_posts`: the posts about API pages.
- `code_runs`: when the code of posts was run.
- `kept_warnings`: gives the warnings about unchanged documents again; `moved_folder`:
  goes on from a build in another folder.
- `packed_contents`: tables of contents that are unpickled when they are asked for.
- `unknown_tags`: warns of the tags of other engines that nothing understands.
- `unknown_terms`: warns of terms that are not in the options.
- `directive_posts`, `directive_updates`: the posts and updates of ABlog's directives.
- `post_excerpts`: the texts of posts in ABlog's lists.
- `former_lists`: where the lists and feeds of a site were before; `given_former`: as
  an option has it.
- `held_updates`: takes updates out that are not public yet.
- `ablog_bridge`: hands the posts to ABlog, and replaces parts of it.
"""
