"""Tables as files: what a spreadsheet gets, and what it is protected from."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest

from agencies.downloads import download

COLUMNS = ["Fan", "Net", "Day", "At"]
ROWS = [
    ("=cmd|' /C calc'!A0", Decimal("1234.50"), dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)),
    ("Zoë, “the fan”\nof two lines", None, None, None),
]


def body(file_format: str) -> bytes:
    response = download(name="Fan list", file_format=file_format, columns=COLUMNS, rows=ROWS)
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_csv_reads_back_as_it_was():
    text = body("csv").decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text)))
    assert read[0] == COLUMNS
    assert read[2] == [ROWS[1][0], "", "", ""]
    assert read[1][1:] == ["1234.50", "2026-03-01", "2026-03-01 12:00:00+00:00"]


def test_text_that_a_fan_wrote_is_no_formula():
    assert body("csv").decode("utf-8-sig").splitlines()[1].startswith("'=cmd")
    sheet = zipfile.ZipFile(io.BytesIO(body("xlsx"))).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=cmd" in sheet


def test_xlsx_holds_numbers_as_numbers():
    sheet = zipfile.ZipFile(io.BytesIO(body("xlsx"))).read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1234.50</v>" in sheet


def test_the_file_is_named_after_its_content():
    response = download(name="Fans of Mia – March", file_format="xlsx", columns=COLUMNS, rows=[])
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="fans-of-mia-march.xlsx"'


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="csv, xlsx"):
        download(name="x", file_format="exe", columns=[], rows=[])
