"""The writing part of a build: what has changed, and all files that are generated.

In comes the session of `site`, when reading has ended, with Sphinx's builder. Out go
the documents that have to be written again, the generated pages, the feeds and other
files for programs, and an output folder without files of removed documents.

The modules in reading order:

- `build`: one build, which features take part in by `publish`, `fingerprint`, `later`.
- `manifest`: the files and digests of a build, kept for the next one.
- `fingerprints`: compares what pages show with the last build.
- `surroundings`: what the page of a document shows of others.
- `outdated_documents`: the documents whose pages show something that has changed.
- `body_filters`: keeps the rendering of each post, with its elements closed.
- `generated_pages`: draws the front page, archives and lists.
- `named_images`: the image that the header of a post names.
- `term_introductions`: the texts on top of the pages of terms.
- `resources`: a file for programs, written if it changed.
- `feed_files`: the feeds.
- `generated_files`: the blogroll, sitemap, ``llms.txt`` and Markdown copies.
- `public_sources`: the texts of posts where another extension looks for sources.
- `dead_links`: warns of dead links when all is written.
- `cleanup`: deletes files of removed documents.
- `foreign_drawings`: deletes diagrams of other extensions that nothing shows any more.
- `overwritten`: restores files that other extensions overwrite.
- `preview`: tells the builds of one preview from others.
"""
