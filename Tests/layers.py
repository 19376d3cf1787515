#!/usr/bin/env python3
"""Whether each target declares what it imports, and no more, whether the layers in docs/design.md are so, and whether
only the commands write command lines."""

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
# A program's name, or an option in a text: what is below the commands also serves programs that have neither.
COMMAND = re.compile(r'countersign-(?:client|responder)|"(?:[^"\\]|\\.)*(?<![\w-])--[a-z]')
COMMANDS = {"CommandSupport", "countersign-client", "countersign-responder"}
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


def command_lines(folder):
    for place, _, files in os.walk(folder):
        for name in sorted(files):
            if not name.endswith(".swift"):
                continue
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                # Styles in HTML have names like options.
                yield from (f"{path}:{number} names a program or an option, and is below the commands"
                            for number, line in enumerate(file, 1) if COMMAND.search(line) and "style=" not in line)


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
        if kind == "regular" and folder.startswith("Sources/") and name not in COMMANDS:
            yield from command_lines(folder)
        if name in order:
            for other in sorted((used | declared) & set(order[order.index(name):])):
                yield f"{name} uses {other}, which does not stand above it in docs/design.md"
        elif kind == "regular" and folder.startswith("Sources/") and name not in C_LIBRARIES:
            yield f"{name} does not stand in the table of docs/design.md"


found = list(faults())
print("\n".join(found) or "Each target declares what it imports, uses only what stands above it, and leaves command lines to the commands.")
sys.exit(1 if found else 0)
