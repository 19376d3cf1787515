#!/usr/bin/env python3
"""Whether each target declares what it imports, and no more, and whether the layers in docs/design.md are so; whether
only the commands write command lines.

Also whether what is believed is read strictly: only the files that docs/design.md lists open the door of Intake, and
the targets that are trusted are not made of it. Whether the folders of CommandSupport use only what is below them. And
whether a type is found by its name: its file has its name, no other type has it, its folder is no heap.
"""

import functools
import json
import os
import re
import subprocess
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
PACKAGES = {"ArgumentParser", "GRDB", "GRDBSQLite"}
# Small C over other people's libraries, each of which one target imports.
C_LIBRARIES = {"CLoader", "CPNG", "CPangoCairo", "CPictures", "CQREncode", "CZBar", "CZXing", "CZxcvbn"}
# What decides who is licensed, and what keeps that: none of these may have Intake below it.
TRUSTED = {"Activation", "Fingerprint", "ClockGuard", "PhoneCode", "Installation", "Ledger", "PictureProcess", "QRScan",
           "CountersignVerify", "LogProof"}
IMPORT = re.compile(r"\s*(?:@\w+ )?(?:(?:public|package|internal|private) )?import (?:(?:struct|class|enum|func) )?(\w+)")
# A program's name, or an option in a text: what is below the commands also serves programs that have neither.
COMMAND = re.compile(r'countersign-(?:client|responder)|"(?:[^"\\]|\\.)*(?<![\w-])--[a-z]')
COMMANDS = {"CommandSupport", "countersign-client", "countersign-responder"}
# A command in a text. NextCommands writes them, with the folder that a command was told; these files do not, and why:
WRITTEN_COMMAND = re.compile(r"^(?!\s*//).*countersign-(?:client|responder) [a-z]")
WRITTEN_HERE = {
    "SheetCommands+Programs.swift": "a page is for another day, and another machine",
    "CustomerLetter.swift": "a letter to a customer knows no folder of theirs",
    "Client.swift": "help is shown before a command is told anything",
    "Responder.swift": "help is shown before a command is told anything",
    "CarrierOptions.swift": "help is shown before a command is told anything",
}
# The folders of CommandSupport, the lowest first: each may use the types of those before it, and no others. Why it
# stands where it does:
SUPPORT = {
    "Text": "letters, lines and JSON; knows neither streams nor commands",
    "Advice": "sentences by a refusal's code and facts; needs only how a word is quoted",
    "Streams": "bytes in and out of descriptors; needs no terminal, and whoever has one needs it",
    "Terminal": "who sits there; reads and writes by the streams",
    "Lines": "a line while it is typed, from keys to the screen; holds back signals as Terminal does",
    "Context": "all of these in one value, and what is said through it",
    "Commands": "parses and runs in a context; knows no document",
    "Documents": "takes documents in, and says what is in them",
    "Codes": "shows a document as codes and pages, with the facts that Documents says",
    "Outputs": "gives a document away, as a file or as codes",
    "Phone": "a code group by group; above all, because nothing is made of it",
}
# The folders of Ledger that know the engine. Above them statements keep to what SQLite and PostgreSQL both have. Earlier
# reads ledgers that only SQLite ever had.
ENGINE = {"Database", "Schema", "Earlier"}
ONE_ENGINE = re.compile(r"\b(?:INDEXED BY|INSERT OR|rowid|ifnull|json_each|sqlite_master|PRAGMA|last_insert|GLOB)\b|\?\d")
# A type that stands at the top of a file.
TYPE = re.compile(r"^(?:@\w+ )?(?:(?:public|package|internal|private|fileprivate|final|indirect) )*"
                  r"(?:struct|class|enum|protocol|actor|typealias) (\w+)", re.MULTILINE)
# Comments, and texts without code in them.
NO_CODE = re.compile(r'//.*|"(?:[^"\\\n]|\\[^(\n])*"')
# The same, with what is needed to say where it ends and who may use it; and what else stands at the top of a file.
DECLARED = re.compile(r"^(?:@\w+(?:\([^)\n]*\))? )*((?:(?:public|package|internal|private|fileprivate|final|indirect) )*)"
                      r"(struct|class|enum|protocol|actor|typealias|extension|func) ([\w.]+)", re.MULTILINE)
