"""Sphinx's HTML builders, with parallel work that is balanced and a complete search.

In come the documents that Sphinx has to read or write. Out go environments merged from
parallel readers, written pages, and Sphinx's search index. The URLs of pages come from
`site.permalink_builder`, which these builders extend.

The modules in reading order:

- `workers`: forked processes that each take the next item when they are free.
- `rivals`: which documents define the same name.
- `parallel`: reads and writes documents in such processes.
- `preload`: imports modules before processes are forked.
- `script_words`: the words of Sphinx's scripts, without those that are empty.
- `search_words`: the words of Sphinx's search, in any script.
- `index_text`: the text of a search index, in which single documents are replaced.
- `search_index`: Sphinx's search index, complete in each build.
- `style_sheets`: those of the theme, as they are published.
- `html_builders`: the builders ``html`` and ``dirhtml`` of a site.
- `public_builder`: gives these builders the classes that other extensions look for.
- `highlighting`: highlights only code that the theme colours; `linked_code`: puts the
  links of names into it.
- `speedups`: faster functions in place of those of Sphinx and its libraries.
"""
