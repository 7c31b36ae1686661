"""RESULTS.md: seeds together, benchmarks beside published figures, probes and protocols."""

from typer.testing import CliRunner

from stance import tracking
from stance.reporting.results import Recorded, page
from stance.results import app

COMMAND = "python -m stance.train model=tfidf"


def fit(score, seed=1, data="venezuela", split="test", command=COMMAND, **fields):
    metrics = {"macro_f1": score, "macro_f1_low": score - 0.1, "macro_f1_high": score + 0.1}
    metrics |= {"accuracy": 0.5, "n": 40.0, **fields.pop("more", {})}
    named = {f"{split}/{name}": value for name, value in metrics.items()}
    return Recorded(data, fields.pop("model", "tfidf"), "{}", seed, command, named, **fields)


def lines(runs, start):
    return [line for line in page(runs).splitlines() if line.startswith(start)]


def test_the_interval_is_over_articles_and_of_several_seeds_the_mean():
    assert lines([fit(0.6)], "| tfidf") == [
        f"| tfidf | test | 60.0 |  | 50.0 - 70.0 | 50.0 | 1 | 40 | `{COMMAND}` |"
    ]
    told = "interval over articles (texts where rows name none, quotes where there is one article)"
    assert told in page([fit(0.6)])
    # 0.58, 0.60, 0.62: mean 0.60, sd 0.02; each with an interval that is 0.2 wide
    seeds = [fit(s, n, command=f"{COMMAND} seed={n}") for n, s in ((3, 0.62), (1, 0.58), (2, 0.6))]
    assert lines(seeds, "| tfidf") == [
        "| tfidf | test | 60.0 | 2.0 | 50.0 - 70.0 | 50.0 | 1, 2, 3 | 40 "
        "| `python -m stance.train -m model=tfidf seed=1,2,3` |"
    ]


def test_the_newest_fit_of_a_seed_counts_and_dev_comes_last():
    assert lines([fit(0.7), fit(0.6)], "| tfidf")[0].startswith("| tfidf | test | 70.0 |")
    both = {**fit(0.5, split="dev").metrics, **fit(0.6).metrics}
    run = Recorded("venezuela", "tfidf", "{}", 1, COMMAND, both)
    assert [line.split(" | ")[1] for line in lines([run], "| tfidf")] == ["test", "dev"]


def test_runs_of_several_commits_are_told():
    runs = [fit(0.6, seed, commit=commit * 8) for seed, commit in ((3, "b1"), (1, "a0"), (2, "a0"))]
    (told,) = lines([*runs, fit(0.5, 3, commit="c2" * 8)], "The code")  # which a newer one hides
    assert told == (
        "The code of these runs stood at 2 commits: a0a0a0a0 (seed 1, 2), b1b1b1b1 (seed 3)."
    )
    assert not lines(runs[1:], "The code")
    shares = [fit(0.6, fold=f"{n}0% of train", protocol="curve", commit=f"d{n}") for n in (1, 2)]
    assert lines(shares, "The code of these runs stood at 2 commits: d1 (seed 1), d2 (seed 1).")


def test_a_baseline_tells_beside_which_model_it_was_fitted():
    beside = [
        fit(0.6, seed, command=f"python -m stance.train seed={seed}", baseline=True)
        for seed in (1, 2)
    ]
    (line,) = lines([*beside, fit(0.6, 3)], "| tfidf")
    assert line.endswith(f"| `python -m stance.train -m seed=1,2` (as a baseline) `{COMMAND}` |")


def test_benchmarks_come_with_published_figures_and_their_measure():
    more = {"f_avg": 0.7, "f_avg_low": 0.65, "f_avg_high": 0.72}
    text = page([fit(0.6, data="semeval2016", more=more), fit(0.6, data="newsmtsc"), fit(0.6)])
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert titles == ["## The corpus of this package", "## NewsMTSC", "## SemEval-2016 Task 6"]
    news, tweets = text.split("## NewsMTSC")[1].split("## SemEval")
    assert "Hamborg and Donnay, NewsMTSC, EACL 2021" in news
    assert "| BERT-base | rw 80.1, mt 73.7 |" in news
    assert "| tfidf | test | 70.0 |  | 65.0 - 72.0 |" in tweets
    assert "Mohammad et al., SemEval-2016 Task 6" in tweets


