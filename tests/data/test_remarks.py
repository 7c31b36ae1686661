"""What is told of data before a training."""

from stance.data.examples import to_data
from stance.data.remarks import remarks
from stance.schema import Example, Quote, Stance, Target


def data_of(names, dev=60, odd=0, article="a"):
    """Three rows of train toward each name, and of dev as many; `odd` texts have another label."""
    targets = [Target(name, name) for name in names]

    def rows(count, first, article="a"):
        return [
            Example(
                Quote(f"words {first + n}", id=f"{first + n}", article=article),
                target,
                list(Stance)[n % 3],
            )
            for n in range(count)
            for target in targets
        ]

    train = rows(3, 0)
    train += [
        Example(
            Quote(f" Words {n}", id=f"odd {n}", article=article),
            targets[0],
            list(Stance)[(n + 1) % 3],
        )
        for n in range(odd)
    ]
    return to_data(targets, {"train": train, "dev": rows(dev, 100)})


def test_of_data_that_are_all_right_nothing_is_told():
    assert remarks(data_of(("tax", "dues"))) == remarks(data_of(("tax",))) == []


def test_a_small_dev_is_told():
    told = "dev has 18 rows: temperature, threshold and champion rest on these alone"
    assert remarks(data_of(("tax", "dues"), dev=9)) == [told]


def test_labels_at_odds_and_targets_of_unequal_rows_are_told():
    assert remarks(data_of(("tax", "dues"), odd=2)) == [
        "targets, by rows: tax 65, dues 63",
        "2 texts have several labels toward one target, as 'words 0'",
    ]
    (told,) = remarks(data_of(("tax",), odd=1))
    assert told == "1 text has several labels toward one target, as 'words 0'"
    assert remarks(data_of(("tax",), odd=1, article="b")) == []


def test_of_many_targets_the_rarest_are_told():
    names = [f"t{n}" for n in range(13)]
    (told, _) = remarks(data_of(names, odd=1))
    assert told.startswith("the rarest of 13 targets, by rows: t1 63, ")
    assert told.endswith(", t8 63, t9 63")


def test_of_the_people_of_a_thousand_texts_nothing_is_told():
    assert remarks(data_of([f"t{n}" for n in range(101)], odd=1, dev=3)) == [
        "1 text has several labels toward one target, as 'words 0'"
    ]
