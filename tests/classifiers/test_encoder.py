import copy
import dataclasses
import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from stance.classifiers.base import NotFittedError
from stance.classifiers.encoder import Encoder
from stance.classifiers.finetuning import Schedule, use_bf16
from stance.classifiers.inputs import OTHER, RIVAL, TARGET
from stance.classifiers.rows import Rows
from stance.classifiers.tfidf import Tfidf
from stance.classifiers.training_rows import collated, labelled
from stance.data.examples import corpus_data, to_examples
from stance.errors import UserError
from stance.schema import Example, Quote, Target
from tests.conftest import FAMILIES, GUAIDO, MADURO, make_encoder, small_corpus

TARGETS = (MADURO, GUAIDO)
FAST = Schedule(epochs=2, patience=2, batch_size=8, learning_rate=1e-2)
QUOTE = Quote("Maduro lost to Guaido.", "Ana Paz", "“Maduro lost to Guaido.” Ana Paz said.")


@pytest.fixture(scope="module")
def data():
    return corpus_data(small_corpus())


@pytest.fixture(scope="module")
def fitted(data, tiny_encoder):
    encoder = Encoder(str(tiny_encoder("bert")), schedule=FAST, max_length=32)
    return encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_goes_through_fit_save_load_predict(family, data, tiny_encoder, tmp_path):
    schedule = dataclasses.replace(FAST, epochs=1)
    encoder = Encoder(str(tiny_encoder(family)), max_length=32, schedule=schedule)
    heard = []
    encoder.fit(
        data.splits["train"], data.splits["dev"], TARGETS, log=lambda m, e: heard.append((e, m))
    )
    examples = to_examples(data.splits["test"])
    probabilities = encoder.predict_proba(examples)
    assert probabilities.shape == (24, 3)
    assert probabilities.dtype == np.float32
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(24), abs=1e-5)
    assert [epoch for epoch, _ in heard] == [1, 1]
    assert {"train_loss", "dev_loss", "dev_macro_f1"} <= {k for _, m in heard for k in m}
    encoder.save(tmp_path)
    again = Encoder(**settings(encoder)).load(tmp_path, TARGETS)
    assert np.array_equal(again.predict_proba(examples), probabilities)
    assert not [p for p in tmp_path.iterdir() if p.suffix in (".bin", ".pt", ".pkl")]


def settings(encoder):
    return encoder.settings | {"schedule": Schedule(**encoder.settings["schedule"])}


@pytest.mark.parametrize("frozen", [None, 0, 1, 99])
def test_training_changes_every_parameter_but_those_frozen(frozen, data, tiny_encoder):
    from transformers import set_seed

    from stance.classifiers.network import pretrained

    encoder = Encoder(
        str(tiny_encoder("bert")), frozen_layers=frozen, schedule=FAST, max_length=32, seed=5
    )
    set_seed(5)
    before = {n: p.clone() for n, p in pretrained(tiny_encoder("bert")).named_parameters()}
    encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)
    same = {n for n, p in encoder.network.named_parameters() if p.equal(before[n])}
    below = {
        None: (),
        0: ("backbone.embeddings.word_embeddings.",),
        1: ("backbone.embeddings.", "backbone.encoder.layer.0."),
        99: ("backbone.",),
    }[frozen]
    assert same == {name for name in before if name.startswith(below)}


def test_fewer_layers_than_none_cannot_be_frozen():
    with pytest.raises(UserError, match="unless it is null, must be 0 or more, was: -1"):
        Encoder(frozen_layers=-1)


def test_one_seed_gives_one_model_and_another_seed_another(data, tiny_encoder):
    def weights(seed):
        encoder = Encoder(str(tiny_encoder("bert")), schedule=FAST, max_length=32, seed=seed)
        encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)
        return encoder.network.state_dict()

    one, again, other = weights(1), weights(1), weights(2)
    assert all(one[name].equal(again[name]) for name in one)
    assert not one["head.weight"].equal(other["head.weight"])


