#!/usr/bin/env python3
"""The public interface of the library, as the compiler sees it, compared with docs/interface.txt: so a change of what
applications use is seen in review. Fails when the two differ, when a type has no example, and when an example does not
compile; `--write` writes the page again. Needs a built package (`swift build`)."""

import json, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "interface.txt"
# What the examples may use. The bodies are never run.
SURROUNDINGS = """\
import Countersign
import Glibc

func %s(
    product: LicensedProduct, rootKey: RootKey, folder: String, key: String, line: String, verdict: Verdict,
    license: License, request: Request, refusal: Refusal, table: SpokenLicenseTable, now: UnixTime,
    show: (Any) -> Void, unlock: ([UInt8]) -> Void, bytes: inout [UInt8], outcome: inout InstallOutcome,
    entry: inout CodeEntry
) throws {
    do {
%s
    }
}
"""
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


def target():
    return json.loads(subprocess.check_output(["swift", "-print-target-info"]))["target"]["triple"]


def search_paths(build):
    maps = [f"-Xcc=-fmodule-map-file={m}" for m in ROOT.glob("Sources/C*/module.modulemap")]
    maps += [f"-Xcc=-fmodule-map-file={m}" for m in build.glob("C*.build/module.modulemap")]
    return ["-I", str(build / "Modules")] + [part for argument in maps for part in argument.split("=", 1)]


def graph(build, module, folder):
    command = ["swift", "symbolgraph-extract", "-module-name", module, "-target", target(), *search_paths(build),
               "-minimum-access-level", "public", "-skip-synthesized-members", "-output-dir", folder]
    subprocess.run(command, check=True, capture_output=True, text=True)
    symbols, owner = {}, {}
    for file in pathlib.Path(folder).glob(f"{module}*.symbols.json"):
        content = json.loads(file.read_text())
        symbols |= {s["identifier"]["precise"]: s for s in content["symbols"]}
        owner |= {r["source"]: r["target"] for r in content["relationships"] if r["kind"] == "memberOf"}
    return symbols, owner


def declaration(symbol):
    return re.sub(r"\s+", " ", "".join(f["spelling"] for f in symbol["declarationFragments"]))


def examples(symbol):
    """The Swift code in a doc comment."""
    text = "\n".join(line["text"] for line in symbol.get("docComment", {"lines": []})["lines"])
    return re.findall(r"```swift\n(.*?)\n```", text, re.S)


def listing(build):
    lines, types, found = [], 0, {}
    for module in modules():
        with tempfile.TemporaryDirectory() as folder:
            symbols, owner = graph(build, module, folder)
        # What the compiler makes of enumerations and comparable types is no choice of ours.
        mine = {k: s for k, s in symbols.items() if "::SYNTHESIZED::" not in k and s.get("location")}
        tops = [k for k in mine if len(mine[k]["pathComponents"]) == 1]
        lines += ["", f"## {module}"]
        for top in sorted(tops, key=lambda k: mine[k]["pathComponents"]):
            name = mine[top]["pathComponents"][0]
            if mine[top]["kind"]["identifier"] in ("swift.struct", "swift.enum", "swift.class", "swift.protocol"):
                types += 1
                found[name] = examples(mine[top])
            lines += ["", declaration(mine[top])]
            inside = [s for k, s in mine.items() if s["pathComponents"][0] == name and len(s["pathComponents"]) > 1]
            for symbol in sorted(inside, key=lambda s: (s["pathComponents"], declaration(s))):
                lines.append("    " * (len(symbol["pathComponents"]) - 1) + declaration(symbol))
        own = {mine[top]["pathComponents"][0] for top in tops}
        added = [s for s in mine.values() if s["pathComponents"][0] not in own]
        for name in sorted({s["pathComponents"][0] for s in added}):
            lines += ["", f"extension {name}"]
            for symbol in sorted(added, key=lambda s: (s["pathComponents"], declaration(s))):
                if symbol["pathComponents"][0] == name:
                    lines.append("    " * (len(symbol["pathComponents"]) - 1) + declaration(symbol))
    return HEADER + "\n".join(lines) + "\n", types, found


def faults(build, found):
    """What is wrong with the examples of types."""
    wrong = [f"{name} has no example (```swift) in its comment." for name in sorted(found) if not found[name]]
    with tempfile.TemporaryDirectory() as folder:
        for name, codes in found.items():
            for number, code in enumerate(codes):
                body = "\n".join(f"        {line}" for line in code.split("\n"))
                pathlib.Path(folder, f"{name}{number}.swift").write_text(SURROUNDINGS % (f"{name}{number}", body))
        files = sorted(map(str, pathlib.Path(folder).glob("*.swift")))
        command = ["swiftc", "-typecheck", "-swift-version", "6", "-suppress-warnings", "-target", target(), *search_paths(build)]
        checked = subprocess.run(command + files, capture_output=True, text=True)
        if checked.returncode:
            wrong.append("An example does not compile:\n" + checked.stderr.replace(folder + "/", ""))
    return wrong


def main():
    build = pathlib.Path(subprocess.check_output(["swift", "build", "--show-bin-path"], cwd=ROOT, text=True).strip())
    text, types, found = listing(build)
    wrong = faults(build, found)
    if wrong:
        print("\n".join(wrong))
        return 1
    if "--write" in sys.argv:
        PAGE.write_text(text)
    elif not PAGE.exists() or PAGE.read_text() != text:
        import difflib
        before = PAGE.read_text() if PAGE.exists() else ""
        print("".join(difflib.unified_diff(before.splitlines(True), text.splitlines(True), "docs/interface.txt", "the code")))
        print("The public interface is not what docs/interface.txt says. If that is meant: python3 Tests/interface.py --write")
        return 1
    print(f"The public interface has {types} types, each with an example that compiles, and is what docs/interface.txt says.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
