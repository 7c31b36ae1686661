"""Annotated data: the corpus folder, tables, benchmarks, and examples as `datasets.Dataset`s."""
