"""Diagrams of Mermaid: drawn once by Mermaid's own program, and shown as images.

In come the diagrams in doctrees, and the options of the site. Out goes an SVG file for
each, in the folder of Sphinx's images. Without the program, the diagrams go to
sphinxcontrib-mermaid, which lets the reader's browser draw them, or are shown as code.

The modules in reading order:

- `diagram_domain`: the diagrams in each document, in a Sphinx domain.
- `show_diagrams`: draws them when reading has ended, and shows them on pages.
- `mermaid_program`: runs the program.
- `drawn_svg`: makes its drawing fit for an image.
"""
