#!/usr/bin/env python3
"""Changes single lines of the sources at random, and asks the tests which of it they see. By hand, not in CI.

    Tests/Tools/mutate.py --seed 7 --count 60 Sources/COSE Sources/Installation/Standing.swift
    Tests/Tools/mutate.py --only 3f2a91c0,b61d0e77 Sources/COSE     the same changes again, by their names
    Tests/Tools/mutate.py --list Sources/COSE                       all changes that could be made

A change turns a condition round or drops it, moves a bound by one, turns a comparison round, or leaves a statement out.
All that were drawn are built into one copy of the tests, each behind a switch, so that there is one build and not one
for each. A change that does not compile is left out and told. Then each is switched on alone: the tests of its part are
run, and if they see nothing, all others. What no test sees is a hole in the tests, or changes nothing.

It works in a copy, .build-mutants, which is made from HEAD and built there; --here works in this checkout instead,
whose sources must be committed, and puts them back."""
import argparse
import collections
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

TOP = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SWITCH = "mutant__"
SUPPORT = """import Glibc

private let chosen__: Int = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
@inline(never) func mutant__(_ number: Int) -> Bool { chosen__ == number }
"""
TURNED = {"==": ["!="], "!=": ["=="], "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
          "&&": ["||"], "||": ["&&"], "..<": ["..."], "...": ["..<"]}
OPERATOR = re.compile(r"(?<= )(==|!=|<=|>=|<|>|&&|\|\|)(?= )|(?<=[\w)\]])(\.\.<|\.\.\.)(?=[\w(])")
# Coloured, and names may have the same words. Not the run as a whole, which fails with each of them.
FAILED = re.compile(r"✘\S* Test (?!run )(?:case .*? to )?(.{1,200}?) (?:recorded an issue|failed)")
NUMBER = re.compile(r"(?<![\w.$\"\\])(\d[\d_]*)(?![\w.\"])")

Change = collections.namedtuple("Change", "name path line old new what code")


def is_balanced(text):
    """Whether brackets match and no string stays open; a text with a quotation mark inside a string counts as odd."""
    depth, in_string, stack = 0, False, []
    for place, character in enumerate(text):
        if character == '"' and (place == 0 or text[place - 1] != "\\"):
            in_string = not in_string
        elif in_string:
            continue
        elif character in "([{":
            stack.append(character)
        elif character in ")]}":
            if not stack or stack.pop() + character not in ("()", "[]", "{}"):
                return False
    return not stack and not in_string


def split_clauses(text):
    """The clauses of a condition, at its outermost commas."""
    clauses, depth, start, in_string = [], 0, 0, False
    for place, character in enumerate(text):
        if character == '"':
            in_string = not in_string
        if in_string:
            continue
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            clauses.append(text[start:place])
            start = place + 1
    return clauses + [text[start:]]


def variants(expression):
    """Other expressions of the same type, each with a word for what was changed."""
    for found in OPERATOR.finditer(expression):
        operator = found.group(0)
        for other in TURNED[operator]:
            yield f"'{operator}' to '{other}'", expression[:found.start()] + other + expression[found.end():]
    for found in NUMBER.finditer(expression):
        number = int(found.group(1).replace("_", ""))
        for other in {number + 1, max(number - 1, 0)} - {number}:
            yield f"{number} to {other}", expression[:found.start()] + str(other) + expression[found.end():]
    for word, other in (("true", "false"), ("false", "true"), ("min(", "max("), ("max(", "min(")):
        for found in re.finditer(rf"(?<![\w.]){re.escape(word)}" + (r"\b" if word[-1] != "(" else ""), expression):
            yield f"'{word}' to '{other}'", expression[:found.start()] + other + expression[found.end():]


def switched(number, expression, other):
    """The expression, or the other one where the change is switched on. `try` must stand in front of both."""
    prefix = ""
    if re.search(r"\{.*\btry\b", expression):
        return f"({SWITCH}({number}) ? ({other.strip()}) : ({expression.strip()}))"
    if re.search(r"\btry\b(?![?!])", expression + other):
        prefix = "try "
        expression, other = (re.sub(r"\btry (?![?!])", "", text) for text in (expression, other))
    return f"({prefix}{SWITCH}({number}) ? ({other.strip()}) : ({expression.strip()}))"