# A file that is not called after what is in it, and why.
FILE_NAMES = {"Entry.swift": "where a program begins", "Exports.swift": "what an application gets with the module"}
# A type that is used elsewhere stands in a file of its own name, but for small ones that few files use: they stand with
# the type that they serve.
COMPANION_LINES, COMPANION_USERS = 25, 3
OTHER_FILES = {"Unverified": "with Verified, which only its verifying and signing make"}
# Names that two targets have, and why.
TWICE = {"InspectCommand": "each program has the command, and neither sees the other"}
MOST_FILES = 22
INCLUDE = re.compile(r'\s*#include [<"](\w+)\.h[>"]')


@functools.cache
def targets():
    """Each target of Package.swift: its name, what it declares, where it is, and its type."""
    package = json.loads(subprocess.check_output(["swift", "package", "--ignore-lock", "dump-package"]))
    found = []
    for target in package["targets"]:
        declared = {next(iter(dependency.values()))[0] for dependency in target["dependencies"]}
        folder = target.get("path") or f"{'Tests' if target['type'] == 'test' else 'Sources'}/{target['name']}"
        found.append((target["name"], declared, folder, target["type"]))
    return found


def imports(folder):
    """What is imported in each file of a folder: its path, and the module."""
    for place, _, files in os.walk(folder, followlinks=True):
        for name in files:
            pattern = {".swift": IMPORT, ".c": INCLUDE, ".h": INCLUDE, ".cpp": INCLUDE}.get(os.path.splitext(name)[1])
            if pattern:
                path = os.path.join(place, name)
                with open(path, encoding="utf-8") as file:
                    yield from ((path, found.group(1)) for found in map(pattern.match, file) if found)


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


def written_commands(folder):
    """Commands that are shown without the folder that was named, because a text has them as letters."""
    for place, _, files in os.walk(folder):
        for name in sorted(set(files) - set(WRITTEN_HERE)):
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                yield from (f"{path}:{number} writes a command; NextCommands does, with the folder that was named"
                            for number, line in enumerate(file, 1) if WRITTEN_COMMAND.search(line))


def doors():
    """The files and folders that may import Intake."""
    with open("docs/design.md", encoding="utf-8") as file:
        return re.findall(r"^- `(Sources/[^`]+)`: ", file.read(), re.MULTILINE)


def door_faults(dependencies):
    listed = doors()
    opened = {path for path, module in imports("Sources") if module == "Intake"}
    for path in sorted(opened):
        if not any(path == door or path.startswith(door + "/") for door in listed):
            yield f"{path} imports Intake and is not listed in docs/design.md"
    for door in listed:
        if not any(path == door or path.startswith(door + "/") for path in opened):
            yield f"docs/design.md lists {door}, which does not import Intake"
    for name in sorted(TRUSTED):
        below, rest = set(), [name]
        while rest:
            more = dependencies.get(rest.pop(), set()) - below
            below |= more
            rest += more
        if name not in dependencies:
            yield f"{name} is said to be trusted in Tests/layers.py, and is no target"
        if "Intake" in below:
            yield f"{name} is trusted and must not have Intake below it"


def support_faults(top="Sources/CommandSupport"):
    """Types that a folder of CommandSupport uses from a folder above it, and folders without a place in the order."""
    for name in sorted(set(os.listdir(top)) ^ set(SUPPORT)):
        yield f"{top}/{name} is not both there and in the order of Tests/layers.py"
    order = list(SUPPORT)
    codes, declared = {}, {}
    for place, _, files in os.walk(top):
        folder = os.path.relpath(place, top)
        for name in sorted(files):
            if name.endswith(".swift") and folder in SUPPORT:
                path = os.path.join(place, name)
                with open(path, encoding="utf-8") as file:
                    codes[path] = (folder, NO_CODE.sub("", file.read()))
                declared.update((found, folder) for found in TYPE.findall(codes[path][1]))
    for path, (folder, code) in sorted(codes.items()):
        for used in sorted(set(re.findall(r"\w+", code)) & set(declared)):
            if order.index(declared[used]) > order.index(folder):
                yield f"{path} uses {used} of {declared[used]}, which stands above {folder} in Tests/layers.py"


