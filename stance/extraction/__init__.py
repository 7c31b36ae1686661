"""From an article's text to its quotes: spans, kinds, and who said them."""

from __future__ import annotations

from stance.extraction.article import extract_quotes

__all__ = ["extract_quotes"]
