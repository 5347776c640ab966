"""Read and write the header of a post, whatever dialect it is written in.

In comes the text of a file, whose header may be YAML, TOML, JSON, a field list or lines
as other engines have them. Out go a `Header`, with typed `FrontMatter` and with a
`Problem` for each value that is ambiguous or would be lost, and the text of a header.
No module here imports Sphinx or docutils.

The modules in reading order:

- `header`: reads a header, or a file of folder defaults, in two steps.
- `dialects`: the first step, with a reader for each dialect; the readers are in
  `yaml_strict`, `yaml_lenient`, `toml_json` and `key_value`.
- `raw`: what readers return: keys, values, lines.
- `notebook`: the header and the text of a Jupyter notebook.
- `meaning`: the second step, from keys and values to fields.
- `fields`: the table of all keys; its rows are in `fields_public` and `fields_text`,
  and `field_kinds` has their class.
- `values`: a reader for each kind of value; `list_values`: those about menus, lists
  and redirects; `notes_of_changes`: that of change notes.
- `draft_words`: signs of a draft in a header that cannot be read.
- `json_schema`: the table as a JSON Schema, for editors.
- `writing`: writes a header in YAML.
- `editing`: changes the header of a draft into that of a published post.
"""
