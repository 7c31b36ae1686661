"""The README is one page that begins with two commands; `test_docs.py` runs what is in it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_it_is_one_page():
    assert "PLACEHOLDER" not in README
    assert len(README.splitlines()) <= 150


def test_the_two_commands_are_single_lines_that_set_themselves_up():
    commands = [b.strip() for b in blocks("bash") if b.startswith("python3 -m venv")]
    assert len(commands) == 2
    for command in commands:
        assert "\n" not in command
        assert "pip install" in command
    assert commands[0].endswith("-m stance.train")
    assert commands[1].endswith("-m pytest")


def test_every_file_it_links_to_is_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
