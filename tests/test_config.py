"""`conf/` and the dataclasses agree, and a wrong override is told with its full key."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir

from stance.apps import composition_error, run_app
from stance.classifiers.encoder import Encoder
from stance.classifiers.tfidf import Tfidf
from stance.config import (
    CorpusConfig,
    EncoderConfig,
    EvaluateConfig,
    TfidfConfig,
    TrainConfig,
    conf_dir,
)
from stance.errors import UserError
from stance.overrides import read_config, read_evaluate_config, valid_keys


def composed(*overrides, config=TrainConfig):
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        try:
            if config is EvaluateConfig:
                return read_evaluate_config(compose("evaluate", list(overrides)))
            return read_config(compose("train", list(overrides)), overrides)
        except UserError:
            raise
        except Exception as error:
            mistake = composition_error(error, config)
            assert mistake is not None
            raise mistake from error


def test_the_default_is_an_encoder_beside_its_baselines():
    cfg = composed()
    assert isinstance(cfg.model, EncoderConfig)
    assert list(cfg.baselines) == ["majority", "tfidf"]
    assert isinstance(cfg.baselines["tfidf"], TfidfConfig)
    assert cfg.resume is None


@pytest.mark.parametrize("path", sorted(conf_dir().rglob("*.yaml")), ids=lambda p: p.name)
def test_each_file_opens_with_a_command_that_composes(path):
    # Hydra reads its own header only where it comes first.
    first = path.read_text().removeprefix("# @package _global_\n").splitlines()[0]
    command = re.fullmatch(r"# python -m stance\.(train|evaluate)(.*)", first)
    assert command, f"{path} must open with its command"
    if command[1] == "train":
        composed(*command[2].split())
    else:
        with initialize_config_dir(str(conf_dir()), version_base="1.3"):
            read_evaluate_config(compose("evaluate", command[2].split()))


def test_a_config_becomes_the_classifier_it_describes():
    encoder = composed("model.schedule.epochs=3").model.build(seed=7)
    assert isinstance(encoder, Encoder)
    assert (encoder.schedule.epochs, encoder.seed) == (3, 7)
    assert isinstance(composed("model=tfidf").model.build(seed=7), Tfidf)
    assert composed("model=majority").model.build(seed=7).settings == {}


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("modle=tfidf", "unknown key modle: did you mean model"),
        ("model.schedule.epoch=3", "unknown key model.schedule.epoch: did you mean model.sche"),
        ("+model.schedule.epoch=3", "unknown key model.schedule.epoch: did you mean model.sched"),
        ("seed=-1", "seed must be at least 0 and below 2**32, was: -1"),
        ("tracking=null", "Config group override"),
        ("+model.words=[1,2]", "key model.words goes with model=tfidf alone"),
        ("+data.train=x.csv", "key data.train goes with data=table alone"),
        ("baselines.tfidf.min_row=3", "did you mean baselines.tfidf.min_rows"),
        ("baselines.tfidf.cc=1", "unknown key baselines.tfidf.cc: did you mean baselines.tfidf.c"),
        ("+baselines.plain.kind=tfidf", "missing key baselines.plain.inputs"),
        (
            "+baselines.majority.words=[1,2]",
            "key baselines.majority.words goes with model@baselines.majority=tfidf alone",
        ),
        (
            "+foo=1",
            "unknown key foo: allowed: model, data, baselines, protocol, tracking, abstain,",
        ),
        ("+tracking.url=x", "unknown key tracking.url: did you mean tracking.uri"),
        ("model=tfdif", "model=tfdif: no such choice; did you mean tfidf?"),
        ("model.schedule.epochs=many", "model.schedule.epochs must be a whole number, was: 'many'"),
        ("model.schedule.warmup=x", "model.schedule.warmup must be a number, was: 'x'"),
        ("model.mask_names=perhaps", "model.mask_names must be true or false, was: "),
        ("model.frozen_layers=two", "model.frozen_layers must be a whole number"),
        ("tracking.uri=''", "tracking.uri must be a database (sqlite:///mlflow.db) or a server"),
        ("seed=x", "seed must be a whole number, was: 'x'"),
        ("seed=null", "seed must not be null"),
        ("abstain=0.9", "abstain is a section: give its keys, was: 0.9"),
        ("model.inputs=quote", "model.inputs must be a list: [A,B]"),
        ("tracking=3", "each of data, experiment, model, protocol, tracking takes the name of a c"),
        ("baselines=null", "baselines must not be null"),
        ("baselines=tfidf", "baselines must be a mapping, {name: value}, was: a str"),
        ("baselines=[]", "baselines"),
        (
            "baselines={}",
            "baselines={} takes nothing away; to do so, write ~baselines.majority ~baselines.tfidf",
        ),
        ("model.kind=forest", "model.kind: 'forest' is not one of majority, tfidf, encoder"),
        ("~model.checkpoint", "missing key model.checkpoint"),
        ("model=", "model"),
        ("seed", "seed: cannot be read; give KEY=VALUE"),
        ("data.root=[a", "data.root=[a: cannot be read; give KEY=VALUE"),
        ("data.root=a,b", "data.root=a,b: is several values; give a list as data.root=[a,b]"),
    ],
)
def test_a_wrong_override_is_one_line_with_its_key(override, message):
    with pytest.raises(UserError) as caught:
        composed(override)
    assert str(caught.value).startswith(message) or message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["data.rot=1"], "unknown key data.rot: did you mean data.root"),
        (
            ["data=newsmtsc", "data.hold_out=1"],
            "unknown key data.hold_out: did you mean data.held_out",
        ),
        (["+data.train=x"], "key data.train goes with data=table alone"),
        (["protocol=kfold"], "protocol"),
        (["+model.c=1"], "unknown key model"),
    ],
)
def test_a_wrong_key_of_a_comparison_is_told_beside_those_it_has(typed, message):
    with pytest.raises(UserError) as caught:
        composed("run_a=x", "run_b=y", *typed, config=EvaluateConfig)
    assert message in str(caught.value)
    assert "schedule" not in str(caught.value)


def test_a_path_of_any_signs_can_be_typed(monkeypatch):
    """Hydra's grammar knows neither é nor parentheses nor the ~ that a shell leaves."""
    typed = [
        "data.root=~/José/corpus (2)",
        "data.root=über,(x)",
        "data.root=a b",
        "model.words=[1,2]",
        "~model",
        "-m",
        "data.root='(1)'",
    ]
    monkeypatch.setattr("sys.argv", ["train", *typed])
    run_app(lambda: None)
    first, several, *rest = sys.argv[1:]
    assert composed(first).data.root == str(Path.home() / "José" / "corpus (2)")
    assert several == 'data.root="über","(x)"'  # for -m
    assert rest == typed[2:]


