#!/usr/bin/env python3
"""Whether each target declares what it imports, and no more, and whether the layers in docs/design.md are so."""

import json
import os
import re
import subprocess
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
PACKAGES = {"ArgumentParser", "GRDB", "GRDBSQLite"}
# Small C over other people's libraries, each of which one target imports.
C_LIBRARIES = {"CLoader", "CPNG", "CPangoCairo", "CPictures", "CQREncode", "CZBar", "CZXing"}
IMPORT = re.compile(r"\s*(?:@\w+ )?(?:(?:public|package|internal|private) )?import (?:(?:struct|class|enum|func) )?(\w+)")
INCLUDE = re.compile(r'\s*#include [<"](\w+)\.h[>"]')


def targets():
    """Each target of Package.swift: what it declares, where it is, and its type."""
    package = json.loads(subprocess.check_output(["swift", "package", "dump-package"]))
    for target in package["targets"]:
        declared = {next(iter(dependency.values()))[0] for dependency in target["dependencies"]}
        folder = target.get("path") or f"{'Tests' if target['type'] == 'test' else 'Sources'}/{target['name']}"
        yield target["name"], declared, folder, target["type"]


def imports(folder):
    for place, _, files in os.walk(folder, followlinks=True):
        for name in files:
            pattern = {".swift": IMPORT, ".c": INCLUDE, ".h": INCLUDE, ".cpp": INCLUDE}.get(os.path.splitext(name)[1])
            if pattern:
                with open(os.path.join(place, name), encoding="utf-8") as file:
                    yield from (found.group(1) for found in map(pattern.match, file) if found)


def rows():
    """The targets in the table of layers, row by row."""
    with open("docs/design.md", encoding="utf-8") as file:
        for line in file:
            first = re.match(r"\| ((?:`\w+`(?:, )?)+) \|", line)
            if first:
                yield re.findall(r"`(\w+)`", first.group(1))


def faults():
    known = {name: kind for name, _, _, kind in targets()}
    modules = {name.replace("-", "_"): name for name in [*known, *PACKAGES]}
    order = [name for row in rows() for name in row]
    for name, declared, folder, kind in targets():
        used = {modules[module] for module in imports(folder) if module in modules} - {name}
        # A test may need a program that it starts.
        started = {other for other in declared if kind == "test" and known.get(other) == "executable"}
        for other in sorted(used - declared):
            yield f"{name} imports {other} and does not declare it"
        for other in sorted(declared - used - started):
            yield f"{name} declares {other} and does not import it"
        if name in order:
            for other in sorted((used | declared) & set(order[order.index(name):])):
                yield f"{name} uses {other}, which does not stand above it in docs/design.md"
        elif kind == "regular" and folder.startswith("Sources/") and name not in C_LIBRARIES:
            yield f"{name} does not stand in the table of docs/design.md"


found = list(faults())
print("\n".join(found) or "Each target declares what it imports, and uses only what stands above it.")
sys.exit(1 if found else 0)
