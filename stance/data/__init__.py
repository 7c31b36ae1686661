"""Annotated data: the corpus folder, plain tables, and examples as a `datasets.Dataset`."""
