"""Tables read row by row: whatever the bytes, each row is given or rejected, and told by line."""

import bz2
import datetime
import gzip
import io
import lzma
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.data import readers
from stance.data.compression import COMPRESSIONS, compress, decompressed
from stance.data.files import Record
from stance.data.readers import Reject
from stance.data.tables import open_table
from stance.errors import UserError


def read(path, content):
    path.write_bytes(content)
    return list(open_table(path).rows())


def told(rows):
    """What was read: the text of a row, or the line and reason of a reject."""
    return [r.fields["text"] if isinstance(r, Record) else (r.line, r.reason) for r in rows]


OPEN = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
    ".zst": lambda content: pa.CompressedInputStream(io.BytesIO(content), "zstd").read(),
}


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_members_one_after_another_are_one_file(compression):
    content = compress(b"one\n", compression) + compress(b"two\n", compression)
    assert OPEN[compression](content) == b"one\ntwo\n"
    assert decompressed(io.BytesIO(content), compression).read() == b"one\ntwo\n"


@pytest.mark.parametrize("compression", ["", *COMPRESSIONS])
@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_a_table_is_the_same_compressed(format_, compression, tmp_path):
    plain = {"jsonl": '{"text": "é"}\n{"text": "b"}\n', "csv": "text\né\nb\n"}[format_]
    content = compress(plain.encode(), compression)
    rows = read(tmp_path / f"q.{format_}{compression}", content)
    assert told(rows) == ["é", "b"]
    assert [row.line for row in rows] == ([1, 2] if format_ == "jsonl" else [2, 3])


@pytest.mark.parametrize("compression", COMPRESSIONS)
@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_of_a_file_that_is_cut_off_the_rows_before_are_read(format_, compression, tmp_path):
    head = "text\n" if format_ == "csv" else ""
    row = "a\n" if format_ == "csv" else '{"text": "a"}\n'
    whole = compress((head + row * 5000).encode(), compression)
    content = whole + compress((row * 9).encode(), compression)[:12]
    *rows, last = read(tmp_path / f"q.{format_}{compression}", content)
    assert set(told(rows)) == {"a"}
    if compression == ".zst":
        assert 5000 - 4096 // len(row) - 1 <= len(rows) <= 5000
    else:
        assert len(rows) == 5000
    assert last.line == len(rows) + (2 if format_ == "csv" else 1)
    assert last.reason.startswith("the file cannot be read on from here: ")


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_member_whose_beginning_is_damaged_does_not_end_the_file(compression, tmp_path):
    rows = b'{"text": "a"}\n' * 5000
    whole, damaged = compress(rows, compression), bytearray(compress(rows, compression))
    damaged[0] ^= 1
    *found, last = told(read(tmp_path / f"q.jsonl{compression}", whole + damaged + whole))
    assert set(found) == {"a"}
    assert 4096 <= len(found) <= 5000
    assert last[1].startswith("the file cannot be read on from here: ")


def test_between_members_of_xz_zeros_in_fours_are_padding(tmp_path):
    """As "The .xz File Format", 2.2. Stream Padding, says."""
    row = b'{"text": "a"}\n'
    member, bz2_member = lzma.compress(row), bz2.compress(row)
    for zeros in (4, 5000):  # the latter is more than is read at a time
        padded = member + bytes(zeros) + member + bytes(zeros)
        assert told(read(tmp_path / "q.jsonl.xz", padded)) == ["a", "a"]
    first, (line, reason) = told(read(tmp_path / "q.jsonl.xz", member + bytes(3) + member))
    assert (first, line, reason[-37:]) == ("a", 2, ": what follows a member is no padding")
    for path, content in (
        ("q.jsonl.xz", member + bytes(2)),
        ("q.jsonl.bz2", bz2_member + bytes(4)),
    ):
        assert told(read(tmp_path / path, content))[1][0] == 2


def test_what_is_no_compressed_file_is_told(tmp_path):
    (row,) = read(tmp_path / "q.jsonl.gz", b'{"text": "not compressed"}')
    assert "Not a gzipped file" in row.reason
    with pytest.raises(UserError, match=r"q.csv.gz: has no header that can be read: Not a gzipped"):
        read(tmp_path / "q.csv.gz", b"text\na\n")


