"""Generated documentation: one module per kind of page, each from data to Markdown text."""
