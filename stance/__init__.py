"""Who says what in a news article, and where each speaker stands toward a named target.

>>> import stance
>>> model = stance.load("models:/stance@champion")
>>> model.predict_quote("Maduro kept his word.", speaker="Ana Paz", targets=["maduro"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from stance.data.corpus import Corpus as Corpus
    from stance.data.corpus import read_corpus as read_corpus
    from stance.data.corpus_writer import write_corpus as write_corpus
    from stance.errors import UserError as UserError
    from stance.extraction.article import extract_quotes as extract_quotes
    from stance.inference import Model as Model
    from stance.inference import load as load
    from stance.schema import Article as Article
    from stance.schema import Example as Example
    from stance.schema import Prediction as Prediction
    from stance.schema import Quote as Quote
    from stance.schema import Stance as Stance
    from stance.schema import Target as Target

# Where each public name lives: `import stance` reads none of these until the name is used.
_HOME = {
    "Article": "schema",
    "Corpus": "data.corpus",
    "Example": "schema",
    "Model": "inference",
    "Prediction": "schema",
    "Quote": "schema",
    "Stance": "schema",
    "Target": "schema",
    "UserError": "errors",
    "extract_quotes": "extraction.article",
    "load": "inference",
    "read_corpus": "data.corpus",
    "write_corpus": "data.corpus_writer",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("stance")
    if name not in _HOME:
        raise AttributeError(f"module 'stance' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"stance.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOME]
