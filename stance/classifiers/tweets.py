"""What words are in a tweet: hashtags, handles, links, and letters drawn out."""

from __future__ import annotations

import re

# Hashtags and handles are words of their own; a mark that is neither is one as well (!!!, :-).
TOKEN = r"[#@]?\w+(?:['’]\w+)*|[^\w\s]+"


def plain(text: str) -> str:
    """A tweet so that what is said alike reads alike.

    A link becomes the word `http`; a letter drawn out is written twice; the words of a hashtag,
    where capitals tell them apart, stand beside it: most hashtags are too rare to learn from.

    >>> plain("@ana soooo true https://t.co/x #StopTheWar2016")
    '@ana soo true http #StopTheWar2016 Stop The War'
    """
    text = re.sub(r"(?:https?://|www\.)\S+", "http", text)
    text = re.sub(r"(\w)\1{2,}", r"\1\1", text)
    return re.sub(r"#\w+", lambda tag: f"{tag[0]}{_words(tag[0])}", text)


def _words(hashtag: str) -> str:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", hashtag)
    return "".join(f" {word}" for word in words) if len(words) > 1 else f" {hashtag[1:]}"
