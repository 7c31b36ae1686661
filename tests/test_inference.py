import unicodedata
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import stance
from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from stance.errors import UserError
from stance.evaluation.calibration import scale
from stance.inference import BatchPredictor, Model, load
from stance.schema import Example, Quote, Target
from tests.conftest import GUAIDO, MADURO, save_majority, small_corpus


@pytest.fixture(scope="module")
def model():
    data = corpus_data(small_corpus())
    classifier = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    return Model(classifier, Manifest("tfidf", classifier.settings, data.targets, 2.0, 0.5))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("maduro", MADURO),
        ("Maduro", MADURO),
        ("nicolas maduro", MADURO),
        ("Juan Guaidó", GUAIDO),
        ("guaido", GUAIDO),
        (" GUAIDÓ ", GUAIDO),
        (unicodedata.normalize("NFD", "Juan  Guaidó"), GUAIDO),
        ("Bea Sol", Target("Bea Sol", "Bea Sol", ("Sol",))),
        ("Moscow", Target("Moscow", "Moscow")),
    ],
)
def test_a_target_is_found_by_id_name_or_alias(model, name, expected):
    assert model.target(name) == expected


def test_a_new_target_is_called_by_its_last_word_but_a_party_is_not(model):
    assert model.target("Donald Trump").aliases == ("Trump",)
    assert model.target("Labour Party").aliases == model.target("Pope").aliases == ()


def test_a_new_target_is_not_called_by_a_word_that_means_another_thing(model):
    for name in ("Bank of England", "Apollo 11", "Malcolm X", "Sam Davis Jr", "carbon tax"):
        assert model.target(name).aliases == ()
    assert model.target("Cilia Maduro").aliases == ()  # the name of a known one


def test_a_name_of_two_targets_is_neither(model):
    sisters = (Target("ana", "Ana Paz", ("Paz",)), Target("a2", "Ana", ("Paz",)))
    both = replace(model, manifest=replace(model.manifest, targets=sisters))
    assert both.target("ana  paz").id == both.target("ana").id == "ana"
    assert both.target("Paz") == Target("Paz", "Paz")
    assert both.target("Eva Paz") == Target("Eva Paz", "Eva Paz")  # not every Paz is Eva
    (answer,) = both.predict_rows([{"text": "Paz lied.", "target": "Paz"}])
    assert (answer["target"], answer["target_seen"]) == ("Paz", False)


def test_a_known_target_is_found_by_its_last_word(model):
    """Also one that has no alias, as in tables of before."""
    names = ("Ellen Hollis", "Ana Paz", "Eva Paz", "Northgate Energy")
    known = tuple(Target(name, name) for name in names)
    of_table = replace(model, manifest=replace(model.manifest, targets=known))
    for name in ("Hollis", "hollis", " HOLLIS"):
        assert of_table.target(name) is known[0]
    for name in ("Paz", "energy", "Ellen"):
        assert of_table.target(name) == Target(name, name)
    (answer,) = of_table.predict_rows([{"text": "Hollis lied.", "target": "hollis"}])
    assert (answer["target"], answer["target_seen"]) == ("Ellen Hollis", True)


def test_a_model_shows_its_kind_and_its_targets(model):
    assert repr(model) == "Model tfidf, trained on maduro, guaido"
    many = tuple(Target(f"t{n}", "Gris") for n in range(9))
    some = replace(model, manifest=replace(model.manifest, targets=many))
    assert repr(some) == "Model tfidf, trained on t0, t1, t2, t3, t4, 4 more"


def test_a_target_without_a_name_is_refused(model):
    for name in ("", " "):
        with pytest.raises(UserError, match="target id is empty"):
            model.target(name)


def test_an_unknown_target_is_marked(model):
    known, unknown = model.predict_quote("Sol robbed us all", targets=["maduro", "Bea Sol"])
    assert (known.target_seen, unknown.target_seen) == (True, False)
    assert unknown.stance.value == "against"


def test_without_any_name_all_targets_are_asked_about(model):
    for none in (None, [], ()):
        quote = model.predict_quote("Sol robbed us all", targets=none)
        assert [answer.example.target for answer in quote] == [MADURO, GUAIDO]
        rows = model.predict_rows([{"text": "Sol robbed us all"}], targets=none)
        assert [row["target"] for row in rows] == ["maduro", "guaido"]


