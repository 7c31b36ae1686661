import io
import time
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stance.data.files import replacing
from stance.data.layout import Layout, output_format
from stance.data.tables import open_table, read_table, write_table
from stance.errors import UserError

ROWS = [
    {"id": "1", "text": "Él dijo: “no”, dos veces", "speaker": "Ana Paz", "n": "x"},
    {"id": "2", "text": 'a, "b"\nc = 1', "speaker": "", "n": "y"},
]


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_tables_give_back_what_was_written(ending, tmp_path):
    path = tmp_path / f"quotes.{ending}"
    write_table(iter(ROWS), ending, path)
    assert [record.fields for record in read_table(str(path))] == ROWS
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_spreadsheets_byte_order_mark_is_no_part_of_a_name(tmp_path):
    path = tmp_path / "quotes.csv"
    path.write_text("text,id\nhello,1\n", encoding="utf-8-sig")
    assert [r.fields for r in read_table(str(path))] == [{"text": "hello", "id": "1"}]


def test_standard_input_is_json_lines(monkeypatch):
    rows = io.BytesIO(b'{"text": "a"}\n\n{"text": "b"}\n')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(rows, encoding="ascii"))
    records = list(read_table("-"))
    assert [r.fields["text"] for r in records] == ["a", "b"]
    assert records[1].place == "standard input:3"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
def test_standard_input_may_be_csv(mark, monkeypatch):
    rows = io.BytesIO(mark + b'text,id\r\n"a, b",1\r\n\xff,2\r\nc,3\r\n')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(rows, encoding="ascii"))
    table = open_table("-")
    assert table.columns() == {"text": str, "id": str}
    for _ in range(2):  # it is held
        good, bad, last = table.rows()
        assert good.fields == {"text": "a, b", "id": "1"}
        assert (bad.place, bad.reason) == ("standard input:3", "is not UTF-8; save it as UTF-8")
        assert last.fields["text"] == "c"


class Pieces(io.BytesIO):
    """A pipe that somebody writes to piece by piece."""

    def __init__(self, *pieces):
        super().__init__(b"".join(pieces))
        self.waiting = list(pieces)

    def read1(self, size=-1):
        piece = self.waiting.pop(0) if self.waiting else b""
        if 0 <= size < len(piece):
            self.waiting.insert(0, piece[size:])
        return piece if size < 0 else piece[:size]


@pytest.mark.parametrize(
    "pieces",
    [
        (b"\xef\xbb\xbf", b"text\nMaduro\n"),
        (b"\xef", b"\xbb\xbf", b"text\nMaduro\n"),
        (b"\xef\xbb\xbf", b'{"text": "Maduro"}'),
        (b"\n", b" \r\n", b'{"text": "Maduro"}'),
    ],
)
def test_the_first_sign_of_standard_input_is_waited_for(pieces, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Pieces(*pieces)))
    assert [row.fields["text"] for row in read_table("-")] == ["Maduro"]


def test_standard_input_that_is_neither_is_told(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"hello\n")))
    with pytest.raises(UserError, match=r"standard input, which is CSV where .* no column 'text'"):
        open_table("-")


def test_cells_may_be_parted_by_tabs(tmp_path):
    (tmp_path / "quotes.tsv").write_text('text\tspeaker\na, b\tAna\n"two\nlines"\t\n')
    rows = [record.fields for record in read_table(tmp_path / "quotes.tsv")]
    assert rows == [{"text": "a, b", "speaker": "Ana"}, {"text": "two\nlines", "speaker": ""}]


def test_of_many_columns_the_one_that_stands_twice_is_found_at_once(tmp_path):
    names = ["text", *map(str, range(20_000))]
    (tmp_path / "q.csv").write_text(",".join(names) + "\n")
    begun = time.process_time()
    assert list(open_table(tmp_path / "q.csv").columns()) == names
    assert time.process_time() - begun < 3  # not each against each: ten seconds
    (tmp_path / "q.csv").write_text(",".join([*names, "7", "text"]) + "\n")
    with pytest.raises(UserError, match="column 'text' stands twice"):
        open_table(tmp_path / "q.csv")