def declarations(code):
    """What stands at the top of a file: its modifiers, what it is, its name, how many lines it has."""
    for found in DECLARED.finditer(code):
        end = re.compile(r"^[})]", re.MULTILINE).search(code, found.end())
        line_end = code.find("\n", found.end())
        one_line = code[found.start():line_end].count("{") == code[found.start():line_end].count("}")
        text = code[found.start():line_end if one_line or not end else end.start()]
        yield found.group(1), found.group(2), found.group(3), text.count("\n") + 1


def name_faults(top="Sources"):
    """Types that are not found by their names, and folders that hold too much to be seen over."""
    codes, words = {}, {}
    for place, _, files in os.walk(top):
        files = sorted(name for name in files if name.endswith(".swift"))
        if len(files) > MOST_FILES:
            yield f"{place} holds {len(files)} files; sub-folders should say what they are"
        for name in files:
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                codes[path] = NO_CODE.sub("", file.read())
            words[path] = set(re.findall(r"\w+", codes[path]))
    targets_of = {}
    for path, code in sorted(codes.items()):
        target, name = path.split("/")[1], os.path.basename(path)
        main = name.removesuffix(".swift").split("+")[0]
        found = list(declarations(code))
        types = [(text, lines) for modifiers, kind, text, lines in found
                 if kind not in ("extension", "func") and "private" not in modifiers]
        # A type may be nested, as in `extension Vault.Desk`; a file of functions is called after one of them.
        names = {part for _, kind, text, _ in found if kind != "func" for part in text.split(".")}
        names |= {text for _, kind, text, _ in found if kind == "func" and not types}
        if main not in names and name not in FILE_NAMES:
            yield f"{path} is not called after what is in it: {', '.join(sorted(names)) or 'nothing'}"
        for text, lines in types:
            targets_of.setdefault(text, set()).add(target)
            users = sum(text in used for other, used in words.items() if other != path)
            if text != main and users and text not in OTHER_FILES and (
                    lines > COMPANION_LINES or users > COMPANION_USERS):
                yield f"{path} declares {text}, {lines} lines, which {users} other files use; it needs a file of its own"
    for text, declared in sorted(targets_of.items()):
        if len(declared) > 1 and text not in TWICE:
            yield f"{text} is two types: one in {', one in '.join(sorted(declared))}"


def seam_faults(top="Sources/Ledger"):
    """Where the ledger knows its engine, and statements that only one engine has: a second one is to come."""
    for place, _, files in os.walk(top):
        folder = os.path.relpath(place, top)
        for name in sorted(files):
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                code = re.sub(r"//.*", "", file.read())
            if folder in ENGINE:
                continue
            if re.search(r"^import GRDB", code, re.MULTILINE):
                yield f"{path} imports GRDB, which only {', '.join(sorted(ENGINE))} may"
            for words in ONE_ENGINE.findall(code):
                yield f"{path} has '{words}' in a statement, which only one engine has"


def faults():
    yield from support_faults()
    yield from seam_faults()
    yield from name_faults()
    yield from door_faults({name: declared for name, declared, _, _ in targets()})
    known = {name: kind for name, _, _, kind in targets()}
    modules = {name.replace("-", "_"): name for name in [*known, *PACKAGES]}
    order = [name for row in rows() for name in row]
    for name, declared, folder, kind in targets():
        used = {modules[module] for _, module in imports(folder) if module in modules} - {name}
        # A test may need a program that it starts.
        started = {other for other in declared if kind == "test" and known.get(other) == "executable"}
        for other in sorted(used - declared):
            yield f"{name} imports {other} and does not declare it"
        for other in sorted(declared - used - started):
            yield f"{name} declares {other} and does not import it"
        if kind == "regular" and folder.startswith("Sources/") and name not in COMMANDS:
            yield from command_lines(folder)
        elif name in COMMANDS:
            yield from written_commands(folder)
        if name in order:
            for other in sorted((used | declared) & set(order[order.index(name):])):
                yield f"{name} uses {other}, which does not stand above it in docs/design.md"
        elif kind == "regular" and folder.startswith("Sources/") and name not in C_LIBRARIES:
            yield f"{name} does not stand in the table of docs/design.md"


found = list(faults())
print("\n".join(found) or "Each target declares what it imports, uses only what stands above it, reads strictly what is believed, and "
      "leaves command lines to the commands; the folders of CommandSupport use what is below them; types are found by "
      "their names.")
sys.exit(1 if found else 0)