def test_a_table_in_another_encoding_is_told(tmp_path):
    with pytest.raises(UserError, match=r"q.csv: the header is not UTF-8; save it as UTF-8"):
        read(tmp_path / "q.csv", "text\nGuaidó\n".encode("utf-16"))


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('id;text\n1;"Out; now, please"\n', [{"id": "1", "text": "Out; now, please"}]),
        ('\ufeff"text";"n"\r\n"a";"1,5"\r\n', [{"text": "a", "n": "1,5"}]),
        ("text;n,id\na,1\n", [{"text;n": "a", "id": "1"}]),  # a comma in the header decides
        ("text\na; b\n", [{"text": "a; b"}]),
    ],
)
def test_semicolons_part_cells_where_they_part_the_header(tmp_path, content, rows):
    (tmp_path / "q.csv").write_text(content, encoding="utf-8", newline="")
    table = open_table(tmp_path / "q.csv", ())
    assert [row.fields for row in table.rows()] == rows
    assert list(table.columns()) == list(rows[0])


BAD_LINES = [
    (b'{"text": "\xff"}', "byte 11 of the line is not UTF-8"),
    (b"{", "not JSON: "),
    (b"[1]", "'[1]' must be a JSON object"),
    (b'{"text": ' + b"9" * 5000 + b"}", "cannot be read as JSON: "),
    (b'{"text": ' + b"[" * 100_000, "cannot be read as JSON: "),
    (b'{"text": "a", "x": ' + b"[" * 100 + b"]" * 100 + b"}", "is nested more than 100 deep"),
    (b'{"text": "a", "x": ["\\udc00"]}', "holds half a surrogate pair"),
    (b'{"text": "a", "\\ud800": 1}', "holds half a surrogate pair"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[reason for _, reason in BAD_LINES])
def test_a_bad_line_of_json_is_rejected_alone(line, reason, tmp_path):
    good = b'{"text": "a\\ud83d\\ude00", "x": %s}\n' % (b"[" * 99 + b"]" * 99)
    rows = read(tmp_path / "q.jsonl", good + b"\n" + line + b"\n" + good)
    assert [type(row) for row in rows] == [Record, Reject, Record]
    assert rows[1].line == 3
    assert rows[1].place == "q.jsonl:3"
    assert rows[1].reason.startswith(reason)
    assert rows[2].fields["text"] == "a😀"


def test_a_line_that_does_not_end_takes_no_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LONGEST", 20)
    content = b'{"text": "a"}\n' + b"x" * 21 + b"\n" + b"y" * 100 + b'\n{"text": "b"}\n' + b"z" * 99
    rows = read(tmp_path / "q.jsonl", content)
    assert told(rows) == [
        "a",
        (2, "longer than 20 bytes"),
        (3, "longer than 20 bytes"),
        "b",
        (5, "longer than 20 bytes"),
    ]


def test_a_byte_order_mark_is_no_part_of_json(tmp_path):
    assert told(read(tmp_path / "q.jsonl", b'\xef\xbb\xbf{"text": "a"}')) == ["a"]


def test_bad_rows_of_csv_are_rejected_alone(tmp_path):
    content = (
        b"text,id\n"
        b"first,1\n"
        b"one,two,three\n"
        b"one\n"
        b"\xff,4\n"
        b"\n"
        b'"a\nb",6\n'  # lines 7 and 8
        b'"x"y,7\n'
        b'"never closed,8\n'
        b"last,9\n"
    )
    assert told(read(tmp_path / "q.csv", content)) == [
        "first",
        (3, "must have 2 cells, as the header, has 3"),
        (4, "must have 2 cells, as the header, has 1"),
        (5, "is not UTF-8; save it as UTF-8"),
        "a\nb",
        (9, "not CSV: ',' expected after '\"'"),
        (10, "not CSV: unexpected end of data"),
        "last",
    ]


def test_a_row_of_csv_that_does_not_end_takes_no_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("stance.data.csvs.LONGEST", 20)
    content = b'text\n"' + b"x\n" * 30 + b"y" * 50 + b"\nlast\n"
    rows = told(read(tmp_path / "q.csv", content))
    assert rows[0] == (2, "not CSV: a row longer than 20 characters")
    assert rows[1:30] == ["x"] * 29
    assert rows[30:] == [(32, "not CSV: a row longer than 20 characters"), "last"]


@given(content=st.binary(max_size=80) | st.text('",\r\n ab\x00é', max_size=40).map(str.encode))
def test_any_bytes_are_rows_or_rejects(content, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    for name, head in (("q.jsonl", b""), ("q.csv", b"text,id\n"), ("q.jsonl.gz", b"")):
        rows = read(folder / name, head + content)
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))
        assert all(row.reason for row in rows if isinstance(row, Reject))