def test_the_best_epoch_is_kept(data, tiny_encoder):
    """Whatever the epochs scored, the model left is the one of the highest dev score."""
    from stance.data.metrics import macro_f1

    scores = {}
    encoder = Encoder(
        str(tiny_encoder("bert")),
        schedule=Schedule(epochs=25, patience=25, batch_size=4, learning_rate=5e-3),
        max_length=32,
    ).fit(
        data.splits["train"],
        data.splits["dev"],
        TARGETS,
        log=lambda m, e: scores.update({e: m["dev_macro_f1"]} if "dev_macro_f1" in m else {}),
    )
    predicted = encoder.predict_proba(to_examples(data.splits["dev"])).argmax(axis=1)
    gold = np.array(data.splits["dev"]["stance"])
    assert len(scores) == 25
    assert macro_f1(gold, predicted) == pytest.approx(max(scores.values()))
    assert max(scores.values()) > 0.5  # it can learn the small corpus


def test_patience_stops_early(data, tiny_encoder):
    epochs = []
    Encoder(
        str(tiny_encoder("bert")),
        schedule=Schedule(epochs=50, patience=2, batch_size=8, learning_rate=1e-9),
        max_length=32,
    ).fit(
        data.splits["train"],
        data.splits["dev"],
        TARGETS,
        log=lambda m, e: epochs.append(e) if "dev_loss" in m else None,
    )
    assert epochs == [1, 2, 3]  # nothing is learned at this rate: the first is best, then two more


def test_the_order_of_rows_does_not_change_their_answers(fitted, data):
    examples = to_examples(data.splits["test"])
    there = fitted.predict_proba(examples)
    back = fitted.predict_proba(examples[::-1])[::-1]
    assert there == pytest.approx(back, abs=1e-6)
    assert fitted.predict_proba([]).shape == (0, 3)


def tokens(encoder, example):
    [(row, _)] = encoder.rows.encode([example])
    return [encoder.rows.tokenizer.id_to_token(token) for token in row.ids]


def test_a_long_row_loses_context_first(fitted):
    quote = dataclasses.replace(QUOTE, context="the bus is late again " * 40)
    row = tokens(fitted, Example(quote, MADURO))
    whole = tokens(fitted, Example(dataclasses.replace(QUOTE, context=None), MADURO))
    assert len(row) == 32
    assert row[: len(whole) - 1] == whole[:-1]
    assert fitted.truncated([Example(quote, MADURO), Example(QUOTE, MADURO)]) == 1


def test_then_the_tail_of_the_quote_never_the_speaker(fitted):
    quote = dataclasses.replace(QUOTE, text="Maduro feeds us well " * 40)
    row = tokens(fitted, Example(quote, MADURO))
    assert len(row) == 32
    # the tiny vocabulary does not know the speaker's two words
    assert row[:4] == ["[CLS]", "[UNK]", "[UNK]", "[SEP]"]
    assert row[4:8] == ["[UNK]", "feeds", "us", "well"]  # nor the word for a name


def test_a_speaker_longer_than_the_row_is_no_error(fitted):
    quote = dataclasses.replace(QUOTE, speaker="again " * 500)
    row = tokens(fitted, Example(quote, MADURO))
    assert len(row) == 32
    assert row[1:19] == ["again"] * 16 + ["[SEP]", "[UNK]"]  # half of a row at most
    assert fitted.truncated([Example(quote, MADURO)]) == 1


@pytest.mark.parametrize("family", ["bert", "roberta"])
def test_every_name_reads_the_same(data, tiny_encoder, family):
    """One word for a name of several pieces, whoever it is; its place and its role stay."""
    encoder = Encoder(str(tiny_encoder(family)), schedule=FAST, max_length=32, mask_names=True)
    encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)
    quote = dataclasses.replace(QUOTE, context=None)
    swapped = dataclasses.replace(quote, text="Guaido lost to Nicolas Maduro.")
    asked = [Example(quote, MADURO), Example(swapped, GUAIDO), Example(swapped, MADURO)]
    (row, question), (other, first), (_, last) = encoder.rows.encode(asked)
    assert row.ids == other.ids
    assert question.roles == first.roles != last.roles
    places = [place for place, role in zip(other.places, last.roles, strict=True) if role]
    assert set(places) == {(1, 0, 6), (1, 15, 29)}
    read = encoder.rows.tokenizer.decode(row.ids)
    assert "Maduro" not in read


def test_a_masked_row_is_never_the_longer_for_it(fitted, monkeypatch):
    """Of a vocabulary that has the word for names in several pieces, the first is read."""
    monkeypatch.setattr("stance.classifiers.rows.NOBODY", "lost again")
    quote = dataclasses.replace(QUOTE, text="Maduro " * 100)
    assert len(tokens(fitted, Example(quote, MADURO))) == fitted.max_length