def test_columns_are_those_of_all_rows(capsys):
    write_table([{"a": 1}, {"b": 2}], "csv", None)
    assert capsys.readouterr().out == "a,b\n1,\n,2\n"


def test_what_is_no_number_is_an_empty_cell_of_a_csv(tmp_path):
    rows = [{"text": "She lost.", "speaker": speaker} for speaker in (float("nan"), "nan", 0.5)]
    write_table(rows, "csv", tmp_path / "t.csv")
    speakers = [row.fields["speaker"] for row in read_table(tmp_path / "t.csv")]
    assert speakers == ["", "nan", "0.5"]


def test_what_json_has_no_number_for_is_null(capsys):
    row = {"text": "a", "n": float("nan"), "m": [1.5, {"far": float("-inf")}, ("x", float("inf"))]}
    write_table([row], "jsonl", None)
    write_table([row], "csv", None)
    assert capsys.readouterr().out == (
        '{"text": "a", "n": null, "m": [1.5, {"far": null}, ["x", null]]}\n'
        'text,n,m\na,,"[1.5, {""far"": null}, [""x"", null]]"\n'
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "q.jsonl",
            '{"quote": "x", "id": 1}',
            "q.jsonl:1: no field 'text'; the fields are quote, id; rename the right one to 'text'",
        ),
        ("q.jsonl", '{"text": " "}', "q.jsonl:1: text is ' ', must be a text that is not empty"),
        ("q.jsonl", '{"text": 3}', "q.jsonl:1: text is 3, must be a text"),
        ("q.jsonl", '{"text": "a"}\n{', "q.jsonl:2: not JSON"),
        (
            "q.csv",
            "quote,id\nx,1\n",
            "no column 'text'; the columns are quote, id; rename the right",
        ),
        (
            "q.csv",
            "text\tid\nx\t1\n",
            r"q.csv: no column 'text': .* parted by '\\t'; save it .* \.tsv",
        ),
        ("q.csv", "text|id\nx|1\n", r"q.csv: no column 'text': its cells are parted by '\|'"),
        ("q.tsv", "text,id\nx,1\n", "q.tsv: no column 'text'; the columns are text,id"),
        ("q.csv", "", "no column 'text'; the columns are none"),
        ("q.csv", "text,id\nx,1\ny\n", "q.csv:3: must have 2 cells"),
        ("q.csv", "text,id\nx,1,2\n", "q.csv:2: must have 2 cells"),
        ("q.csv", "text,id\n,1\n", "q.csv:2: text is ''"),
        (
            "q.jsonl",
            '{"text": "a"}\n{"text": "a", "speaker": 3}',
            "q.jsonl:2: speaker is 3, must be",
        ),
        (
            "q.jsonl",
            '{"text": "a", "target": ["x"]}',
            r"q.jsonl:1: target is \['x'\], must be a text",
        ),
        ("q.jsonl", '{"text": "a\\ud800"}', "q.jsonl:1: holds half a surrogate pair"),
        ("q.jsonl", '{"text": ' + "[" * 100_000, "q.jsonl:1: (cannot be read as|not) JSON"),
        ("q.jsonl", '{"text": "a", "n": ' + "9" * 5000 + "}", "q.jsonl:1: cannot be read as JSON"),
        ("q.csv", "text,id,id\nx,1,2\n", "column 'id' stands twice"),
        ("q.csv", 'text\n"' + "x" * 10_000_001, "q.csv:2: not CSV: a row longer than"),
        ("q.parquet", "PAR0", "cannot be read as Parquet"),
        ("q.xlsx", "", "a table must end in .jsonl, .csv, .tsv, .parquet"),
    ],
)
def test_a_bad_table_is_told_by_row(name, content, message, tmp_path):
    (tmp_path / name).write_text(content)
    with pytest.raises(UserError, match=message) as caught:
        list(read_table(str(tmp_path / name)))
    assert "\n" not in str(caught.value)


