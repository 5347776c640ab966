"""Turn the folder or the export of another engine into the folder of a blog.

A reader for each engine (`engines` lists them) makes a `Blog` of what it finds:
documents, files, settings, and whatever it does not take, with the reason.
`places` decides which URL each document has, and `output` what is written.
"""
