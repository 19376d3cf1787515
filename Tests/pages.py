#!/usr/bin/env python3
"""Whether the pages can be read in a hurry, and whether their links lead somewhere.

In README.md and docs/*.md no paragraph or item of a list has more than 90 words, and no cell of a table more than 40.
Each relative link names a file that is there, and a heading that the file has. What stands between fences is not read.
The tables of docs/errors.md may have longer cells: they are the texts of the refusals.

    Tests/pages.py              what is wrong, as file:line; exit status 1 if anything is
    Tests/pages.py --longest    the ten longest paragraphs and cells, to see what to shorten next
"""

import functools
import glob
import os
import re
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
PARAGRAPH = 90
CELL = 40
LONG_CELLS = {"docs/errors.md"}
FENCE = re.compile(r"\s*(```+|~~~+)")
HEADING = re.compile(r"#{1,6} +(.*?)\s*#*$")
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
# A bar in code or after a backslash does not end a cell.
BAR = re.compile(r"(?<!\\)\|(?=(?:[^`]*`[^`]*`)*[^`]*$)")


def prose(page):
    """The lines outside fences, numbered; a fence is an empty line, because it ends a paragraph."""
    fence = None
    with open(page, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            mark = FENCE.match(line)
            if mark and (fence is None or line.strip() == fence):
                fence = None if fence else mark.group(1)
                yield number, ""
            elif fence is None:
                yield number, line.rstrip("\n")
        if fence:
            yield number, ""


def words(text):
    """How many words a reader sees: the addresses of links are not among them."""
    return sum(any(map(str.isalnum, word)) for word in LINK.sub(r"\1", text).split())


def parts(page):
    """Each paragraph, item and cell: its line, what it is, and its text."""
    start, lines = 0, []
    for number, line in [*prose(page), (0, "")]:
        table = line.lstrip().startswith("|")
        ends = table or not line.strip() or HEADING.match(line) or line.startswith("<!--")
        if lines and (ends or ITEM.match(line)):
            yield start, "paragraph", " ".join(lines)
            lines = []
        if table:
            yield from ((number, "cell", cell) for cell in BAR.split(line.strip().strip("|")))
        elif not ends:
            start = start if lines else number
            lines.append(line)
            if line.endswith("  "):  # A line break that readers see.
                yield start, "paragraph", " ".join(lines)
                lines = []


@functools.cache
def anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    found = {}
    for _, line in prose(page):
        heading = HEADING.match(line)
        if heading:
            text = LINK.sub(r"\1", heading.group(1)).lower()
            name = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
            found[name] = found.get(name, -1) + 1
    return {name if number == 0 else f"{name}-{number}" for name, last in found.items() for number in range(last + 1)}


def dead_links(page):
    # Links break over lines, so a page is read as one text.
    text, starts = "", []
    for number, line in prose(page):
        starts.append((len(text), number))
        text += line + "\n"
    for link in LINK.finditer(text):
        target, _, anchor = link.group(2).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = os.path.normpath(os.path.join(os.path.dirname(page), target)) if target else page
        line = max(number for start, number in starts if start <= link.start())
        if not os.path.exists(path):
            yield line, f"{link.group(2)} leads to no file"
        elif anchor and not (path.endswith(".md") and anchor in anchors(path)):
            yield line, f"{link.group(2)} leads to no heading of {path}"


def faults(page):
    for line, kind, text in parts(page):
        most = PARAGRAPH if kind == "paragraph" else CELL
        if words(text) > most and not (kind == "cell" and page in LONG_CELLS):
            yield line, f"a {kind} of {words(text)} words; at most {most}"
    yield from dead_links(page)


pages = ["README.md", *sorted(glob.glob("docs/*.md"))]
if "--longest" in sys.argv[1:]:
    for kind in ["paragraph", "cell"]:
        found = [(words(text), page, line) for page in pages for line, what, text in parts(page)
                 if what == kind and not (kind == "cell" and page in LONG_CELLS)]
        for count, page, line in sorted(found, reverse=True)[:10]:
            print(f"{page}:{line}: a {kind} of {count} words")
    sys.exit(0)
found = [f"{page}:{line}: {what}" for page in pages for line, what in sorted(faults(page))]
print("\n".join(found) or "No paragraph and no cell is too long, and every link leads somewhere.")
sys.exit(1 if found else 0)