def test_a_parquet_without_the_column(tmp_path):
    write_table([{"quote": "x"}], "parquet", tmp_path / "q.parquet")
    with pytest.raises(UserError, match="no column 'text'; the columns are quote"):
        list(read_table(str(tmp_path / "q.parquet")))


def test_parts_of_parquet_become_row_groups_of_some_size(tmp_path, monkeypatch):
    layout = Layout("parquet", columns={"n": int})
    parts = [tmp_path / str(n) for n in range(5)]
    for n, part in enumerate(parts):
        part.write_bytes(layout.encode([{"n": n}], first=True))
    monkeypatch.setattr("stance.data.layout._GROUP", 16)  # two numbers of eight bytes
    with (tmp_path / "whole.parquet").open("wb") as file:
        layout.join(parts, file)
    written = pq.ParquetFile(tmp_path / "whole.parquet")
    assert written.read().column("n").to_pylist() == [0, 1, 2, 3, 4]
    groups = range(written.num_row_groups)
    assert [written.metadata.row_group(group).num_rows for group in groups] == [2, 2, 1]


def test_parquet_is_not_for_the_screen():
    with pytest.raises(UserError, match="give --output FILE"):
        output_format("parquet", None, ("jsonl", "parquet"))


@pytest.mark.parametrize(
    "rows", [[{"id": 1}, {"id": "one"}], [{"id": {}}, {"id": {}}]], ids=["mixed", "empty"]
)
def test_rows_that_are_no_parquet_table(rows, tmp_path):
    with pytest.raises(UserError, match=r"these rows are no Parquet table: .*id"):
        write_table(rows, "parquet", tmp_path / "out.parquet")
    assert not list(tmp_path.iterdir())


def test_a_column_that_arrow_reads_and_cannot_make_is_told_in_one_line():
    tensor = pa.fixed_shape_tensor(pa.float64(), [2, 2], permutation=[0, 1])
    layout = Layout("parquet", columns={"n": tensor})
    with pytest.raises(UserError, match=r"no Parquet table: .*fixed_shape_tensor"):
        layout.encode([{"n": [1.0, 2.0, 3.0, 4.0]}], first=True)


def test_a_folder_is_no_table(tmp_path):
    (tmp_path / "q.csv").mkdir()
    with pytest.raises(UserError, match=r"q.csv: is a folder; give the files in it"):
        open_table(tmp_path / "q.csv")


def test_a_folder_is_never_taken_for_a_file(tmp_path):
    (tmp_path / "out.jsonl").mkdir()
    with pytest.raises(UserError, match=r"out.jsonl: is not a plain file; give another name"):
        write_table([{"text": "a"}], "jsonl", tmp_path / "out.jsonl")
    with pytest.raises(UserError, match="/dev/null: is not a plain file"):
        write_table([{"text": "a"}], "jsonl", Path("/dev/null"))


def test_what_fails_half_way_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")

    def rows():
        yield {"text": "a"}
        raise UserError("row 2 is bad")

    with pytest.raises(UserError, match="row 2 is bad"):
        write_table(rows(), "jsonl", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path):
    def fill():
        with replacing(tmp_path / "out.json") as new, Path("/dev/full").open("w") as full:
            new.write_text("begun")
            full.write("x")
            full.flush()

    with pytest.raises(UserError, match=r"out.json: cannot be written: No space left on device"):
        fill()
    assert not list(tmp_path.iterdir())


def test_a_folder_is_still_there_after_a_ctrl_c_between_old_and_new(tmp_path, monkeypatch):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "known").write_text("earlier")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt), replacing(folder, folder_of=("known",)) as new:
        new.mkdir()
    assert (folder / "known").read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [folder]
