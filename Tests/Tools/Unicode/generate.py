#!/usr/bin/env python3
"""Writes Sources/Activation/Claims/DisplayText+Table.swift: which characters a text for people must not have,
by one version of Unicode, whatever the machine that reads it knows. Says the digest that docs/formats.md states.

The data are the Unicode Character Database's, as Python's unicodedata has them; the version is pinned, because a later
one would let in characters that programs already installed refuse. Python 3.11 has it."""
import hashlib
import os
import sys
import unicodedata

VERSION = "14.0.0"
REFUSED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

if unicodedata.unidata_version != VERSION:
    sys.exit(f"generate.py: this Python has Unicode {unicodedata.unidata_version}, and {VERSION} is needed (Python 3.11)")
is_refused = [unicodedata.category(chr(point)) in REFUSED for point in range(0x110000)]
borders = [point for point in range(0x110000) if is_refused[point] != (point > 0 and is_refused[point - 1])]
lines = [", ".join(f"0x{border:x}" for border in borders[place:place + 10]) for place in range(0, len(borders), 10)]

top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
with open(os.path.join(top, "Sources/Activation/Claims/DisplayText+Table.swift"), "w", encoding="ascii") as file:
    file.write(f"""// Written by Tests/Tools/Unicode/generate.py of the Unicode Character Database {VERSION}
// (Copyright 1991-2021 Unicode, Inc., https://www.unicode.org/license.txt).

extension DisplayText {{
    /// The version of Unicode that says what a character is.
    static let unicodeVersion = (major: {VERSION.split(".")[0]}, minor: {VERSION.split(".")[1]})

    /// Where refused characters begin (every other number, from the first on) and end, ascending.
    static let borders: [UInt32] = [
        {(","+chr(10)+"        ").join(lines)},
    ]
}}
""")
print(len(borders), "borders;", hashlib.sha256(bytes(is_refused)).hexdigest())
