"""Find the documents of a site, and give each post its permalink as docname.

In comes a source folder, with the options of the site. Out go Sphinx's project, in
which every document has its docname, a `Source` for each post, and the documents that
are not public; and the files that are served as they are.

The modules in reading order:

- `project`: Sphinx's project, with permalinks as docnames.
- `document_claims`: which documents get the URLs that they ask for.
- `front_page`: stops a build that has no front page.
- `source_files`: which files of the folder are sources, and how they are read.
- `gate`: the rule for which file is a post or a page, and is public or held back.
- `permalink_fields`: the parts of permalinks that are from headers and paths.
- `due`: says what is not public yet, and when it will be.
- `file_digests`: digests of files, kept from build to build.
- `lookups`: at which paths a document looks for files.
- `found_sources`: what is found in a file, and how it is kept.
- `header_store`: the headers of all files, kept from build to build, and what was
  found in them.
- `header_reader`: reads the header of one file.
- `cascade`: folder defaults, and what the names of folders mean.
- `problems`: the warnings about headers and URLs.
- `releases`: the posts in files of release notes.
- `page_lookup`: documents by the paths that links of other engines have.
- `served_files`: files that are served from the root of the site.
- `allowed_files`: which files a document may read or publish.
"""