def test_probabilities_are_calibrated_and_doubt_abstains(model):
    quote = Quote("Maduro robbed us all")
    raw = model.classifier.predict_proba([Example(quote, MADURO)])
    (prediction,) = model.predict([Example(quote, MADURO)])
    assert prediction.probabilities == pytest.approx(scale(raw, 2.0)[0], abs=1e-6)
    assert prediction.abstained == (max(prediction.probabilities) < 0.5)
    sure = Model(model.classifier, Manifest("tfidf", {}, model.targets, 2.0, 0.0))
    never = Model(model.classifier, Manifest("tfidf", {}, model.targets, 2.0, 1.1))
    assert not next(sure.predict([Example(quote, MADURO)])).abstained
    assert next(never.predict([Example(quote, MADURO)])).abstained


def test_probabilities_that_are_not_finite_are_refused(model, monkeypatch):
    damaged = np.array([[np.nan, 0.5, 0.5]], dtype=np.float32)
    monkeypatch.setattr(model.classifier, "predict_proba", lambda _: damaged)
    with pytest.raises(UserError, match="probabilities are not finite numbers: its settings or"):
        list(model.predict([Example(Quote("She lost."), MADURO)]))


def test_predictions_come_in_order_and_as_a_stream(model):
    asked = []

    def examples():
        for i in range(1200):
            asked.append(i)
            yield Example(Quote("Maduro feeds us" if i % 2 else "Maduro robbed us"), MADURO)

    answers = model.predict(examples())
    first = next(answers)
    assert len(asked) < 1200
    stances = [first.stance.value, *(p.stance.value for p in answers)]
    assert stances == ["against", "favor"] * 600


def test_rows_keep_their_fields(model):
    rows = [{"id": 7, "text": "Maduro feeds us", "outlet": "X"}, {"text": "no", "target": "guaido"}]
    answers = list(model.predict_rows(rows))
    assert [(a.get("id"), a.get("outlet"), a["target"]) for a in answers] == [
        (7, "X", "maduro"),
        (7, "X", "guaido"),
        (None, None, "guaido"),
    ]
    assert list(answers[0])[3:] == [
        "target", "stance", "favor", "against", "neutral", "abstained", "target_seen"
    ]  # fmt: skip
    named = list(model.predict_rows(rows, targets=["maduro"]))
    assert [a["target"] for a in named] == ["maduro", "maduro"]


def test_labels_of_before_are_kept_beside_the_answers(model):
    """A labelled table is asked about, to be compared."""
    row = {"text": "Maduro feeds us", "target": "maduro", "stance": "pro", "neutral": "x"}
    (answer,) = model.predict_rows([row])
    assert (answer["given_stance"], answer["given_neutral"]) == ("pro", "x")
    assert answer["stance"] == "favor"
    assert answer["neutral"] < 1
    # also of a table that was answered before
    (again,) = model.predict_rows([answer])
    assert (again["given_stance"], again["given_given_stance"]) == ("favor", "pro")
    assert again["stance"] == "favor"


def test_the_target_that_a_label_is_toward_is_kept(model):
    rows = [{"text": "Maduro feeds us", "target": t} for t in ("Nicolás Maduro", "Juan Guaidó")]
    told = [(a["given_target"], a["target"]) for a in model.predict_rows(rows)]
    assert told == [("Nicolás Maduro", "maduro"), ("Juan Guaidó", "guaido")]
    told = [(a["given_target"], a["target"]) for a in model.predict_rows(rows, ["maduro"])]
    assert told == [("Nicolás Maduro", "maduro"), ("Juan Guaidó", "maduro")]


def test_a_target_is_asked_about_once_however_it_is_named(model):
    named = ["maduro", "Guaidó", "Nicolas Maduro", "Bea Sol", "Bea  Sol"]
    asked = [a["target"] for a in model.predict_rows([{"text": "no"}], named)]
    assert asked == ["maduro", "guaido", "Bea Sol"]
    assert [p.example.target.id for p in model.predict_quote("no", targets=named)] == asked


def test_what_is_no_text_is_told(model):
    for given in ({"text": 5}, {"text": "a", "speaker": 5}, {"text": "a", "targets": [None]}):
        with pytest.raises(UserError, match="must be a text"):
            model.predict_quote(**given)
    for name in ("text", "speaker", "context", "target"):
        row = {"text": "a", "target": "maduro", name: "\ud800 Maduro"}
        with pytest.raises(UserError, match=f"row 0: {name} holds half a surrogate pair"):
            list(model.predict_rows([row]))
    with pytest.raises(UserError, match=r"target '\\ud800' holds half a surrogate pair"):
        model.predict_quote("a", targets=["\ud800"])
    # A data frame's missing value is none, and a target may be one that the model offers.
    (answer,) = model.predict_quote("Maduro feeds us", float("nan"), targets=[MADURO])
    assert (answer.example.quote.speaker, answer.example.target) == (None, MADURO)
    with pytest.raises(UserError, match="text is bytes, must be str"):
        stance.extract_quotes(b"a")