def test_batches_in_training_have_few_widths(fitted, data):
    rows = labelled(fitted.rows, data.splits["train"])
    masks = [collated([row], fitted.rows.pad, fitted.max_length)["attention_mask"] for row in rows]
    assert [int(mask.sum()) for mask in masks] == rows["length"]
    assert any(length % 8 for length in rows["length"])
    assert {mask.shape[1] % 8 for mask in masks} == {0}


def test_descriptions_are_told_and_read_as_they_are(fitted):
    known = dataclasses.replace(GUAIDO, descriptions=("again",))
    quote = dataclasses.replace(QUOTE, text="Maduro lost again.", context=None, speaker=None)
    rows = copy.copy(fitted.rows)
    rows.targets = [MADURO, known]
    [(row, question)] = rows.encode([Example(quote, MADURO)])
    told = dict(zip(row.places, question.roles, strict=True))
    assert (told[1, 0, 6], told[1, 12, 17]) == (TARGET, RIVAL)
    assert "again" in fitted.rows.tokenizer.decode(row.ids)


def test_the_first_token_tells_whom_the_context_spoke_of(data, tiny_encoder):
    encoder = Encoder(
        str(tiny_encoder("bert")), inputs=("quote", "target", "antecedent"), schedule=FAST
    )
    encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)
    quote = dataclasses.replace(QUOTE, text="lost again.", context="Of Maduro: “lost again.”")
    bare = dataclasses.replace(quote, context=None)
    asked = [Example(q, target) for q in (quote, bare) for target in TARGETS]
    roles = [question.roles for _, question in encoder.rows.encode(asked)]
    assert [first for first, *_ in roles] == [TARGET, RIVAL, OTHER, OTHER]
    assert not any(role for _, *others in roles for role in others)
    ours, theirs, *without = encoder.predict_proba(asked)
    assert not np.allclose(ours, without[0])
    assert not np.allclose(theirs, without[1])


def test_names_can_be_read_as_they_are(fitted):
    shown = Encoder(mask_names=False)
    shown._rows = shown._new_rows(fitted.rows.tokenizer, {}, TARGETS)
    assert "Maduro" in tokens(shown, Example(QUOTE, MADURO))
    assert "Maduro" not in tokens(fitted, Example(QUOTE, MADURO))


def test_an_answer_does_not_depend_on_who_else_is_asked_about(fitted):
    others = [Target("x", "Bea Sol"), Target("lost", "lost"), GUAIDO]
    alone = fitted.predict_proba([Example(QUOTE, MADURO)])
    among = fitted.predict_proba([Example(QUOTE, target) for target in (*others, MADURO)])
    assert among[-1:] == pytest.approx(alone, abs=1e-6)
    assert not np.allclose(among[0], among[1])


def test_a_quote_is_read_once_whoever_is_asked_about(fitted, monkeypatch):
    read = []
    network = fitted.network
    monkeypatch.setattr(
        network,
        "read",
        lambda ids, *rest: read.append(len(ids)) or type(network).read(network, ids, *rest),
    )
    fitted.predict_proba([Example(QUOTE, target) for target in (MADURO, GUAIDO, MADURO)])
    assert read == [1, 2]  # the quote, and the two names


def test_a_quote_about_very_many_targets_is_asked_in_parts(fitted):
    targets = [Target(str(n), f"well {'us ' * n}") for n in range(150)]
    many = fitted.predict_proba([Example(QUOTE, target) for target in targets])
    assert many[140:] == pytest.approx(
        np.concatenate([fitted.predict_proba([Example(QUOTE, t)]) for t in targets[140:]]), abs=1e-6
    )