def condition_changes(head, condition, tail):
    """Of the clauses in one line of a condition."""
    clauses = split_clauses(condition)
    for place, clause in enumerate(clauses):
        text = clause.strip()
        # What binds a name cannot be switched, nor can a piece of a clause.
        if not text or not is_balanced(text) or re.match(r"(let|var|case)\b|#|\?|:|&&|\|\|", text):
            continue
        if text.endswith(("&&", "||")):
            continue
        others = [("clause dropped", "true"), ("clause turned round", f"!({text})"), *variants(text)]
        for what, other in others:
            def made(replacement, place=place):
                parts = [*clauses]
                blank = clauses[place][:len(clauses[place]) - len(clauses[place].lstrip())]
                parts[place] = blank + replacement
                return head + ",".join(parts) + tail
            yield what, made(other), lambda number, text=text, other=other, made=made: made(
                switched(number, text, other))


def line_changes(line, in_condition, before, after, in_init):
    """The changes of one line: what, the changed line as a person reads it, and the line with a switch in it."""
    is_begun = before.endswith(("(", "[", ",", "=", "?", ":", "&", "|", "+", "-", "return"))
    is_whole = not is_begun and not after.startswith((".", "?", ":", "&&", "||", "+", "-", ")", "]"))
    is_value = before.endswith(("{", " in")) and after.startswith("}")
    body = line.rstrip()
    indent = body[:len(body) - len(body.lstrip())]
    text = body.strip()
    if not text or text.startswith(("//", "@", "#", "case ", "default", "import ", "\"", "}", "|")):
        return
    whole = re.match(r"(guard|if|else if|} else if|while) (.+?)( else \{.*| \{.*)$", text)
    if whole and is_balanced(whole.group(2)):
        yield from condition_changes(f"{indent}{whole.group(1)} ", whole.group(2), whole.group(3))
        return
    opened = re.match(r"(guard|if|while) (.+),$", text)
    if opened:
        yield from condition_changes(f"{indent}{opened.group(1)} ", opened.group(2), ",")
        return
    if in_condition:
        last = re.match(r"(.+?)( else \{.*| \{)$", text)
        condition, tail = (last.group(1), last.group(2)) if last else (text, "")
        if condition.endswith(","):
            condition, tail = condition[:-1], ","
        if condition and not condition.startswith("else"):
            yield from condition_changes(indent, condition, tail)
        return
    given = re.match(
        r"(return |(?:(?:public|package|private|static) )*(?:let|var) \w+(?:: [\w\[\]?.<>, ]+)? = |[\w.\[\]]+ = )(.+)$",
        text)
    if given and is_balanced(given.group(2)) and not given.group(2).endswith(("&&", "||", "?", ":", ",", "{")):
        for what, other in variants(given.group(2)):
            yield what, indent + given.group(1) + other, lambda number, given=given, other=other: (
                indent + given.group(1) + switched(number, given.group(2), other))
    elif is_balanced(text) and re.match(r"[\w(!]", text) and not re.match(
            r"(public|private|fileprivate|package|static|func|init|let|var|return|throw|struct|enum|extension|mutating|"
            r"final|class|typealias|for|switch|do|defer|repeat|else|guard|if|while|break|continue)\b|try\?|\w+:", text):
        for what, other in variants(text) if is_whole else ():
            yield what, indent + other, lambda number, other=other: (
                f"{indent}if {SWITCH}({number}) {{ {other} }} else {{ {text} }}")
    statement = re.match(r"(try )?(_ = )?(try )?[\w.]+(\(.*\)|\[.*\] = .+| [-+|^&]?= .+)$", text)
    is_first = in_init and re.match(r"(self\.)?\w+ = |self\.init|super", text)
    if statement and is_whole and not is_value and not is_first and is_balanced(text) and not re.match(
            r"(let|var|return|throw)\b", text):
        yield "left out", f"{indent}// {text}", lambda number: f"{indent}if !{SWITCH}({number}) {{ {text} }}"


