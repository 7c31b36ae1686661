"""Protocols of several fits, and the comparison and page of results that runs come to."""

import dataclasses
import json
from dataclasses import replace

import pytest
from hydra import compose, initialize_config_dir

from stance import tracking
from stance.config import conf_dir
from stance.data.examples import corpus_data
from stance.data.folds import by_articles
from stance.errors import UserError
from stance.evaluate import evaluate, main
from stance.overrides import read_config, read_evaluate_config
from stance.protocol import run_folds
from stance.reporting.summaries import show_outcome
from stance.train import train


def compose_evaluate(*overrides):
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        return read_evaluate_config(compose("evaluate", list(overrides)))


def test_folds_are_children_and_are_gone_on_with(configure, tmp_path, capsys, monkeypatch):
    cfg = configure("protocol=kfold", "protocol.folds=3", "model=tfidf", "resume=auto", "seed=77")
    assert train(cfg, tmp_path / "out") == {}
    printed = capsys.readouterr().out
    assert "fold 3 of 3" in printed
    monkeypatch.setenv("MLFLOW_TRACKING_URI", cfg.tracking.uri)
    run = tracking.finished_runs(cfg.tracking.experiment)[0]
    fold = tracking.children(run)[0].info.run_id
    expected = (
        rf"not found: the folds of protocol=kfold are runs .*, as {fold[:8]} \(fold 1 of 3\)$"
    )
    with pytest.raises(UserError, match=expected):
        evaluate(compose_evaluate(f"run_a={run.info.run_id}", f"run_b={fold}"))
    assert "all test rows together" in printed

    # A second try that breaks off in its last fold goes on with that one alone.
    import stance.protocol

    cfg = configure("protocol=kfold", "protocol.folds=3", "model=tfidf", "resume=auto", "seed=78")
    fit, fitted = stance.protocol.fit_and_score, []

    def breaks(*arguments, **options):
        if len(fitted) == 2:
            raise KeyboardInterrupt
        fitted.append(arguments)
        return fit(*arguments, **options)

    monkeypatch.setattr(stance.protocol, "fit_and_score", breaks)
    with pytest.raises(KeyboardInterrupt):
        train(cfg, tmp_path / "out2")
    monkeypatch.setattr(
        stance.protocol, "fit_and_score", lambda *a, **o: fitted.append(a) or fit(*a, **o)
    )
    train(cfg, tmp_path / "out3")
    assert len(fitted) == 3
    rows = [line for line in capsys.readouterr().out.splitlines() if "fold 1 of 3" in line]
    assert rows


def test_folds_are_scored_by_the_measure_of_their_data(corpus, capsys):
    folds = by_articles(replace(corpus_data(corpus), metric="f_avg"), 3)
    rows = [
        {"id": f"{n}", "article": f"{n // 2}", "target": "t", "gold": gold, "predicted": "favor"}
        for n, gold in enumerate(("favor", "against", "neutral"))
    ]

    class Recorded:  # every fold of which is finished
        def __init__(self):
            self.logged = {}

        def finished_child(self, name):
            return rows

        def log(self, numbers):
            self.logged |= numbers

    run = Recorded()
    show_outcome(run_folds(folds, None, run))
    # Favor: TP 1 of 3 predicted and 1 gold, so 2/4; against 0.
    assert run.logged["folds/f_avg_mean"] == run.logged["folds/pooled_f_avg"] == 0.25
    told = " ".join(capsys.readouterr().out.split())
    assert "bootstrap interval of F_avg over articles" in told
    assert "The spread over folds is of F_avg over" in told


def test_a_learning_curve_is_scored_share_by_share(configure, tmp_path, capsys):
    cfg = configure("protocol=curve", "protocol.shares=[0.5,1.0]", "model=majority")
    train(cfg, tmp_path / "out")
    printed = capsys.readouterr().out
    assert "50% of train" in printed
    assert "100% of train" in printed
    assert "together" not in printed  # the shares have one test split


