"""Reads what is inside of one hostile file: Markdown, code, a table, a list of an archive. The file is standard input.

Run as a script of its own like preview_child.py, from which it has its limits. The answer is a line of JSON (size) and then so
many bytes of JSON. Archives are listed and never unpacked; of everything else the beginning is read.
"""

import codecs
import csv
import importlib.util
import io
import json
import sys
from pathlib import Path

TEXT, LINES, LONG_LINE = 256 << 10, 2_000, 2_000
SHEETS, ROWS, CELLS, CELL = 10, 200, 40, 200
BOOK = 24 << 20  # a workbook that is larger is not opened
# Pygments' token types, as the few classes that the page has colours for; the first that fits.
CLASSES = (("Comment", "c"), ("Keyword", "k"), ("Literal.String", "s"), ("Literal.Number", "n"), ("Operator.Word", "k"),
           ("Name.Function", "f"), ("Name.Class", "f"), ("Name.Tag", "k"), ("Name.Attribute", "f"), ("Name.Decorator", "f"),
           ("Name.Builtin", "f"), ("Generic.Deleted", "d"), ("Generic.Inserted", "i"), ("Generic.Heading", "k"))  # fmt: skip


def beside(name: str):
    """A script of this folder, loaded by its path before any power is given up."""
    spec = importlib.util.spec_from_file_location(name.partition(".")[0], Path(__file__).with_name(name))
    child = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    return child


def archive():
    return beside("archive_child.py").read


def text_of(source) -> tuple[str, bool]:
    """The beginning as text, and whether there is more."""
    data = source.read(TEXT + 1)
    return data[:TEXT].decode("utf-8-sig", "replace"), len(data) > TEXT


def markdown():
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").disable("image")
    reader.render("# warm\n\n| a |\n|---|\n| *b* |\n\n`c` [d](e)\n")  # what it loads, it loads now

    def read(source) -> dict:
        text, cut = text_of(source)
        return {"html": reader.render(text), "cut": cut}

    return read


def code(alias: str):
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(alias, stripnl=False, ensurenl=False)
    list(lexer.get_tokens("x = 'warm' # 1\n"))

    def read(source) -> dict:
        text, cut = text_of(source)
        lines = coloured(lexer.get_tokens(text))
        return {"lines": lines[:LINES], "cut": cut or len(lines) > LINES}

    return read


def coloured(tokens) -> list[list[list[str]]]:
    """Each line as [class, text] pairs."""
    lines: list[list[list[str]]] = [[]]
    for kind, piece in tokens:
        name, (first, *more) = class_of(str(kind)), piece.split("\n")
        put(lines[-1], name, first)
        for rest in more:
            lines.append([])
            put(lines[-1], name, rest)
        if len(lines) > LINES:
            break
    return lines


def class_of(kind: str) -> str:
    return next((name for prefix, name in CLASSES if kind.removeprefix("Token.").startswith(prefix)), "")


def put(line: list[list[str]], name: str, text: str) -> None:
    if not text:
        return
    if line and line[-1][0] == name:
        line[-1][1] += text
    elif sum(len(each[1]) for each in line) < LONG_LINE:
        line.append([name, text[:LONG_LINE]])


def table():
    csv.field_size_limit(TEXT)

    def read(source) -> dict:
        text, cut = text_of(source)
        first = text.partition("\n")[0]
        mark = max(("\t", ";", ",", "|"), key=first.count)
        rows = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if len(rows) == ROWS:
                cut = True
                break
            rows.append(cells(row))
        return {"sheets": [{"name": "", "rows": rows}], "cut": cut}

    return read


def cells(row) -> list[str]:
    return [("" if cell is None else str(cell))[:CELL] for cell in row[:CELLS]]


def sheets():
    import python_calamine

    def read(source) -> dict:
        data = source.read(BOOK + 1)
        if len(data) > BOOK:
            raise ValueError("too large")
        book, found, cut = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), [], False
        for name in book.sheet_names[:SHEETS]:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=ROWS + 1)
            cut = cut or len(rows) > ROWS
            found.append({"name": name[:CELL], "rows": [cells(row) for row in rows[:ROWS]]})
        return {"sheets": found, "cut": cut or len(book.sheet_names) > SHEETS}

    return read


READERS = {"markdown": markdown, "table": table, "sheets": sheets, "archive": archive}


def main(form: str) -> None:
    child = beside("preview_child.py")
    name, _colon, alias = form.partition(":")
    read = code(alias) if name == "code" else READERS[name]()
    codecs.lookup("utf-8-sig"), codecs.lookup("cp437")
    child.give_up_powers()
    answer = json.dumps(read(sys.stdin.buffer)).encode()
    sys.stdout.buffer.write(json.dumps({"size": len(answer)}).encode() + b"\n" + answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