def test_texts_are_tokenised_once(tiny_encoder, monkeypatch):
    """How many are cut is asked before their answers; other examples are read anew."""
    data = corpus_data(small_corpus())
    encoder = Encoder(str(tiny_encoder("bert")), max_length=48, schedule=Schedule(epochs=1))
    encoder.fit(data.splits["train"], data.splits["dev"], data.targets)
    dev = to_examples(data.splits["dev"])
    wanted = encoder.predict_proba(dev)
    read: list[int] = []
    encode = Rows.encode
    monkeypatch.setattr(
        Rows, "encode", lambda self, asked: read.append(len(asked)) or encode(self, asked)
    )
    encoder.predict_proba(dev[:5])
    encoder.truncated(dev)
    assert np.array_equal(encoder.predict_proba(dev), wanted)
    assert read == [5, len(dev)]
    changed = list(dev)
    encoder.truncated(changed)
    changed.reverse()
    assert encoder.predict_proba(changed) == pytest.approx(wanted[::-1], abs=1e-5)


@pytest.mark.parametrize("inputs", [["quote", "target", "speaker"], ["context"]], ids=str)
def test_tfidf_answers_as_well(inputs, data, tiny_encoder, tmp_path):
    """An answer is the geometric mean of both, whoever is asked about and whatever is read."""
    splits = data.splits
    encoder = Encoder(
        str(tiny_encoder("bert")), inputs=inputs, tfidf=True, schedule=FAST, max_length=32
    ).fit(splits["train"], splits["dev"], TARGETS)
    alone = Encoder(**settings(encoder) | {"tfidf": False}).fit(
        splits["train"], splits["dev"], TARGETS
    )
    read = [name for name in inputs if name != "speaker"]
    words = Tfidf(read).fit(splits["train"], splits["dev"], TARGETS)
    examples = to_examples(splits["test"])
    both = np.sqrt(alone.predict_proba(examples) * words.predict_proba(examples))
    answers = encoder.predict_proba(examples)
    assert answers == pytest.approx(both / both.sum(axis=1, keepdims=True), abs=1e-6)
    assert answers != pytest.approx(alone.predict_proba(examples), abs=1e-2)
    assert encoder.predict_proba([]).shape == (0, 3)
    encoder.save(tmp_path)
    again = Encoder(**settings(encoder)).load(tmp_path, TARGETS)
    assert np.array_equal(again.predict_proba(examples), answers)
    (tmp_path / "tfidf.safetensors").write_bytes(b"no")
    with pytest.raises(UserError, match="is not a safetensors file"):
        Encoder(**settings(encoder)).load(tmp_path, TARGETS)


def test_asking_before_fitting():
    for ask in (lambda e: e.predict_proba([]), lambda e: e.truncated([])):
        with pytest.raises(NotFittedError, match="call fit or load first"):
            ask(Encoder())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"max_length": 8}, "max_length must be 16 or more, was: 8"),
        ({"max_length": float("nan")}, "max_length must be 16 or more, was: nan"),
        ({"max_length": 10**400}, "max_length must be at most 1,000,000,000, was: 1000+"),
        ({"mask_names": "x"}, "mask_names must be true or false, was: x"),
        ({"seed": 0.5}, "seed must be a whole number, was: 0.5"),
        ({"precision": "fp8"}, "precision 'fp8' is not one of auto, bf16, fp32"),
        ({"inputs": ["quote", "title"]}, "inputs: 'title' is not one of"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(UserError, match=message):
        Encoder(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"epochs": 0}, "epochs must be 1 or more, was: 0"),
        ({"learning_rate": 0.0}, "learning_rate must be above 0, was: 0.0"),
        ({"batch_size": 1.5}, "batch_size must be a whole number, was: 1.5"),
        ({"learning_rate": float("nan")}, "learning_rate must be above 0, was: nan"),
        ({"warmup": 1.0}, "warmup must be at least 0 and below 1, was: 1.0"),
    ],
)
def test_wrong_schedules(arguments, message):
    with pytest.raises(UserError, match=message):
        Schedule(**arguments)


def test_rows_longer_than_the_checkpoint_can_take(data, tiny_encoder):
    for family, limit in (("bert", 128), ("roberta", 127), ("mpnet", 127)):
        encoder = Encoder(str(tiny_encoder(family)), max_length=512)
        with pytest.raises(UserError, match=f"max_length must be at most {limit}"):
            encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)


def test_a_saved_model_is_not_asked_for_rows_longer_than_it_can_take(fitted, tmp_path):
    fitted.save(tmp_path)
    known = settings(fitted)
    Encoder(**known | {"max_length": 128}).load(tmp_path, TARGETS)
    with pytest.raises(UserError, match=r"max_length must be at most 128 for .*, was: 129"):
        Encoder(**known | {"max_length": 129}).load(tmp_path, TARGETS)


