"""Texts with documents in them, as they arrive, good ones and bad ones."""
import base64

from samples import correction, license, product, request

MALFORMED, TRUNCATED, UNRECOGNIZED = "document.malformed", "document.truncated", "document.unrecognized"


def armour(kind, data, width=64, end="\n"):
    text = base64.b64encode(data).decode()
    lines = [text[i:i + width] for i in range(0, len(text), width)]
    return end.join([f"-----BEGIN COUNTERSIGN {kind}-----", *lines, f"-----END COUNTERSIGN {kind}-----", ""])


def texts():
    data = request()
    good = armour("REQUEST", data)
    begin, end = good.split("\n")[0], good.split("\n")[-2]
    yield good, "request", "as it is written"
    yield armour("PRODUCT", product()), "product", "a product file"
    yield armour("LICENSE", license()), "license", "a license"
    yield armour("TIME CORRECTION", correction()), "correction", "a time correction"
    yield armour("CORRECTION", correction()), MALFORMED, "a time correction under half its label"
    yield armour("LICENSE", correction()), MALFORMED, "a time correction as a license"
    yield armour("TIME CORRECTION", license()), MALFORMED, "a license as a time correction"
    yield good[:-1], "request", "no line end after the last line"
    yield armour("REQUEST", data, end="\r\n"), "request", "lines that end as on Windows"
    yield armour("REQUEST", data, end="\r"), "request", "lines that end as on an old Macintosh"
    yield armour("REQUEST", data, width=76), "request", "lines of 76 characters"
    yield armour("REQUEST", data, width=10000), "request", "one line"
    yield armour("REQUEST", data, width=1), "request", "one character a line"
    yield good.replace("\n", "  \t\n"), "request", "blanks at the ends of lines"
    yield good.replace("\n", "\n  "), "request", "lines that are indented"
    yield good.replace("\n", "\n\n"), "request", "empty lines"
    yield "\ufeff" + good, "request", "a byte order mark"
    yield f"Dear desk,\n\n{good}\nYours\n", "request", "a letter around it"
    yield f"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n{good}", "request", "somebody else's armour before it"
    yield f"'{begin}' comes first\n{good}", "request", "its first line named in a sentence"

    yield good + good, "request", "the same twice"
    yield good.replace("=", ""), "request", "no padding"
    yield good.replace("=", "=3D"), "request", "padding in quoted-printable"
    yield good.replace("\n", ""), "request", "no line ends at all"
    yield good.replace("\n", " "), "request", "spaces for line ends"
    yield f"Dear desk, {good.replace(chr(10), ' ')} Yours", "request", "all on one line of a letter"
    yield good.replace(" ", "\n"), "request", "wrapped inside its first line"
    yield good.replace("-----", "-"), "request", "one dash"
    yield good.replace("-----", "\u2014-"), "request", "dashes made longer"
    yield good.replace("R", "R\u200b"), "request", "spaces of no width"
    yield good.replace("RE", "R\xadE"), "request", "a soft hyphen"
    yield "> " + good.replace("\n", "\n> "), "request", "quoted"
    yield "> " + good.replace("\n", "\n> ", 3), "request", "quoted half"
    yield good.replace("\n", "<br>"), "request", "tags for line ends"
    yield good.replace("-", "&#45;"), "request", "references for dashes"
    yield good + "> " + good.replace("\n", "\n> "), "request", "the same quoted below"
    yield good + "> " + armour("LICENSE", license()).replace("\n", "\n> "), "request", "a license quoted below"
    yield good + armour("LICENSE", license())[:100].replace("-----BEGIN", "> -----BEGIN"), "request", "half a license quoted below"

    yield "", TRUNCATED, "nothing"
    yield good[:200], TRUNCATED, "cut short"
    yield good[:200].replace("\n", " "), TRUNCATED, "cut short, on one line"
    yield "> " + good[:200].replace("\n", "\n> "), TRUNCATED, "cut short, quoted"
    yield good.replace("\n", "\n> ", 2) + good[:200], MALFORMED, "once more, cut short"
    yield begin, TRUNCATED, "its first line only"
    yield begin[:-5], TRUNCATED, "most of its first line"
    yield begin[:22], UNRECOGNIZED, "half its first line"
    yield f"see {begin}", UNRECOGNIZED, "its first line named"
    yield f"from '{begin}' then to '{end}'", UNRECOGNIZED, "both lines named"
    yield good.replace(end, ""), TRUNCATED, "no END line"
    yield good.replace(end, end.replace("REQUEST", "LICENSE")), TRUNCATED, "the END line of another label"
    yield good.replace(begin, ""), UNRECOGNIZED, "no BEGIN line"
    yield good.lower(), UNRECOGNIZED, "in lower case"
    yield "hello", UNRECOGNIZED, "another text"
    yield good + armour("LICENSE", license()), MALFORMED, "two documents"
    yield good.replace(begin, begin + "\n" + begin), MALFORMED, "two BEGIN lines"
    yield armour("LICENSE", data), MALFORMED, "a request in a license's armour"
    yield armour("SEALED KEY", data), MALFORMED, "a request in a sealed key's armour"
    yield good.replace(begin, begin + "\nVersion: 1"), MALFORMED, "a header"
    yield good.replace("/", "_").replace("+", "-"), MALFORMED, "the alphabet for file names"
    yield good.replace("REQUEST", "REQUEST\x1b"), MALFORMED, "a label with a control character"
    yield armour("REQUEST", data + b"\0"), MALFORMED, "a byte too many in it"
    yield armour("REQUEST", data[:-1]), TRUNCATED, "a byte too few in it"
    yield armour("REQUEST", b""), TRUNCATED, "nothing in it"


def cases():
    for text, outcome, remark in texts():
        yield text.encode(), outcome, remark
    spare = request()
    assert len(spare) % 3 == 1
    loose = armour("REQUEST", spare)
    place = loose.index("==") - 1
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = alphabet[alphabet.index(loose[place]) + 1]
    yield (loose[:place] + other + loose[place + 1:]).encode(), MALFORMED, "bits left over that are not zero"
