"""The cards of models and data: what the Hugging Face Hub reads of them, and what people read."""

from dataclasses import replace

import pytest
from huggingface_hub import DatasetCard, ModelCard

from stance.classifiers.folder import Manifest, load_model, save_model
from stance.classifiers.tfidf import Tfidf
from stance.data.corpus import bundled_corpus
from stance.data.examples import corpus_data
from stance.experiment import fit_and_score
from stance.reporting.cards import model_card
from stance.schema import Target
from tests.conftest import GUAIDO, MADURO

NUMBERS = {
    "macro_f1": 0.61049,
    "macro_f1_low": 0.58,
    "macro_f1_high": 0.638,
    "accuracy": 0.6294,
    "f_avg": 0.536,
    "f1_favor": 0.5,
    "f1_against": 0.572,
    "f1_neutral": 0.759,
    "n": 1074.0,
    "ece": 0.021,
    "brier": 0.477,
    "coverage": 0.44,
    "accuracy_answered": 0.78,
    "probe_target_hidden": 0.295,
    "probe_target_hidden_gap": 0.315,
    "probe_target_hidden_n": 1074.0,
}
MANIFEST = Manifest(
    kind="encoder",
    settings={
        "checkpoint": "sentence-transformers/all-MiniLM-L6-v2",
        "inputs": ["quote", "target"],
    },
    targets=(MADURO, GUAIDO),
    temperature=1.5,
    threshold=0.67,
    accuracy=0.8,
    fingerprint="f" * 64,
    data="venezuela",
    train_rows=4554,
    scores={"dev": {k: v for k, v in NUMBERS.items() if "probe" not in k}, "test": NUMBERS},
)


def test_a_card_says_what_its_intervals_draw():
    told = "resample whole articles (texts where rows name none, quotes where there is one article)"
    assert told in model_card(MANIFEST)


def test_the_hub_reads_the_scores_and_what_the_model_is():
    card = ModelCard(model_card(MANIFEST))
    data = card.data
    assert (data.license, data.language, data.pipeline_tag) == (
        "apache-2.0",
        "en",
        "text-classification",
    )
    assert data.base_model == "sentence-transformers/all-MiniLM-L6-v2"
    assert {"stance-detection", "encoder"} <= set(data.tags)
    results = {(r.dataset_split, r.metric_name): r.metric_value for r in data.eval_results}
    # dev, which the model was chosen on, is no result
    assert results == {
        ("test", "macro-F1"): 0.6105,
        ("test", "F_avg"): 0.536,
        ("test", "accuracy"): 0.6294,
    }
    assert {r.metric_type for r in data.eval_results} == {"f1", "accuracy"}


def test_people_read_intervals_probes_and_abstention():
    text = ModelCard(model_card(MANIFEST)).text
    assert "# Who stands where toward Nicolás Maduro, Juan Guaidó\n" in text
    assert (
        "| test | 0.610 | 0.536 | 0.58 to 0.64 | 0.629 | 0.500 | 0.572 | 0.759 | 1,074 |\n" in text
    )
    assert (
        "| test | target hidden | 0.295 | +0.315 | 1,074 | at most what knowing the target" in text
    )
    assert "| test | 0.021 | 0.477 | 44 % | 78 % |\n" in text
    assert "below 0.67 are marked `abstained`: of\nthe others on dev, 80 %" in text
    assert "the split train: 4,554." in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("answered", [{}, {"accuracy_answered": 0.6}])
def test_an_accuracy_that_no_confidence_reached_is_not_promised(answered):
    dev = {k: v for k, v in MANIFEST.scores["dev"].items() if k != "accuracy_answered"} | answered
    text = model_card(replace(MANIFEST, threshold=1.0, scores={"dev": dev}))
    assert "80 % or more are right" not in text
    assert (
        "below 1.00 are marked `abstained`: 80 % were to be\nright of those given on dev, and "
        "above no confidence were they." in text
    )
    certain = replace(MANIFEST, threshold=1.0, scores={"dev": dev | {"accuracy_answered": 0.8}})
    assert "80 % or more are right" in model_card(certain)