def measured(metric, split="test", **fields):
    """As runs record it: both measures, an interval of the one alone."""
    names = ("macro_f1", "f_avg", f"{metric}_low", f"{metric}_high", "accuracy", "n")
    numbers = zip(names, (0.4, 0.7, 0.3, 0.8, 0.5, 40.0), strict=True)
    metrics = {f"{split}/{name}": value for name, value in numbers}
    return Recorded("table t.csv", "tfidf", metric, 1, COMMAND, metrics, **fields)


def test_the_measure_is_that_of_each_run_and_split():
    (row,) = lines([measured("f_avg", split="dev")], "| tfidf")  # a table without test rows
    assert row.startswith("| tfidf | dev | 70.0 |  | 30.0 - 80.0 |")
    both = [measured("f_avg"), measured("macro_f1")]
    curves = [measured(m, protocol="curve", fold="5% of train") for m in ("f_avg", "macro_f1")]
    for runs, what in ((both, "split"), (curves, "learned from")):
        heads = [line.split(" | ")[2] for line in lines(runs, f"| model | {what}")]
        assert heads == ["F_avg", "macro-F1"]
        assert [line.split(" | ")[2] for line in lines(runs, "| tfidf")] == ["70.0", "40.0"]


def test_probes_are_means_over_seeds():
    probes = [
        {"probe_target_hidden": score, "probe_target_hidden_gap": 0.2, "probe_target_hidden_n": 40}
        for score in (0.3, 0.4)
    ]
    runs = [fit(0.6, seed, more=more) for seed, more in enumerate(probes)]
    (line,) = lines(runs, "| tfidf | test | target hidden")
    assert line.startswith("| tfidf | test | target hidden | 35.0 | +20.0 | 0, 1 | 40 | ")
    assert "### Probes" not in page([fit(0.6)])


def test_a_learning_curve_has_a_row_a_share_and_other_protocols_one_in_all():
    shares = [fit(s, protocol="curve", fold=f"{n}% of train") for n, s in ((100, 0.6), (5, 0.4))]
    assert [line.split(" | ")[1] for line in lines(shares, "| tfidf")] == [
        "5% of train",
        "100% of train",
    ]
    folds = {"macro_f1_mean": 0.55, "macro_f1_sd": 0.03, "n": 5.0, "pooled_macro_f1": 0.56}
    folds |= {"pooled_macro_f1_low": 0.5, "pooled_macro_f1_high": 0.6}
    folds |= {"pooled_accuracy": 0.62, "pooled_n": 900.0}
    metrics = {f"folds/{name}": value for name, value in folds.items()}
    whole = Recorded("venezuela", "tfidf", "{}", 1, COMMAND, metrics, "kfold")
    one = fit(0.5, protocol="kfold", fold="fold 1 of 5")
    by_sides = {name.replace("macro_f1", "f_avg"): value for name, value in metrics.items()}
    sides = Recorded("venezuela", "tfidf", "{}", 1, COMMAND, by_sides, "targets")
    assert len(lines([sides], "| model | F_avg of all test rows")) == 1
    assert len(lines([sides], "| tfidf | 56.0 | 50.0 - 60.0 | 62.0 | 55.0 | 3.0 |")) == 1
    assert lines([whole, one], "| tfidf") == [
        f"| tfidf | 56.0 | 50.0 - 60.0 | 62.0 | 55.0 | 3.0 | 5 | 1 | 900 | `{COMMAND}` |"
    ]


def test_a_page_that_was_there_is_told_to_be_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(tracking, "recorded", lambda experiment: [fit(0.6)])
    output = tmp_path / "my-results.md"
    told = [CliRunner().invoke(app, ["--output", str(output)]).stderr for _ in range(2)]
    assert told == [f"{output}: 1 fits\n", f"{output}: 1 fits, replaced\n"]


def test_an_output_that_is_a_folder_is_told_before_the_store_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["--output", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (
        2,
        f"error: {tmp_path}: is a folder; give the name of a file\n",
    )
