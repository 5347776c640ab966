"""The program ``sphinx-blogtheme``: commands for authors of a blog.

In come the arguments of a command line, and answers on the terminal. Out go files (a
blog, a post, a report), the result on standard output, messages on standard error, and
an exit code. Modules that are slow to import are imported by the command that runs.

The modules in reading order:

- `main`: the parser of all commands, and the exit codes.
- `console`, `prompts`: output and questions on the terminal.
- `arguments`: the arguments ``--title`` and ``--base-url``, and their checks.
- `blog`: finds and reads the blog that a command is about, without a build.
- `new`: makes a blog; `starter`: its files; `deploy`: those for a host;
  `requirements`: what pip installs for it.
- `into`: adds a blog to a project; `conf_edit`: the settings in its ``conf.py``.
- `post`: begins a post; `known_terms`: its categories and tags; `layout`: its path.
- `drafts`: lists the documents that are not public; `publish`: publishes a draft.
- `serve`: the preview; `preview_server`: its web server; `preview_builder`, `standby`,
  `forked_build`: its builds without start-up time; `audited_reads`: what one that is prepared
  looked at; `told_again`: their warnings.
- `check`: reports and fixes findings.
- `test`: runs the code of posts.
- `import_site`: imports another engine's site or export; `import_dump`: a dump.
- `schema`: prints the JSON Schema of front matter.
"""
