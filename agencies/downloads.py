"""Tables as files for spreadsheets: CSV that streams, and XLSX with real numbers and dates."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils.text import slugify

FORMATS = ("csv", "xlsx")
#: How a cell begins that a spreadsheet would take for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Bytes of a workbook that are kept in memory; what is larger goes to a file that is deleted when it was sent.
IN_MEMORY = 2**20
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    *, name: str, file_format: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse | FileResponse:
    """A file called `name` with a line of `columns` and the `rows`, as `file_format` (one of `FORMATS`).

    Cells are text, numbers, dates, times (aware ones are written as they are given, so convert them to the reader's
    zone before) or None. Raises `ValueError` for another format.
    """
    file_name = f"{slugify(name)}.{file_format}"
    if file_format == "csv":
        response: Any = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response  # type: ignore[no-any-return]
    if file_format == "xlsx":
        return FileResponse(_xlsx(columns, rows), as_attachment=True, filename=file_name, content_type=XLSX_TYPE)
    raise ValueError(f"“{file_format}” is no format of a download; there are {', '.join(FORMATS)}.")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A table as the lines of a CSV file; no cell of text is taken for a formula."""
    line = io.StringIO()
    writer = csv.writer(line)
    # The mark tells spreadsheets that it is UTF-8.
    line.write("\ufeff")
    writer.writerow(columns)
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_text(cell) for cell in row])
        yield line.getvalue()


def _text(cell: Any) -> Any:
    if isinstance(cell, dt.datetime):
        return cell.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    # Row by row, so that memory does not grow with the table; text is never taken for a formula or an address.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    book = xlsxwriter.Workbook(file, options)
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    formats = {
        dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        Decimal: book.add_format({"num_format": "#,##0.00"}),
    }
    sheet.write_row(0, 0, columns, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, str(cell) if isinstance(cell, UUID) else cell, formats.get(type(cell)))
    book.close()
    file.seek(0)
    return file