def test_models_of_a_table_are_asked_about_a_table(tmp_path, capsys):
    from stance.classifiers.folder import Manifest, save_model
    from stance.classifiers.majority import Majority
    from stance.config import TableConfig
    from stance.data.tables import write_table

    rows = [
        {"text": f"words {n}", "target": "tax", "stance": ("favor", "against", "neutral")[n % 3]}
        for n in range(30)
    ]
    write_table(rows, "csv", tmp_path / "t.csv")
    table = [f"data.{split}={tmp_path}/t.csv" for split in ("train", "dev", "test")]
    given = ["data=table", *table]
    models = [f"run_{name}={tmp_path}/{name}" for name in "ab"]
    cfg = compose_evaluate(*models, *given)
    assert isinstance(cfg.data, TableConfig)
    data = cfg.data.read()
    model = Majority().fit(data.splits["train"], data.splits["dev"], data.targets)
    for name in "ab":
        manifest = Manifest("majority", {}, data.targets, data=data.name)
        save_model(model, manifest, tmp_path / name)
    why = rf"no model knows a target of venezuela; say what .* {tmp_path}/a was fitted on table t"
    with pytest.raises(UserError, match=why):
        evaluate(compose_evaluate(*models))
    capsys.readouterr()
    evaluate(cfg)
    told = capsys.readouterr().err.splitlines()
    assert told.count("30 of 30 texts of test stand in train too") == 1


def test_runs_and_models_are_compared(
    configure, tmp_path, store, corpus_folder, monkeypatch, capsys
):
    import mlflow

    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{store}/mlflow.db")
    monkeypatch.chdir(tmp_path)
    cfg = configure("model=tfidf", "tracking.experiment=compared", "seed=5")
    train(cfg, tmp_path / "out")
    experiment = mlflow.get_experiment_by_name("compared").experiment_id
    run, baseline = mlflow.MlflowClient().search_runs([experiment], order_by=["start_time ASC"])
    ids = (run.info.run_id, baseline.info.run_id)

    spreads, (found,) = evaluate(compose_evaluate(f"run_a={ids[1]}", f"run_b={ids[0]}"))
    assert spreads[ids[0][:8]].mean == run.data.metrics["test/macro_f1"]
    assert found.gain == pytest.approx(
        run.data.metrics["test/macro_f1"] - baseline.data.metrics["test/macro_f1"]
    )
    assert (found.groups, found.n) == (2, 24)  # articles, of six quotes each
    _, (short,) = evaluate(compose_evaluate(f"run_a='{ids[1][:8]}'", f"run_b='{ids[0][:8]}'"))
    assert short == found
    folder, root = tmp_path / "out" / "model", f"data.root={corpus_folder}"
    _, (same,) = evaluate(compose_evaluate(f"run_a={ids[0]}", f"run_b={folder}", root))
    assert (same.gain, same.p) == (0, 1)

    train(dataclasses.replace(cfg, seed=6), tmp_path / "out" / "6")
    *_, again, floor = mlflow.MlflowClient().search_runs([experiment], order_by=["start_time ASC"])
    pair = f"run_b=[{ids[0]},{again.info.run_id}]"
    with pytest.raises(UserError, match=r"1 seeds, .* 2; give each as many"):
        evaluate(compose_evaluate(f"run_a={ids[1]}", pair))
    _, (seeds,) = evaluate(compose_evaluate(f"run_a=[{ids[1]},{floor.info.run_id}]", pair))
    assert seeds.gain == pytest.approx(found.gain)  # neither model draws anything
    for twice in (f"[{ids[1]},{ids[1]}]", f"['{ids[1][:8]}',{ids[1]}]"):
        with pytest.raises(UserError, match=f"run_a: {ids[1]} is named more than once; give each"):
            evaluate(compose_evaluate(f"run_a={twice}", pair))

    # Another comparison would raise the p of all.
    for more in (ids[0], f"'{ids[0][:8]}'"):
        with pytest.raises(UserError, match=rf"more\[0\]: {ids[0]} is named by run_b already"):
            evaluate(compose_evaluate(f"run_a={ids[1]}", f"run_b={ids[0]}", f"more=[{more}]"))
    with pytest.raises(UserError, match=r"run_b: out/\.\./out/model is named by run_a already"):
        evaluate(compose_evaluate(f"run_a={folder}", "run_b=out/../out/model", root))

    with pytest.raises(UserError, match="not scored on the same rows"):
        evaluate(compose_evaluate(f"run_a={ids[0]}", f"run_b={folder}"))  # the bundled corpus

    command = ["evaluate", f"run_a={ids[1]}", f"run_b={ids[0]}"]
    monkeypatch.setattr("sys.argv", [*command[:2], "run_b=none", f"output={tmp_path}"])
    with pytest.raises(SystemExit):
        main()
    assert "is a folder; give the name of a file" in capsys.readouterr().err  # told first
    monkeypatch.setattr("sys.argv", [*command, "output=new/c.json"])
    main()
    saved = json.loads((tmp_path / "new" / "c.json").read_text())
    assert saved["comparisons"][0]["n"] == 24
    assert {p.name for p in tmp_path.iterdir()} == {"out", "new"}


