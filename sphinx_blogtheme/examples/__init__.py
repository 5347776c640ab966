"""Run the code of posts, and compare what it gives with what the posts show.

In come the text of a post, and what its header says of Python. Out go its blocks of code
with what became of each: passed, failed or skipped, with the file, the line and the
reason; and, if the author wants it, the text with the outputs that the code has now. Only
the command ``test`` runs code; a build never does.

The modules in reading order:

- `blocks`: a block of code with its options and the output that is shown for it.
- `block_options`: words such as ``skip`` and ``expect-error``.
- `pairing`: finds which parts of a text are code, and which output belongs to which code.
- `markdown_code`, `rst_code`, `notebook_code`: read the parts of a text;
  `placed_json`: values of JSON with their lines.
- `runner`: the program that runs the blocks of one post; `jobs`: what it is given.
- `processes`: starts it, limits it, and reads its results; `sandboxes`: its folders and
  environment variables.
- `environments`: virtual environments with what posts depend on.
- `consoles`: terminal sessions.
- `verdicts`: what became of each block; `output_comparison` compares outputs, and
  `exceptions_shown` finds errors in them.
- `post_runs`: runs a post, and `post_code` reads it.
- `rewriting`: writes outputs into posts.
- `run_reports`: results as text, JSON, JUnit and workflow commands of GitHub.
- `lock_file`: what was run, when and with what.
"""
