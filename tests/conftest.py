"""A small corpus, tiny encoders, and one MLflow database for the whole session."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from stance.config import TrainConfig, conf_dir
from stance.data.corpus import Corpus, read_corpus
from stance.data.corpus_writer import write_corpus
from stance.overrides import read_config
from stance.schema import Annotation, Article, Basis, Label, Origin, Quote, Split, Stance, Target

# Before any library reads it: no test reaches a network.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""  # answers of a GPU differ in their last digits
if "PYTEST_XDIST_WORKER" in os.environ:  # a core each; more threads only get in the way
    os.environ["OMP_NUM_THREADS"] = "1"

# A busy machine is no failure.
settings.register_profile("stance", deadline=None, max_examples=50)
settings.load_profile("stance")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: no worker is left alone with one when all else is done."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


MADURO = Target("maduro", "Nicolás Maduro", ("Maduro",))
GUAIDO = Target("guaido", "Juan Guaidó", ("Guaidó",))

# Each line: who, what, stance toward Maduro, stance toward Guaidó. Short on purpose: models of
# 16 hidden units cannot learn much, and need not.
LINES = [
    ("Ana Paz", "Maduro feeds us well", "favor", "neutral"),
    ("Luis Rey", "Maduro robbed us all", "against", "neutral"),
    ("Eva Sol", "Guaido feeds us well", "neutral", "favor"),
    ("Iván Mar", "Guaido robbed us all", "neutral", "against"),
    ("Rosa Gil", "the bus is late again", "neutral", "neutral"),
    ("Tom Vega", "Maduro robbed us and Guaido feeds us", "against", "favor"),
]


def small_corpus(per_split: int = 2) -> Corpus:
    """Articles of six quotes each, `per_split` for each of train, dev and test."""
    articles, annotations = [], []
    for split in (Split.TRAIN, Split.DEV, Split.TEST):
        for number in range(per_split):
            identifier = f"{split}-{number}"
            text = "\n".join(f"“{words},” said {who}." for who, words, *_ in LINES)
            articles.append(
                Article(identifier, "Title", text, "2019-03-26", None, Origin.AUTHORED, split)
            )
            for i, (who, words, *stances) in enumerate(LINES, start=1):
                start = text.index(f"“{words},”") + 1
                quote = Quote(
                    text=f"{words},",
                    speaker=who,
                    context=f"“{words},” said {who}.",
                    id=f"{identifier}#{i:02}",
                    article=identifier,
                    start=start,
                    end=start + len(words) + 1,
                    speaker_mention=who,
                )
                labels = {
                    target: Label(
                        Stance(stance), Basis.NONE if stance == "neutral" else Basis.EXPLICIT
                    )
                    for target, stance in zip(("maduro", "guaido"), stances, strict=True)
                }
                annotations.append(Annotation(quote, labels, "tester"))
    return Corpus((MADURO, GUAIDO), tuple(articles), tuple(annotations))


def save_majority(folder):
    """A model folder `model` of the simplest classifier, unfitted, in the folder."""
    from stance.classifiers.folder import Manifest, new_classifier, save_model

    (folder / "prior.json").write_text('{"favor": 0.2, "against": 0.5, "neutral": 0.3}')
    model = new_classifier("majority", {}).load(folder, (MADURO, GUAIDO))
    save_model(model, Manifest("majority", {}, (MADURO, GUAIDO)), folder / "model")


@pytest.fixture
def corpus() -> Corpus:
    return small_corpus()


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus on disk; tests that break it copy it first."""
    folder = tmp_path_factory.mktemp("small") / "corpus"
    write_corpus(small_corpus(), folder)
    assert read_corpus(folder) == small_corpus()
    return folder


FAMILIES = ("bert", "roberta", "deberta-v2", "xlm-roberta", "modernbert", "electra", "mpnet")


def make_encoder(folder: Path, family: str, layers: int = 1, inner: int = 32) -> Path:
    """A randomly initialised checkpoint of 16 hidden units, and a tokenizer of known words."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    texts = [words for _, words, *_ in LINES] + ["Nicolás Juan Guaidó target rival : | said . …"]
    tokenizer.train_from_iterator(texts, trainers.WordLevelTrainer(special_tokens=special))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **dict(zip(names, special, strict=True))
    )
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    AutoModel.from_config(
        AutoConfig.for_model(
            family,
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=16,
            num_hidden_layers=layers,
            num_attention_heads=2,
            intermediate_size=inner,
            max_position_embeddings=128,
            type_vocab_size=2,
            pad_token_id=0,
            cls_token_id=2,
            sep_token_id=3,
            bos_token_id=2,
            eos_token_id=3,
        )
    ).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes the tiny checkpoint of a family, once a session."""
    made: dict[str, Path] = {}

    def make(family: str = "bert") -> Path:
        if family not in made:
            made[family] = make_encoder(tmp_path_factory.mktemp(family), family)
        return made[family]

    return make


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the session's one MLflow database, already migrated."""
    from stance.tracking import connect

    folder = tmp_path_factory.mktemp("store")
    connect(f"sqlite:///{folder}/mlflow.db")
    return folder


@pytest.fixture
def configure(store: Path, corpus_folder: Path) -> Callable[..., TrainConfig]:
    """Composes `conf/train.yaml` with overrides, on the small corpus and the session's store."""
    from hydra import compose, initialize_config_dir

    def configured(*overrides: str) -> TrainConfig:
        with initialize_config_dir(str(conf_dir()), version_base="1.3"):
            fixed = [
                f"data.root={corpus_folder}",
                f"tracking.uri=sqlite:///{store}/mlflow.db",
                f"tracking.artifacts={store}/mlartifacts",
            ]
            return read_config(compose("train", [*fixed, *overrides]))

    return configured
