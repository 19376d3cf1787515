"""Reads the text form of documents, written from docs/formats.md and not from the programs."""

import base64

from harness import require

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def crc32c(data):
    """RFC 3720, section 12.1."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def decode(text):
    """The head, such as R or R2.5, and the bytes of one text."""
    start, head, data = text.rsplit("/", 2) if text.startswith("HTTPS://") else ("", *text.split(":", 1)[1].split("/"))
    bits = ""
    for first in range(0, len(data), 10):
        # Nine symbols of data and a check symbol; fewer at the end.
        bits += "".join(f"{ALPHABET.index(symbol):05b}" for symbol in data[first:first + 10][:-1])
    whole = bytes(int(bits[place:place + 8], 2) for place in range(0, len(bits) - 7, 8))
    content, total = whole[:-4], whole[-4:]
    require(
        crc32c(head.encode() + b"\0" + content).to_bytes(4, "big") == total,
        f"the sum of '{text[:40]}...' is wrong")
    return head, content


def document(texts):
    """The kind's letter and the bytes that these texts carry together, in whatever order."""
    decoded = [decode(text) for text in texts]
    if len(decoded) == 1 and "." not in decoded[0][0]:
        return decoded[0]
    letter, count = decoded[0][0][0], int(decoded[0][0].split(".")[1])
    parts = {}
    for head, content in decoded:
        number, of = head[1:].split(".")
        require(head[0] == letter and int(of) == count, f"{head} is a part of another series")
        parts[int(number)] = content
    require(sorted(parts) == list(range(1, count + 1)), f"the parts are {sorted(parts)} of {count}")
    whole = b"".join(parts[number][4:] for number in sorted(parts))
    for content in parts.values():
        require(content[:4] == crc32c(whole).to_bytes(4, "big"), "a part is of another document")
    return letter, whole


def armoured(path):
    """The bytes of a document in a file."""
    with open(path, encoding="ascii") as file:
        return base64.b64decode("".join(file.read().split("\n")[1:-2]), validate=True)