def test_one_name_is_no_list_of_them(model):
    with pytest.raises(UserError, match=r"targets is 'maduro', must be a list: \['maduro'\]"):
        model.predict_quote("Maduro feeds us", targets="maduro")
    with pytest.raises(UserError, match="targets is 'maduro'"):
        list(model.predict_rows([{"text": "Maduro feeds us"}], "maduro"))


def test_a_batch_without_texts_is_told(tmp_path):
    save_majority(tmp_path)
    with pytest.raises(UserError, match="no column 'text'; the columns are id, quote"):
        BatchPredictor(tmp_path / "model")({"id": np.array([1]), "quote": np.array(["x"])})


def test_a_batch_may_be_a_data_frame(tmp_path):
    save_majority(tmp_path)
    ask = BatchPredictor(tmp_path / "model")
    batch = {"text": ["Maduro feeds us", "no"], "stance": ["pro", "con"], "target": ["maduro"] * 2}
    frame, plain = ask(pd.DataFrame(batch)), ask(batch)
    assert list(frame) == list(plain)
    assert [list(column) for column in frame.values()] == [list(c) for c in plain.values()]
    assert list(frame["given_stance"]) == ["pro", "con"]
    missing = pd.DataFrame({**batch, "speaker": ["Ana", None]}).astype("string")  # pandas' NA
    assert list(ask(missing)["stance"]) == list(plain["stance"])
    with pytest.raises(UserError, match="column 'text' stands twice"):
        ask(pd.concat([pd.DataFrame(batch)] * 2, axis=1))
    with pytest.raises(UserError, match="not equally long"):
        ask({**batch, "id": [1]})


def test_quotes_that_were_cut_are_counted(tiny_encoder):
    from stance.classifiers.encoder import Encoder
    from stance.classifiers.finetuning import Schedule

    data = corpus_data(small_corpus())
    schedule = Schedule(epochs=1)
    encoder = Encoder(str(tiny_encoder("bert")), max_length=16, schedule=schedule)
    encoder.fit(data.splits["train"], data.splits["dev"], data.targets)
    model = Model(encoder, Manifest("encoder", encoder.settings, data.targets))
    rows = [{"text": "Maduro feeds us"}, {"text": "Maduro feeds us " * 9}]

    def cut(*targets):
        told = []
        list(model.predict_rows(rows, targets, cut=told.append))
        return sum(told)

    assert cut() == 2  # the long one, toward each target
    assert cut("maduro") == 1


def test_a_tables_empty_cell_is_nothing(model):
    rows = [{"text": "Maduro feeds us", "speaker": float("nan"), "target": "", "context": None}]
    assert len(list(model.predict_rows(rows))) == 2
    with pytest.raises(UserError, match="speaker is 3, must be a text"):
        list(model.predict_rows([{"text": "x", "speaker": 3}]))
    with pytest.raises(UserError, match=r"^row 1: text of a quote is empty"):
        list(model.predict_rows([*rows, {"text": " "}]))


def test_what_is_no_row_is_told(model):
    frame = pd.DataFrame({"text": ["Maduro feeds us"]})
    with pytest.raises(UserError, match=r'row 0: is of type str, .*frame.to_dict\("records"\)'):
        list(model.predict_rows(frame))
    assert len(list(model.predict_rows(frame.to_dict("records")))) == 2


def test_an_explanation_takes_a_data_frames_missing_values(model):
    explained = model.explain("Maduro feeds us", float("nan"), float("nan"), target="maduro")
    assert explained == model.explain("Maduro feeds us", target="maduro")


def test_a_saved_model_answers_the_same(model, tmp_path):
    save_model(model.classifier, model.manifest, tmp_path / "model")
    quotes = ["Maduro feeds us", "Guaido robbed us all"]
    for quote in quotes:
        one = [p.probabilities for p in model.predict_quote(quote)]
        other = [p.probabilities for p in load(tmp_path / "model").predict_quote(quote)]
        assert np.array_equal(one, other)


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("nowhere", "nowhere: no such model folder"),
        ("models:/stance@champion", "no mlflow.db in this folder; train first"),
        ("runs:/abc/model", "no mlflow.db in this folder"),
    ],
)
def test_a_model_that_is_not_there(uri, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)  # MLflow sets it itself
    with pytest.raises(UserError, match=message):
        load(uri)
    assert not list(tmp_path.iterdir())


def test_a_name_the_registry_does_not_know(store, monkeypatch):
    monkeypatch.chdir(store)
    for uri in ("models:/nothing@champion", "runs:/abc/model", "models:/"):
        with pytest.raises(UserError, match="not found in sqlite:///"):
            load(uri)