def test_an_id_of_a_run_is_no_number_however_it_looks(monkeypatch):
    whole = "12345678901234567890123456789e99"
    typed = ["run_a=6149e123", f"run_b=[00123456, 12345678,{whole}]", "more=[1/12345678,'1e5']"]
    monkeypatch.setattr("sys.argv", ["evaluate", *typed, "output=12345678.json"])
    run_app(lambda: None, EvaluateConfig)
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        cfg = read_evaluate_config(compose("evaluate", sys.argv[1:]))
    assert (cfg.run_a, cfg.run_b) == ("6149e123", ["00123456", "12345678", whole])
    assert (cfg.more, cfg.output) == (["1/12345678", "1e5"], "12345678.json")
    monkeypatch.setattr("sys.argv", ["train", "seed=12345678"])  # is a number
    run_app(lambda: None)
    assert sys.argv[1:] == ["seed=12345678"]


def test_baselines_are_taken_away_one_by_one():
    cfg = composed("~baselines.majority", "~baselines.tfidf")
    assert cfg.baselines == {}
    other = composed("model=tfidf", "+model@baselines.other=tfidf", "baselines.other.c=2")
    assert other.baselines["other"].c == 2
    with pytest.raises(
        UserError, match=r"baselines\.tfidf\.c=2 does nothing: the model is a tfidf"
    ):
        composed("model=tfidf", "baselines.tfidf.c=2")
    assert composed("model=tfidf", "model.choose={}").model.choose == {}  # it is empty anyway
    with pytest.raises(UserError, match=r"write ~model\.choose\.\w+ ~model\.choose"):
        composed("experiment=semeval2016_tfidf", "data.root=x", "model.choose={}")


def test_every_key_can_be_overridden():
    keys = valid_keys()
    assert {"model.schedule.learning_rate", "data.root", "tracking.uri", "resume"} <= set(keys)


def test_a_table_is_read_as_its_section_says(tmp_path):
    rows = [f"words {n},tax,{('pro', 'con', 'none')[n % 3]}" for n in range(60)]
    (tmp_path / "all.csv").write_text("\n".join(["text,target,position", *rows]) + "\n")
    names = [f"data.labels.{k}={v}" for k, v in {"favor": "pro", "against": "con"}.items()]
    cfg = composed(
        "data=table",
        f"data.train={tmp_path / 'all.csv'}",
        "data.columns.stance=position",
        "data.labels.neutral=none",
        "data.held_out=0.3",
        "data.metric=f_avg",
        *names,
    )
    data = cfg.data.read()
    assert list(data.splits) == ["train", "dev"]
    assert len(data.splits["train"]) + len(data.splits["dev"]) == 60
    assert data.metric == "f_avg"


@pytest.mark.parametrize("name", ["newsmtsc", "semeval2016"])
def test_a_benchmark_that_is_not_there_is_told_in_one_line(name):
    for cfg in (composed(f"data={name}"), composed(f"experiment={name}_tfidf")):
        with pytest.raises(UserError, match=r"data.root is not given: .* at https://") as caught:
            cfg.data.read()
        assert "\n" not in str(caught.value)


def test_settings_to_choose_from_are_typed_as_the_file_shows_them():
    assert composed("model=tfidf").model.build(seed=1).choose == {}
    chosen = composed("model=tfidf", "model.choose={c: [1, 3], shared: [0.5, 1]}")
    assert chosen.model.build(seed=1).choose == {"c": [1, 3], "shared": [0.5, 1]}


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path, monkeypatch, capsys):
    from stance.train import main

    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["train", "model=majority", "hydra.run.dir=file"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "error: hydra.run.dir: file: cannot be made: File exists\n"


def test_a_choice_that_is_none_is_told_with_those_there_are(tmp_path, monkeypatch, capsys):
    from stance.train import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["train", "model=nothing"])
    with pytest.raises(SystemExit, match="2"):
        main()
    told = "error: model=nothing: no such choice; allowed: encoder, majority, tfidf\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("root", [".", "", "{}/"])
def test_a_corpus_is_called_by_its_folder(root, corpus_folder, monkeypatch):
    monkeypatch.chdir(corpus_folder)
    data = CorpusConfig("corpus", root.format(corpus_folder)).read()
    assert data.name == f"corpus {corpus_folder.name}"


@pytest.mark.parametrize("command", ["stance.train --help", "stance.extract article.txt"])
def test_a_command_whose_reader_has_gone_ends_without_a_word(command, tmp_path):
    (tmp_path / "article.txt").write_text("“We won,” said Ana Paz.")
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", *command.split()]
    done = subprocess.run(words, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")
