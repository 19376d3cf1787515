"""Text forms, good ones and bad ones: a second implementation of "The text form" in docs/formats.md."""
from primitives import CROCKFORD, symbols, times
from samples import correction, license, product, request

MISTYPED, INCOMPLETE, MALFORMED = "document.mistyped", "document.incomplete", "document.malformed"
UNRECOGNIZED, TRUNCATED, NEWER = "document.unrecognized", "document.truncated", "document.newer-version"


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return (value ^ 0xFFFFFFFF).to_bytes(4, "big")


def check_symbol(data, number):
    total, weight = number % 32, 1
    for value in data:
        weight = times(weight, 2)
        total ^= times(value, weight)
    return total


def grouped(values, number_of=lambda number: number):
    groups = []
    for place in range(0, len(values), 9):
        group = values[place:place + 9]
        groups.append(group + [check_symbol(group, number_of(place // 9 + 1))])
    return ["".join(CROCKFORD[value] for value in group) for group in groups]


def values_of(data):
    padded = data + bytes(-len(data) % 5)
    return symbols(padded)[:(len(data) * 8 + 4) // 5]


def groups(head, data):
    return grouped(values_of(data + crc32c(head.encode() + b"\0" + data)))


def text(head, data, start="COUNTERSIGN:"):
    return f"{start}{head}/{''.join(groups(head, data))}"


def series(letter, data, count, start="COUNTERSIGN:"):
    size = -(-len(data) // count)
    pieces = [data[place:place + size] for place in range(0, len(data), size)]
    assert len(pieces) == count
    return [text(f"{letter}{index + 1}.{count}", crc32c(data) + piece, start) for index, piece in enumerate(pieces)]


def printed(head, data):
    parted = ["-".join(part for part in (group[:5], group[5:]) if part) for group in groups(head, data)]
    return [f"{index + 1:02}. {group}" for index, group in enumerate(parted)]


def good():
    data = request()
    form = text("R", data)
    yield form, "request", "a request"
    yield text("P", product()), "product", "a product file"
    yield text("L", license()), "license", "a license"
    yield text("T", correction()), "correction", "a time correction"
    yield text("R", data, "HTTPS://PORTAL.EXAMPLE/ACTIVATE/"), "request", "under a portal"
    yield text("R", data, "https://portal.example:8443/").lower() + "?utm_source=mail", "request", "with a query"
    yield text("R", data, "See HTTP://PORTAL.EXAMPLE/X/") + "#top, please", "request", "with a fragment"
    yield form.lower(), "request", "small letters"
    yield form[:14] + form[14:].replace("0", "O").replace("1", "l"), "request", "letters for digits"
    yield "QR-Code:" + form + "\n", "request", "as zbarimg prints it"
    yield f"Dear desk,\n\n{form}\n\nBest regards\nBob", "request", "a letter around it"
    yield "COUNTERSIGN: R/\n" + "\n".join(form[14:][place:place + 60] for place in range(0, 600, 60)), "request", "wrapped"
    yield "> COUNTERSIGN:R/\r\n> " + "\r\n> ".join(printed("R", data)), "request", "printed groups, quoted"
    yield "\n".join(printed("R", data)), "request", "printed groups without what comes first"
    yield "\n".join(reversed(printed("R", data))), "request", "printed groups backwards"
    yield " \u2013 ".join(groups("R", data)).join(["COUNTERSIGN:R/", ""]), "request", "other dashes"
    yield form + "\n" + form, "request", "the same twice"
    parts = series("P", product(), 3)
    yield "\n".join([parts[2], parts[0], parts[1]]), "product", "three parts"
    yield "\n".join(parts + parts), "product", "three parts, twice"
    yield "\n".join(series("L", license(), 2) + parts[:2]), "license", "two parts, and two of another document's three"
    german = str.maketrans("YZ:/", "ZY\u00d6-")
    yield form.translate(german), "request", "through a German keyboard layout"
    yield form.translate(german).lower(), "request", "through a German keyboard layout, Caps Lock on"


def bad():
    data = request()
    form = text("R", data)
    ten = groups("R", data)
    def joined(parts):
        return "COUNTERSIGN:R/" + "".join(parts)
    other = "0" if form[40] != "0" else "Z"
    yield form[:40] + other + form[41:], MISTYPED, "a wrong character"
    yield form[:40] + "U" + form[41:], MISTYPED, "a character that does not occur"
    yield form[:40] + form[41:], MISTYPED, "a character left out"
    yield form[:40] + form[40] + form[40:], MISTYPED, "a character twice"
    yield form + "0", MISTYPED, "a character too many"
    yield joined(ten[:3] + [ten[4], ten[3]] + ten[5:]), MISTYPED, "two groups swapped"
    yield joined(ten[:3] + ten[4:]), MISTYPED, "a group left out"
    yield joined(ten[:4] + ten[3:]), MISTYPED, "a group twice"
    yield joined(ten[:-1]), TRUNCATED, "the last group left out"
    yield "COUNTERSIGN:L/" + form[14:], MISTYPED, "another letter"
    yield "COUNTERSIGN:R1.2/" + form[14:], MISTYPED, "the number of a part"
    yield "COUNTERSIGN:R/", TRUNCATED, "nothing after the slash"
    yield text("L", data), MALFORMED, "a request that says that it is a license"
    yield text("V", data), NEWER, "a letter that is not known"
    yield text("R", data + b"\0"), MALFORMED, "a byte too many"
    yield text("R", data[:-1]), TRUNCATED, "a byte too few"
    yield text("R", b""), TRUNCATED, "no byte"
    yield form + "\n" + text("L", license()), MALFORMED, "two documents"
    letter, spare = next((letter, sample) for letter, sample in (("P", product()), ("L", license()), ("T", correction()))
                         if (len(sample) + 4) * 8 % 5)
    values = values_of(spare + crc32c(letter.encode() + b"\0" + spare))
    loose = "".join(grouped(values[:-1] + [values[-1] | 1]))
    yield f"COUNTERSIGN:{letter}/{loose}", MISTYPED, "a bit left over that is not zero"
    whole = data + crc32c(b"R\0" + data)
    yield joined(grouped(values_of(whole) + [0])), MISTYPED, "a symbol too many, with its check"
    yield joined(grouped(values_of(data + crc32c(b"R" + data)))), MISTYPED, "a sum without the zero byte"
    yield joined(grouped(values_of(data + crc32c(data)))), MISTYPED, "a sum without the head"
    yield joined(grouped(values_of(data + crc32c(b"R\0" + data)[::-1]))), MISTYPED, "a sum with its lowest byte first"
    yield joined(grouped(values_of(whole), lambda number: number - 1)), MISTYPED, "groups counted from zero"
    yield joined(grouped(values_of(whole), lambda number: 0)), MISTYPED, "groups without numbers"
    parts = series("P", product(), 3)
    yield "\n".join(parts[:2]), INCOMPLETE, "two parts of three"
    yield "\n".join(series("P", product(), 2)[:1] + parts[1:]), INCOMPLETE, "parts of series of two lengths"
    size = -(-len(product()) // 3)
    changed = product()[:size][:-1] + b"\0"
    wrong = text("P1.3", crc32c(product()) + changed)
    yield "\n".join([wrong] + parts[1:]), MALFORMED, "a part that is not of the whole"
    yield "\n".join([parts[0], wrong]), MALFORMED, "two different first parts"
    yield text("P1.3", crc32c(product())), MALFORMED, "a part with nothing in it"
    yield "COUNTERSIGN", UNRECOGNIZED, "a word"
    greek = str.maketrans("COUNTERSIGABDHJKMPVWXZFY", "\u03a8\u039f\u0398\u039d\u03a4\u0395\u03a1\u03a3\u0399\u0393"
                          "\u0391\u0392\u0394\u0397\u039e\u039a\u039c\u03a0\u03a9\u03a3\u03a7\u0396\u03a6\u03a5", ":")
    yield form.translate(greek).replace("Q", ":"), MISTYPED, "through a Greek keyboard layout: S and W are one"


def cases():
    for text, outcome, remark in [*good(), *bad()]:
        yield text.encode(), outcome, remark