def test_parquet_keeps_its_types_and_is_read_by_batches(tmp_path):
    moment = datetime.datetime(2019, 1, 10, tzinfo=datetime.UTC)
    table = pa.table(
        {"text": ["a"] * 2500, "n": pa.array(range(2500), pa.int16()), "at": [moment] * 2500}
    )
    pq.write_table(table, tmp_path / "q.parquet", row_group_size=900)
    opened = open_table(tmp_path / "q.parquet")
    assert opened.columns()["n"] == pa.int16()
    rows = opened.rows()
    assert next(rows).fields == {"text": "a", "n": 0, "at": moment}
    assert 0 < opened.position() < opened.size / 2
    rest = list(rows)
    assert (rest[-1].line, rest[-1].fields["n"], rest[-1].place) == (
        2500,
        2499,
        "q.parquet: row 2500",
    )
    assert opened.position() == opened.size


def test_a_parquet_file_that_is_damaged_inside(tmp_path):
    path = tmp_path / "q.parquet"
    table = pa.table({"text": [str(n) for n in range(4000)]})
    pq.write_table(table, path, row_group_size=1000, compression="gzip")
    start = pq.ParquetFile(path).metadata.row_group(2).column(0).data_page_offset
    content = bytearray(path.read_bytes())
    content[start : start + 400] = b"\xff" * 400
    *rows, last = read(path, bytes(content))
    assert told(rows) == [str(n) for n in range(len(rows))]
    assert len(rows) == 2000
    assert (last.line, last.reason[:38]) == (2001, "the file cannot be read on from here: ")


def test_a_row_of_parquet_that_is_too_long_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LONGEST", 1000)
    table = pa.table({"text": ["a", "b" * 1001, "c"], "more": [["x" * 300], [], ["x" * 300] * 4]})
    pq.write_table(table, tmp_path / "q.parquet")
    rows = told(open_table(tmp_path / "q.parquet").rows())
    assert rows == ["a", (2, "longer than 1,000 characters"), (3, "longer than 1,000 characters")]


def test_a_text_that_comes_again_in_parquet_takes_no_memory(tmp_path):
    pq.write_table(pa.table({"text": ["a" * 1_000_000] * 200}), tmp_path / "q.parquet")
    assert (tmp_path / "q.parquet").stat().st_size < 1_000_000
    before = pa.total_allocated_bytes()
    most = max(pa.total_allocated_bytes() for _ in open_table(tmp_path / "q.parquet").rows())
    assert most - before < 120_000_000  # of 200 MB


@pytest.mark.parametrize(
    ("value", "type_"), [(5_000_000, pa.date32()), (4 * 10**17, pa.timestamp("us"))]
)
def test_a_date_beyond_those_of_python_is_a_bad_row(value, type_, tmp_path):
    number = pa.int32() if type_ == pa.date32() else pa.int64()
    dates = pa.array([0, value, None], number).cast(type_)
    pq.write_table(pa.table({"text": list("abc"), "date": dates}), tmp_path / "q.parquet")
    rows = list(open_table(tmp_path / "q.parquet").rows())
    assert told(rows) == ["a", (2, "date cannot be read: date value out of range"), "c"]
    assert rows[1].place == "q.parquet: row 2"
    assert (rows[0].fields["date"].year, rows[2].fields["date"]) == (1970, None)


def test_parquet_is_not_compressed_from_outside(tmp_path):
    (tmp_path / "q.parquet.gz").write_bytes(b"x")
    with pytest.raises(UserError, match=r"Parquet is compressed inside; take \.gz off it"):
        open_table(tmp_path / "q.parquet.gz")


def test_standard_input_can_be_kept_to_be_read_twice():
    code = (
        "import sys; from stance.data.readers import JsonLines; "
        "t = JsonLines(sys.stdin.buffer); t.hold(); "
        "print([[r.fields['text'] for r in t.rows()] for _ in range(2)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input='{"text": "a"}\n', capture_output=True, text=True
    )
    assert done.stdout == "[['a'], ['a']]\n", done.stderr
