"""Tables in a terminal say what their columns are."""

from stance.evaluation.scores import score
from stance.reporting.tables import scores_table


def told(*targets):
    """The caption of the scores of two rows a target."""
    of = [target for target in targets for _ in range(2)]
    scores = score([0, 1] * len(targets), [0, 1] * len(targets), of, ["a"] * len(of))
    return str(scores_table({"tfidf": {"test": scores}}).caption)


def test_columns_by_target_say_that_all_three_classes_count():
    assert "; gris, paz: macro-F1, in which a class that no gold row has counts 0" in told(
        "paz", "gris"
    )


def test_a_table_without_columns_by_target_says_nothing_of_them():
    assert told("paz").endswith("n: quotes x targets")