def changes(paths):
    for path in paths:
        with open(os.path.join(TOP, path), encoding="utf-8") as file:
            lines = file.read().split("\n")
        seen, in_condition, in_text, in_init = collections.Counter(), False, False, False
        texts = [line.strip() for line in lines]
        for number, line in enumerate(lines):
            text = line.strip()
            if text.count('"""') == 1:
                in_text = not in_text
                continue
            if in_text:
                continue
            if re.search(r"\bfunc \w|(?<![.\w])init[?<(]|\bvar .*\{$", text):
                in_init = bool(re.search(r"(?<![.\w])init[?<(]", text))
            before = next((other for other in reversed(texts[:number]) if other), "")
            after = next((other for other in texts[number + 1:] if other), "")
            for what, other, code in line_changes(line, in_condition, before, after, in_init):
                key = (path, line, other)
                name = hashlib.sha1("\0".join([*key, str(seen[key])]).encode()).hexdigest()[:8]
                seen[key] += 1
                yield Change(name, path, number, line, other, what, code)
            opens = re.match(r"(guard|if|while)\b", text) and not re.search(r"\{", text)
            if opens:
                in_condition = True
            elif in_condition and ("{" in text or text.startswith("else")):
                in_condition = False


def sources(arguments):
    listed = subprocess.check_output(["git", "ls-files", *arguments], cwd=TOP, text=True).split("\n")
    return sorted(path for path in listed if path.startswith("Sources/") and path.endswith(".swift"))


def drawn(candidates, seed, count):
    """So many of them, no two in one line: first the line is drawn, and then one of its changes."""
    lines = collections.defaultdict(list)
    for change in candidates:
        lines[change.path, change.line].append(change)
    source = random.Random(seed)
    return [source.choice(lines[place]) for place in source.sample(sorted(lines), min(count, len(lines)))]


