#!/usr/bin/env python3
"""Writes Sources/Intake/Keyboard/KeyboardLayout+All.swift and Tests/Vectors/keyboards.txt: what keyboard layouts make
of the keys that a scanner presses, which believes that it is a US keyboard.

The layouts are those of Debian's xkb-data, read with libxkbcommon. Run it again for another list of layouts, and look
at what it changed."""
import ctypes
import os

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
XKB = ctypes.CDLL("libxkbcommon.so.0")
for name in ("xkb_context_new", "xkb_keymap_new_from_names", "xkb_state_new"):
    getattr(XKB, name).restype = ctypes.c_void_p
XKB.xkb_keysym_to_utf32.restype = ctypes.c_uint32

# In the order in which they are named, if a text could come from several.
LAYOUTS = [
    ("French", "fr", ""), ("Belgian", "be", ""), ("German", "de", ""), ("Swiss German", "ch", ""),
    ("Swiss French", "ch", "fr"), ("Italian", "it", ""), ("Spanish", "es", ""), ("Portuguese", "pt", ""),
    ("Swedish", "se", ""), ("Norwegian", "no", ""), ("Danish", "dk", ""), ("Finnish", "fi", ""),
    ("Dutch", "nl", ""), ("UK English", "gb", ""), ("Czech", "cz", ""), ("Czech QWERTY", "cz", "qwerty"),
    ("Slovak", "sk", ""), ("Hungarian", "hu", ""), ("Polish", "pl", ""), ("Polish QWERTZ", "pl", "qwertz"),
    ("Slovenian", "si", ""), ("Croatian", "hr", ""), ("Romanian", "ro", ""), ("Lithuanian", "lt", ""),
    ("Turkish Q", "tr", ""), ("Turkish F", "tr", "f"), ("Russian", "ru", ""), ("Ukrainian", "ua", ""),
    ("Bulgarian", "bg", "bas_phonetic"), ("Greek", "gr", ""), ("Hebrew", "il", ""),
    ("Latin American", "latam", ""), ("Brazilian", "br", ""), ("Canadian French", "ca", ""),
    ("Japanese", "jp", ""), ("Dvorak", "us", "dvorak"), ("Colemak", "us", "colemak"),
]

# The keys of a US keyboard that the text form and an address are typed with, and their evdev codes.
ROWS = [("1234567890-=", 10), ("qwertyuiop", 24), ("asdfghjkl;", 38), ("zxcvbnm", 52), ("./", 60)]
KEYS = {character: code + place for row, code in ROWS for place, character in enumerate(row)}
SHIFTED = {"$": "4", "%": "5", "*": "8", "+": "=", ":": ";"}
NOTHING = "\u25a1"
SAMPLE = "COUNTERSIGN:R/0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Names(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


CONTEXT = ctypes.c_void_p(XKB.xkb_context_new(0))


def keymap(layout, variant, options=""):
    names = Names(b"evdev", b"pc105", layout.encode(), variant.encode(), options.encode())
    made = XKB.xkb_keymap_new_from_names(CONTEXT, ctypes.byref(names), 0)
    assert made, (layout, variant)
    return ctypes.c_void_p(made)


def character(keys, code, level):
    """What a key gives; dead keys and nothing at all are the same here."""
    symbols = ctypes.POINTER(ctypes.c_uint32)()
    if XKB.xkb_keymap_key_get_syms_by_level(keys, code, 0, level, ctypes.byref(symbols)) != 1:
        return NOTHING
    value = XKB.xkb_keysym_to_utf32(symbols[0])
    return chr(value) if value > 32 else NOTHING


def table(layout, variant):
    keys = keymap(layout, variant)
    return tuple("".join(character(keys, code, level) for code in KEYS.values()) for level in (0, 1))


def typed(layout, variant, lock):
    """The sample as the layout gives it to a program, with the state machine of libxkbcommon."""
    keys = keymap(layout, variant, "caps:shiftlock" if lock == "shift" else "")
    state = ctypes.c_void_p(XKB.xkb_state_new(keys))
    mask = {name: 1 << XKB.xkb_keymap_mod_get_index(keys, name) for name in (b"Shift", b"Lock")}
    locked = {"none": 0, "caps": mask[b"Lock"], "shift": mask[b"Shift"]}[lock]
    text = ""
    for wanted in SAMPLE:
        isShifted = wanted in SHIFTED or wanted.isupper()
        XKB.xkb_state_update_mask(state, mask[b"Shift"] if isShifted else 0, 0, locked, 0, 0, 0)
        key = SHIFTED.get(wanted, wanted.lower())
        buffer = ctypes.create_string_buffer(16)
        XKB.xkb_state_key_get_utf8(state, KEYS[key], buffer, 16)
        text += buffer.value.decode()
    return text


def swift():
    lines = [
        "// Written by Tests/Tools/Keyboards/generate.py from Debian's xkb-data.",
        "",
        "extension KeyboardLayout {",
        "    /// The keys of a US keyboard that text forms and addresses are typed with, without Shift.",
        f'    static let keys = "{"".join(KEYS)}"',
        "",
        "    /// What else is on a key, with Shift, of the characters that occur.",
        "    static let shifted: [Unicode.Scalar: Unicode.Scalar] = [",
        "        " + ", ".join(f'"{name}": "{key}"' for name, key in SHIFTED.items()) + ",",
        "    ]",
        "",
        f"    /// Where a key gives nothing by itself, there is a '{NOTHING}'.",
        "    static let all: [KeyboardLayout] = [",
        '        KeyboardLayout("US English", keys, shifted: ' + f'#"{table("us", "")[1]}"#),',
    ]
    for name, layout, variant in LAYOUTS:
        base, shifted = table(layout, variant)
        assert '"##' not in base + shifted
        lines += [f'        KeyboardLayout(', f'            "{name}",', f'            ##"{base}"##,',
                  f'            shifted: ##"{shifted}"##),']
    return "\n".join(lines + ["    ]", "}", ""])


with open(os.path.join(ROOT, "Sources/Intake/Keyboard/KeyboardLayout+All.swift"), "w", encoding="utf-8") as file:
    file.write(swift())
# Vectors stay the same to the byte, so this one still names the script where it stood first.
with open(os.path.join(ROOT, "Tests/Vectors/keyboards.txt"), "w", encoding="utf-8") as file:
    file.write(f"""# What programs get if a scanner that believes in a US keyboard types through another layout. Written by
# Tests/Keyboards/generate.py, with libxkbcommon.
#
# layout | lock that is on: none, caps, shift | the text, in hexadecimal, that {SAMPLE} became
#
""")
    for name, layout, variant in [("US English", "us", "")] + LAYOUTS:
        for lock in ("none", "caps", "shift"):
            file.write(f"{name} | {lock} | {typed(layout, variant, lock).encode().hex()}\n")
