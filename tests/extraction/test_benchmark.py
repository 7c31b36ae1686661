"""The benchmark scores a corpus, and times texts where one is to be timed."""

import pytest
from typer.testing import CliRunner

from stance.extraction import benchmark


@pytest.fixture
def lines(corpus_folder, monkeypatch):
    """What the command prints; one hard text is enough."""
    monkeypatch.setattr(benchmark, "HARD", {"said": "he said that "})

    def printed(largest):
        arguments = ["--corpus", str(corpus_folder), "--largest", str(largest)]
        done = CliRunner().invoke(benchmark.app, arguments)
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    return printed


def test_without_a_text_to_time_there_is_no_table(lines):
    assert [line.split()[0] for line in lines(9_999)] == ["marked", "indirect"]


def test_a_text_that_is_timed_has_a_row(lines):
    _, _, _, head, *rows = lines(10_000)
    assert head.split()[:3] == ["text", "characters", "seconds"]
    assert [row.split()[:2] for row in rows] == [["articles", "10,000"], ["said", "10,000"]]