class Copy:
    """A checkout whose sources are changed, and put back."""

    def __init__(self, folder):
        self.folder, self.added = folder, []

    def put(self, path, text):
        with open(os.path.join(self.folder, path), "w", encoding="utf-8") as file:
            file.write(text)

    def write(self, chosen):
        self.restore()
        for path in {change.path for change in chosen.values()}:
            with open(os.path.join(self.folder, path), encoding="utf-8") as file:
                lines = file.read().split("\n")
            for number, change in chosen.items():
                if change.path == path:
                    lines[change.line] = change.code(number)
            self.put(path, "\n".join(lines))
        for part in {change.path.split("/")[1] for change in chosen.values()}:
            path = f"Sources/{part}/Mutant__.swift"
            self.added.append(path)
            self.put(path, SUPPORT)

    def restore(self):
        subprocess.check_call(["git", "checkout", "--quiet", "HEAD", "--", "Sources"], cwd=self.folder)
        for path in self.added:
            if os.path.exists(os.path.join(self.folder, path)):
                os.remove(os.path.join(self.folder, path))
        self.added = []

    def build(self):
        """The places of errors, as the file and the line; none if it builds."""
        done = subprocess.run(["swift", "build", "--build-tests"], cwd=self.folder, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if done.returncode == 0:
            return set()
        errors = set(re.findall(re.escape(self.folder) + r"/(Sources/[^:\n]+):(\d+):\d+: error:", done.stdout))
        if not errors:
            sys.exit(done.stdout[-4000:])
        return {(path, int(line) - 1) for path, line in errors}

    def test(self, pattern, number, limit, skipped=None):
        """Whether the tests see the change: "passed", "failed" or, where they do not end, "endless"."""
        # As a whole path: there the tests look for the programs, wherever they work.
        tests = os.path.join(self.folder, ".build/debug/countersignPackageTests.xctest")
        command = [tests, "--testing-library", "swift-testing", "--filter", pattern]
        if skipped:
            command += ["--skip", skipped]
        with subprocess.Popen(command, cwd=self.folder, env={**os.environ, "MUTANT": str(number)}, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace",
                              start_new_session=True) as process:
            late = []
            clock = threading.Timer(limit, lambda: (late.append(True), os.killpg(process.pid, 9)))
            clock.start()
            try:
                # The first test that fails is enough.
                failed = next(filter(None, map(FAILED.search, process.stdout)), None)
                if failed:
                    os.killpg(process.pid, 9)
            finally:
                clock.cancel()
        if failed:
            return "failed", failed.group(1)
        if late:
            return "endless", ""
        return ("passed", "") if process.returncode == 0 else ("failed", f"ended with {process.returncode}")


def blamed(chosen, errors):
    """The changes that the compiler's errors are of: in the line that it names, else the nearest one in the file."""
    numbers = set()
    for path, line in errors:
        near = [(abs(change.line - line), number) for number, change in chosen.items() if change.path == path]
        if not near:
            sys.exit(f"mutate.py: an error where nothing was changed: {path}:{line + 1}")
        numbers.add(min(near)[1])
    return numbers


def tests_of(change):
    """The tests of its part, as a pattern."""
    return f"^{change.path.split('/')[1].replace('-', '_')}Tests\\."


def judge(copy, change, number, limits, others):
    part, tests = change.path.split("/")[1], tests_of(change)
    if os.path.isdir(os.path.join(copy.folder, "Tests", f"{part}Tests")):
        outcome, by = copy.test(tests, number, limits[0])
        if outcome != "passed":
            return "killed by its part", by or outcome
    outcome, by = copy.test(others, number, limits[1], skipped=tests)
    return ("killed by others", by or outcome) if outcome != "passed" else ("SURVIVED", "")


def prepared(here):
    if here:
        if subprocess.check_output(["git", "status", "--porcelain", "Sources"], cwd=TOP):
            sys.exit("mutate.py: Sources has changes that are not committed")
        return Copy(TOP)
    folder = os.path.join(TOP, ".build-mutants")
    if not os.path.isdir(folder):
        subprocess.check_call(["git", "clone", "--quiet", "--local", TOP, folder])
    head = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=TOP, text=True).strip()
    subprocess.check_call(["git", "fetch", "--quiet", "origin"], cwd=folder)
    subprocess.check_call(["git", "checkout", "--quiet", "--force", "--detach", head], cwd=folder)
    return Copy(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=["Sources"], help="folders and files, Sources if none is given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--only", help="names of changes, with commas between")
    parser.add_argument("--list", action="store_true", help="only list what could be changed")
    parser.add_argument("--here", action="store_true", help="work in this checkout")
    parser.add_argument("--limit", type=int, nargs=2, default=(120, 600), metavar=("PART", "ALL"),
                        help="after so many seconds tests are taken to be endless: those of a part, and all others")
    parser.add_argument("--others", default=".", metavar="PATTERN",
                        help="which other tests are run: all take minutes for each change that its part does not see")
    options = parser.parse_args()
    # So that the sources are put back.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("mutate.py: ended"))

    candidates = list(changes(sources(options.paths)))
    if options.list:
        for change in candidates:
            print(f"{change.name} {change.path}:{change.line + 1} {change.what}: {change.new.strip()}")
        return
    if options.only:
        names = options.only.split(",")
        picked = [change for change in candidates if change.name in names]
    else:
        picked = drawn(candidates, options.seed, options.count)
    copy, started = prepared(options.here), time.monotonic()
    # Two changes of one line are not built into one copy: asked for by name, they take turns.
    turns = []
    for change in picked:
        place = (change.path, change.line)
        turn = next((turn for turn in turns if place not in turn), None)
        if turn is None:
            turns.append(turn := {})
        turn[place] = change
    tally = collections.Counter()
    try:
        for turn in turns:
            chosen = dict(enumerate(turn.values()))
            while True:
                copy.write(chosen)
                errors = copy.build()
                if not errors:
                    break
                for number in blamed(chosen, errors):
                    report(chosen.pop(number), "not compiling", "", tally)
            print(f"built after {time.monotonic() - started:.0f} s, {len(chosen)} changes", flush=True)
            parts = {tests_of(change) for change in chosen.values()}
            outcome, by = copy.test("|".join([options.others, *sorted(parts)]), -1, options.limit[1])
            if outcome != "passed":
                sys.exit(f"mutate.py: the tests fail without any change: {by or outcome}")
            for number, change in sorted(chosen.items()):
                report(change, *judge(copy, change, number, options.limit, options.others), tally)
    finally:
        copy.restore()
    seen = tally["killed by its part"] + tally["killed by others"]
    print(f"{dict(tally)}; seen: {seen} of {seen + tally['SURVIVED']}; {time.monotonic() - started:.0f} s")


def report(change, outcome, by, tally):
    tally[outcome] += 1
    print(f"{change.name} {outcome}: {change.path}:{change.line + 1} {change.what}"
          f"\n    - {change.old.strip()}\n    + {change.new.strip()}" + (f"\n    seen by {by}" if by else ""), flush=True)


if __name__ == "__main__":
    main()