def test_runs_are_compared_by_the_metric_of_their_data(tmp_path, store, monkeypatch):
    import mlflow

    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{store}/mlflow.db")
    labels = ["favor", "against", "neutral", "against"] * 6
    rows = [f"{label[: n % 5]} {n},Ana,{label}" for n, label in enumerate(labels)]
    table = tmp_path / "rows.csv"
    table.write_text("\n".join(["text,target,stance", *rows]))
    options = [f"data.{split}={table}" for split in ("train", "dev", "test")]
    options += [f"tracking.uri=sqlite:///{store}/mlflow.db", f"tracking.artifacts={store}/files"]
    options += ["data=table", "data.metric=f_avg", "model=tfidf", "tracking.experiment=f_avg"]
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        cfg = read_config(compose("train", options))
    train(cfg, tmp_path / "out")
    experiment = mlflow.get_experiment_by_name("f_avg").experiment_id
    run, other = mlflow.MlflowClient().search_runs([experiment], order_by=["start_time ASC"])
    spreads, (found,) = evaluate(
        compose_evaluate(f"run_a={other.info.run_id}", f"run_b={run.info.run_id}")
    )
    assert found.metric == "f_avg"
    assert found.score_a == other.data.metrics["test/f_avg"] != other.data.metrics["test/macro_f1"]
    assert spreads[other.info.run_id[:8]].mean == found.score_a


def test_a_model_that_is_not_there(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for arguments, message in (
        (["run_a=nowhere"], "missing key run_b"),
        (["run_a=nowhere", "run_b=elsewhere"], "nowhere: no such model folder"),
        (["run_a=[]", "run_b=x"], "run_a is empty"),
        (["run_a=x", "run_b=y", "splits=dev"], "unknown key splits: did you mean split?"),
        (["run_a=x", "run_b=y", "more=z"], "more must be a list: [A,B]"),
        (["run_a=x", "run_b=y", "more.z=w"], "names an item of a list does so by number"),
        (["run_a=x", "run_b=y", "+splits=dev"], "unknown key splits: did you mean split?"),
    ):
        monkeypatch.setattr("sys.argv", ["evaluate", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == 2
        printed = capsys.readouterr().err
        assert message in printed
        assert printed.count("\n") == 1


def test_results_are_written_from_runs(configure, tmp_path, store, monkeypatch):
    from stance.reporting.results import page
    from stance.tracking import finished_runs, recorded

    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{store}/mlflow.db")
    for seed, model in ((1, "tfidf"), (2, "majority")):  # tfidf is a baseline beside the second
        cfg = configure(f"model={model}", "tracking.experiment=paged", f"seed={seed}")
        train(cfg, tmp_path / model, f"python -m stance.train model={model}")
    other = configure("model=tfidf", "model.c=9.0", "tracking.experiment=paged", "seed=1")
    train(other, tmp_path / "other", "python -m stance.train model=tfidf model.c=9.0")
    shares = "protocol.shares=[0.5,1.0]"
    curve = configure("protocol=curve", shares, "model=majority", "tracking.experiment=paged")
    train(curve, tmp_path / "curve", "python -m stance.train protocol=curve model=majority")
    text = page(recorded("paged"))
    assert "\n## corpus " in text  # another than the one that comes with the package
    assert "| majority | 50% of train |" in text.split("### Learning curve")[1]
    score = finished_runs("paged")[-1].data.metrics["test/macro_f1"]
    assert f"| tfidf | test | {100 * score:.1f} | 0.0 |" in text
    beside = "`python -m stance.train model=majority` (as a baseline)"
    assert f"| 1, 2 | 24 | {beside} `python -m stance.train model=tfidf` |" in text
    # Another setting is another row, and the baseline beside both is one.
    scores, probes = text.split("### Learning curve")[0].split("### Probes")
    assert scores.count("| tfidf | test |") == 2
    assert scores.count("| majority | test |") == 1
    assert "| tfidf | test | target hidden |" in probes
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    with pytest.raises(UserError, match=r"no mlflow\.db in this folder"):
        recorded()
    assert not list((tmp_path / "empty").iterdir())
