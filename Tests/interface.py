#!/usr/bin/env python3
"""The public interface of the library, as the compiler sees it, compared with docs/interface.txt: so a change of what
applications use is seen in review. Fails when the two differ; `--write` writes the page anew. Needs a built package
(`swift build`)."""

import json, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "interface.txt"
HEADER = """\
# What an application sees with `import Countersign`. Tests/interface.py writes and compares it.
"""


def modules():
    """Countersign, and what it exports."""
    found = ["Countersign"]
    for module in found:
        exports = ROOT / "Sources" / module / "Exports.swift"
        if exports.exists():
            found += re.findall(r"@_exported import (\w+)", exports.read_text())
    return found


def graph(build, module, folder):
    target = json.loads(subprocess.check_output(["swift", "-print-target-info"]))["target"]["triple"]
    maps = [f"-Xcc=-fmodule-map-file={m}" for m in ROOT.glob("Sources/C*/module.modulemap")]
    maps += [f"-Xcc=-fmodule-map-file={m}" for m in build.glob("C*.build/module.modulemap")]
    command = ["swift", "symbolgraph-extract", "-module-name", module, "-I", str(build / "Modules"), "-target", target,
               "-minimum-access-level", "public", "-skip-synthesized-members", "-output-dir", folder]
    for argument in maps:
        command += argument.split("=", 1)
    subprocess.run(command, check=True, capture_output=True, text=True)
    symbols, owner = {}, {}
    for file in pathlib.Path(folder).glob(f"{module}*.symbols.json"):
        content = json.loads(file.read_text())
        symbols |= {s["identifier"]["precise"]: s for s in content["symbols"]}
        owner |= {r["source"]: r["target"] for r in content["relationships"] if r["kind"] == "memberOf"}
    return symbols, owner


def declaration(symbol):
    return re.sub(r"\s+", " ", "".join(f["spelling"] for f in symbol["declarationFragments"]))


def listing():
    build = pathlib.Path(subprocess.check_output(["swift", "build", "--show-bin-path"], cwd=ROOT, text=True).strip())
    lines, types = [], 0
    for module in modules():
        with tempfile.TemporaryDirectory() as folder:
            symbols, owner = graph(build, module, folder)
        # What the compiler makes of enumerations and comparable types is no choice of ours.
        mine = {k: s for k, s in symbols.items() if "::SYNTHESIZED::" not in k and s.get("location")}
        tops = [k for k in mine if len(mine[k]["pathComponents"]) == 1]
        lines += ["", f"## {module}"]
        for top in sorted(tops, key=lambda k: mine[k]["pathComponents"]):
            types += mine[top]["kind"]["identifier"] in ("swift.struct", "swift.enum", "swift.class", "swift.protocol")
            lines += ["", declaration(mine[top])]
            name = mine[top]["pathComponents"][0]
            inside = [s for k, s in mine.items() if s["pathComponents"][0] == name and len(s["pathComponents"]) > 1]
            for symbol in sorted(inside, key=lambda s: (s["pathComponents"], declaration(s))):
                lines.append("    " * (len(symbol["pathComponents"]) - 1) + declaration(symbol))
    return HEADER + "\n".join(lines) + "\n", types


def main():
    text, types = listing()
    if "--write" in sys.argv:
        PAGE.write_text(text)
    elif not PAGE.exists() or PAGE.read_text() != text:
        import difflib
        before = PAGE.read_text() if PAGE.exists() else ""
        print("".join(difflib.unified_diff(before.splitlines(True), text.splitlines(True), "docs/interface.txt", "the code")))
        print("The public interface is not what docs/interface.txt says. If that is meant: python3 Tests/interface.py --write")
        return 1
    print(f"The public interface has {types} types, and is what docs/interface.txt says.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