def test_other_data_and_weights_are_not_given_our_licence_and_no_path_is_told():
    own = replace(MANIFEST, data="corpus my|own", settings={"checkpoint": "/home/ana/encoder"})
    text = model_card(own)
    data = ModelCard(text).data
    assert (data.license, data.language, data.base_model) == ("unknown", None, None)
    assert "/home/ana" not in text
    assert r"the user's own, corpus my\|own." in text
    for name, told in (("corpus corpus", "corpus"), ("corpus us corpus", "corpus us corpus")):
        text = model_card(replace(own, data=name))
        assert f"the user's own, {told}." in text
        assert {r.dataset_name for r in ModelCard(text).data.eval_results} == {told}
    benchmark = replace(MANIFEST, data="newsmtsc")
    assert ModelCard(model_card(benchmark)).data.license == "unknown"
    assert "Hamborg" in model_card(benchmark)
    other = replace(MANIFEST, settings={"checkpoint": "somebody/roberta"})
    assert ModelCard(model_card(other)).data.license == "unknown"


def test_tfidf_beside_an_encoder_is_told():
    both = replace(MANIFEST, settings={**MANIFEST.settings, "tfidf": True})
    assert "`stance`, with TF-IDF beside it, and reads quote, target." in model_card(both)
    assert "TF-IDF" not in model_card(MANIFEST)


def test_a_majority_reads_nothing():
    text = model_card(Manifest("majority", {}, (MADURO,)))
    assert "reads nothing: it gives every quote" in text
    assert ModelCard(text).data.eval_results is None


def test_a_table_may_name_hundreds_of_targets_in_any_words():
    many = tuple(Target(f"t{i}", f"the *{i}th*\n| one") for i in range(14))
    scores = {"dev": {**NUMBERS, "f_avg_low": 0.5, "f_avg_high": 0.6}}
    text = model_card(replace(MANIFEST, targets=many, scores=scores))
    assert r"the \*11th\* \| one and 2 other targets" in text
    assert "95 % of F_avg" in text
    assert "0.50 to 0.60" in text


def test_a_folder_carries_its_card_and_vouches_for_it(corpus, tmp_path):
    fitted = fit_and_score(Tfidf(), replace(corpus_data(corpus), name="corpus small"))
    save_model(fitted.classifier, fitted.manifest, tmp_path / "m", model_card(fitted.manifest))
    _, manifest = load_model(tmp_path / "m")
    assert set(manifest.files) == {"README.md", "tfidf.safetensors"}
    # two train articles of six quotes, asked about two targets
    assert (manifest.data, manifest.train_rows) == ("corpus small", 24)
    card = ModelCard.load(tmp_path / "m" / "README.md")
    assert card.data.model_name == "stance-tfidf"
    # what was read back from the folder makes the same card
    assert model_card(manifest) == (tmp_path / "m" / "README.md").read_text()


def test_the_datasheet_is_a_dataset_card(tmp_path):
    folder = bundled_corpus().parent
    card = DatasetCard.load(folder / "README.md")
    assert card.data.pretty_name.startswith("stance: ")
    assert card.data.license == "other"
    assert card.data.task_categories == ["text-classification"]
    files = {c["config_name"]: c["data_files"] for c in card.data.configs}
    assert set(files) == {"quotes", "articles", "targets"}
    assert all((folder / name).is_file() for name in files.values())


@pytest.mark.slow
def test_datasets_loads_what_the_datasheet_names(tmp_path):
    from datasets import load_dataset

    folder = bundled_corpus().parent
    lines = (folder / "corpus" / "quotes.jsonl").read_text().count("\n")
    quotes = load_dataset(str(folder), "quotes", split="train", cache_dir=str(tmp_path))
    assert len(quotes) == lines
    assert set(quotes[0]["stances"]) == {"maduro", "guaido"}
