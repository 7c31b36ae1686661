"""The registered model inside engines of large data, each for real and on this machine."""

import shutil
import sys
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

from stance.errors import UserError
from stance.inference import BatchPredictor, load
from stance.train import train

ROWS = [
    {"text": "Maduro robbed us all", "target": "maduro", "speaker": "Ana Paz"},
    {"text": "Maduro robbed us all", "target": "guaido", "speaker": None},
    {"text": "Bea Sol feeds us well", "target": "Bea Sol", "speaker": None},
]
ANSWERS = [("maduro", "against", True), ("guaido", "neutral", True), ("Bea Sol", "favor", False)]

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs the extra spark, and java",
)
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="needs the extra ray")


@pytest.fixture(scope="module")
def fitted(store, corpus_folder, tmp_path_factory):
    """The configuration and the model folder of a training."""
    from hydra import compose, initialize_config_dir

    from stance.config import conf_dir
    from stance.overrides import read_config

    overrides = [
        "model=tfidf",
        "~baselines.majority",
        f"data.root={corpus_folder}",
        f"tracking.uri=sqlite:///{store}/mlflow.db",
        f"tracking.artifacts={store}/mlartifacts",
        "tracking.experiment=scale",
        "tracking.registered_model=scale",
    ]
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        cfg = read_config(compose("train", overrides))
    output = tmp_path_factory.mktemp("scale")
    train(cfg, output)
    return cfg, output / "model"


def test_batches_of_columns_are_answered_as_rows_are(fitted):
    predictor = BatchPredictor(fitted[1])
    batch = {name: np.array([row[name] for row in ROWS], dtype=object) for name in ROWS[0]}
    answered = predictor({**batch, "id": np.arange(3)})
    assert answered["id"].tolist() == [0, 1, 2]
    found = zip(answered["target"], answered["stance"], answered["target_seen"], strict=True)
    assert [(t, s, bool(seen)) for t, s, seen in found] == ANSWERS
    rows = list(load(fitted[1]).predict_rows(ROWS))
    assert answered["against"] == pytest.approx([row["against"] for row in rows])
    # without a target of its own, a row is answered for each of the model's
    answered = predictor({"text": np.array(["Maduro feeds us well"])})
    assert answered["target"].tolist() == ["maduro", "guaido"]
    with pytest.raises(UserError, match="text"):
        predictor({"text": np.array([""], dtype=object)})


def test_dates_are_handed_through_as_dates(fitted):
    days = np.array(["2019-03-26", "NaT"], dtype="M8[us]")
    frame = pd.DataFrame({"text": ["Maduro feeds us"] * 2, "target": ["maduro"] * 2, "day": days})
    for batch in (frame, {name: frame[name].to_numpy() for name in frame}):
        answered = BatchPredictor(fitted[1])(batch)["day"]
        assert answered.dtype == days.dtype
        assert np.array_equal(answered, days, equal_nan=True)


def test_columns_of_any_kind_are_handed_through(fitted):
    predictor = BatchPredictor(fitted[1])
    batch = {
        "text": ["Maduro feeds us", "Maduro robbed us " * 5000],
        "target": ["maduro", "maduro"],
        "tags": [["a"], ["b", "c"]],
        "pair": [[1, 2], [3, 4]],
    }
    answered = predictor(batch)
    for name in ("text", "tags", "pair"):
        assert answered[name].tolist() == batch[name]
    # a reference each, not the width of the longest
    assert answered["text"].nbytes == 2 * np.dtype(object).itemsize
    kinds = {"target": "O", "stance": "O", "favor": "f", "abstained": "b", "target_seen": "b"}
    assert {name: answered[name].dtype.kind for name in kinds} == kinds
    # and of no rows there are the same columns
    none = predictor({name: column[:0] for name, column in batch.items()})
    assert {name: (len(c), c.dtype) for name, c in none.items()} == {
        name: (0, column.dtype) for name, column in answered.items()
    }
    assert list(none) == list(answered)


@pytest.mark.slow
@needs_spark
def test_spark_asks_the_registered_model(fitted, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    import mlflow
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import struct

    mlflow.set_tracking_uri(fitted[0].tracking.uri)
    spark = (
        SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    )
    try:
        stance = mlflow.pyfunc.spark_udf(spark, "models:/scale@champion", env_manager="local")
        table = spark.createDataFrame(ROWS, "text string, target string, speaker string")
        asked = table.select("text", stance(struct("text", "target", "speaker")).alias("answer"))
        answers = [row.answer for row in asked.collect()]
    finally:
        spark.stop()
    assert [(a.target, a.stance, a.target_seen) for a in answers] == ANSWERS
    assert sum(answers[0][label] for label in ("favor", "against", "neutral")) == pytest.approx(1)


@pytest.mark.slow
@needs_ray
def test_ray_maps_batches(fitted, monkeypatch):
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    try:
        answers = (
            ray.data.from_items(ROWS)
            .map_batches(
                BatchPredictor,
                fn_constructor_kwargs={"uri": str(fitted[1])},
                batch_size=2,
                concurrency=1,
            )
            .take_all()
        )
    finally:
        ray.shutdown()
    found = sorted((a["target"], a["stance"], bool(a["target_seen"])) for a in answers)
    assert found == sorted(ANSWERS)