@pytest.mark.parametrize(
    ("precision", "can", "expected"),
    [
        ("bf16", set(), True),
        ("fp32", {"gpu", "gpu bf16", "avx512", "amx"}, False),
        ("auto", set(), False),
        ("auto", {"avx512"}, True),
        ("auto", {"amx"}, True),
        ("auto", {"gpu", "avx512"}, False),
        ("auto", {"gpu", "gpu bf16"}, True),
    ],
)
def test_precision_is_a_choice(precision, can, expected, monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: "gpu" in can)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: "gpu bf16" in can)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: "avx512" in can)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: "amx" in can)
    assert use_bf16(precision) is expected


def copied(tiny_encoder, tmp_path):
    return shutil.copytree(tiny_encoder("bert"), tmp_path / "checkpoint")


def test_a_checkpoint_with_pickled_weights_is_refused(data, tiny_encoder, tmp_path):
    import torch

    checkpoint = copied(tiny_encoder, tmp_path)
    (checkpoint / "model.safetensors").unlink()
    torch.save({}, checkpoint / "pytorch_model.bin")
    with pytest.raises(UserError, match="cannot be read as an encoder"):
        Encoder(str(checkpoint), max_length=32).fit(
            data.splits["train"], data.splits["dev"], TARGETS
        )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("config.json", json.dumps({"model_type": "nonsense"}), "cannot be read as an encoder"),
        ("config.json", json.dumps({"model_type": "t5"}), "has a decoder as well; allowed: enc"),
        ("config.json", "{", "cannot be read as an encoder"),
        ("model.safetensors", "\x80\x04K\x01.", "cannot be read as an encoder"),
        ("tokenizer.json", "{}", "its tokenizer cannot be read"),
    ],
)
def test_a_broken_checkpoint_is_told_in_one_line(
    name, content, message, data, tiny_encoder, tmp_path
):
    checkpoint = copied(tiny_encoder, tmp_path)
    (checkpoint / name).write_text(content)
    with pytest.raises(UserError, match=message) as caught:
        Encoder(str(checkpoint), max_length=32).fit(
            data.splits["train"], data.splits["dev"], TARGETS
        )
    assert "\n" not in str(caught.value)


def test_threads_do_not_meddle_with_how_rows_are_cut(fitted, monkeypatch):
    """A server answers in threads, and a tokenizer can keep how it cuts as its state."""
    interval = sys.getswitchinterval()
    rows = [Example(Quote("Maduro feeds us well " * 20), MADURO)] * 200
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda _: fitted.rows.encode(rows), range(40)))
    finally:
        sys.setswitchinterval(interval)
    assert {(len(row.ids), row.cut) for asked in answers for row, _ in asked} == {(32, True)}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_last_layer_is_the_one_for_each_target(tmp_path, family):
    from stance.classifiers.network import pretrained

    network = pretrained(make_encoder(tmp_path, family, layers=2, inner=64))
    before = {name: weight.clone() for name, weight in network.state_dict().items()}
    network.take_last()
    after = network.state_dict()
    last, taken = "backbone.encoder.layer.1.", family not in ("deberta-v2", "modernbert", "mpnet")
    gone = before.keys() - after.keys()
    assert gone == {name for name in before if name.startswith(last) and taken}
    assert network.backbone.config.num_hidden_layers == 2 - taken
    own = {name: f"layer.{name.removeprefix(last)}" for name in gone}
    assert all(after[new].equal(before[old]) for old, new in own.items())
    rest = after.keys() - set(own.values())
    assert all(after[name].equal(before[name]) for name in rest)


@pytest.mark.parametrize("family", FAMILIES)
def test_attention_has_no_dropout(tiny_encoder, family):
    import torch

    from stance.classifiers.network import pretrained

    network = pretrained(tiny_encoder(family)).train()
    rates = {name: m.p for name, m in network.named_modules() if isinstance(m, torch.nn.Dropout)}
    inside = [p for name, p in rates.items() if name.endswith(("attention.self.dropout", "attn"))]
    assert not any(inside)
    config = network.backbone.config.to_dict()
    known = [config.get(n) for n in ("attention_probs_dropout_prob", "attention_dropout")]
    assert 0.0 in known
    assert not any(known)
