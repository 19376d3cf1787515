"""Requests, licenses and time corrections as they are read aloud, and codes that are none."""
import hashlib
import os

import samples
from primitives import L
from samples import OWN, TODAY, changed

DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
        "9438617205", "2581436790"]
EPOCH = 1767225600                      # 2026-01-01
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.txt"), encoding="ascii") as file:
    WORDS = [line.strip() for line in file if not line.startswith("#")]
assert len(WORDS) == 2048


def bits(*fields):
    """Numbers and bytes, each with its width, the highest bit first."""
    text = ""
    for value, width in fields:
        value = int.from_bytes(value, "big") if isinstance(value, bytes) else value
        assert 0 <= value < 1 << width
        text += f"{value:0{width}b}"
    return text


def digits(text, shift):
    """Groups of five digits and a check digit."""
    return numbered(int(text, 2), {165: 10, 528: 32}[len(text)], shift)


def numbered(number, count, shift):
    """The same of any number that so many groups hold."""
    groups = []
    for place in range(count):
        data = f"{number // 100000 ** (count - 1 - place) % 100000:05}"
        state = (place + 1 + shift) % 10
        for digit in data:
            state = int(DAMM[state][int(digit)])
        groups.append(data + str(state))
    return " ".join(groups)


def times(one, other):
    """In GF(2^11), modulo x^11 + x^2 + 1."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one, other = one << 1, other >> 1
        if one & 2048:
            one ^= 0b100000000101
    return product


def power(exponent):
    value = 1
    for _ in range(exponent):
        value = times(value, 2)
    return value


def words(text, shift):
    """Groups of three words and a check word."""
    numbers = [int(text[place:place + 11], 2) for place in range(0, len(text), 11)]
    spoken = []
    for number, place in enumerate(range(0, len(numbers), 3), 1):
        data = numbers[place:place + 3]
        check = power(number + shift)
        for exponent, word in enumerate(data, 1):
            check ^= times(word, power(exponent))
        spoken += [WORDS[word] for word in data + [check]]
    return " ".join(spoken)


MACHINE_ID, PRODUCT_UUID, DISK, NETWORK_CARD, PROCESSOR, USER = 1, 2, 7, 8, 9, 12
HARDWARE = {2, 3, 4, 5, 6, DISK, NETWORK_CARD, 11}


def mark(claims):
    """Of the user, if one is named; else of the first kind that is hardware no copy of a disk brings along; else of
    the first that there is."""
    kinds = {kind: digests for kind, digests in claims[OWN][5].items() if digests and 1 <= kind <= 12}
    hardware = HARDWARE - {DISK} if 6 in claims[OWN] else HARDWARE
    if USER in kinds:
        kind = USER
    elif kinds:
        kind = min(hardware & kinds.keys() or kinds)
    else:
        return 0
    return hashlib.blake2b(b"countersign machine mark" + bytes([kind]) + kinds[kind]).digest()[0] >> 1


def request(claims, what=None, key=samples.PROOF_KEY):
    """`what` is said to be asked for, if it is another than the claims say."""
    own = claims[OWN]
    told = bits((own[1] if what is None else what, 2), (own[2], 40), (mark(claims), 7),
                (samples.request_digest(claims), 96))
    user = b"\1" if USER in own[5] else b"\0"
    tag = samples.blake2b(key, b"countersign phone tag" + bytes(int(bit) for bit in told) + user + claims[3].encode(),
                          16)
    return told + bits((int.from_bytes(tag[:3], "big") >> 4, 20))


def signature(document):
    r, s = document[-64:-32], int.from_bytes(document[-32:], "little")
    return bits((r, 256), (s >> 32, 220))


def license(claims, document):
    own = claims[OWN]
    issued = (claims[6] - EPOCH) // 86400
    days = (claims[4] - claims[6]) // 86400 - 1 if 4 in claims else None
    maintenance = (own[7] - claims[6]) // 86400 if 7 in own else None
    kind = own[3]
    if kind == 0:
        span = 0 if maintenance is None else 1 + maintenance + 4096
    elif kind == 1:
        span = (8193 if maintenance is None else 35193) + days
    else:
        span = {2: 48193, 3: 56385}[kind] + days
    features = sum(1 << number for number in own.get(5, []))
    signer = samples.kid(samples.ISSUING)[0] >> 3
    return bits((signer, 5), (issued, 14), (span, 16), (features, 16), (own[4], 1)) + signature(document)


def correction(claims, document):
    signer = samples.kid(samples.ISSUING)[0] >> 3
    return bits((signer, 5), (claims[6] - EPOCH, 34), (0, 13)) + signature(document)


# The same machine with other components, and in another environment.
SYSTEM, SERIAL, CARD = samples.COMPONENTS[0], samples.COMPONENTS[2], samples.COMPONENTS[3]
MACHINES = [
    (samples.COMPONENTS + [(USER, b"user-1")], {}, "a request that names a user"),
    ([SYSTEM, SERIAL, CARD], {}, "bare hardware: the disk comes before the network card"),
    ([SYSTEM, SERIAL, CARD], {6: 2}, "a virtual machine: the disk does not count as hardware"),
    ([SYSTEM, SERIAL, CARD], {6: 200}, "a virtual machine of a hypervisor that is not known"),
    ([SYSTEM, SERIAL, CARD], {7: 2}, "in a container on bare hardware the disk is hardware"),
    ([SYSTEM, (PROCESSOR, b"GenuineIntel 6 158")], {}, "no hardware: the first that counts at all"),
    ([SERIAL, (PROCESSOR, b"GenuineIntel 6 158")], {6: 1}, "the disk of a virtual machine is the first that counts"),
    ([SERIAL], {5: {**samples.fingerprint([SERIAL]), PRODUCT_UUID: b""}}, "a kind without digests does not count"),
    ([SERIAL], {5: {**samples.fingerprint([SERIAL]), 13: b"\1\2"}}, "a kind that is not known does not count"),
    ([], {}, "an empty fingerprint: the mark is 0"),
]


def machines():
    for components, edits, remark in MACHINES:
        claims = changed(samples.unproven(samples.REQUEST_CLAIMS), (OWN, 5, samples.fingerprint(components)))
        claims[OWN].update(edits)
        yield samples.proven(claims), remark


def requests():
    for claims, remark in (
            (samples.REQUEST_CLAIMS, "an activation"), (samples.RENEWAL_CLAIMS, "a renewal"),
            (samples.TIME_REQUEST_CLAIMS, "for a time correction"), *machines()):
        text = request(claims)
        yield ("request", samples.request(claims).hex(), samples.PROOF_KEY.hex(), digits(text, 0), words(text, 3),
               remark)


PLAIN = samples.LICENSE_CLAIMS
PERPETUAL = changed(PLAIN, (4, samples.DROP), (OWN, 3, 0))


def answers():
    for claims, remark in (
            (PLAIN, "until a date"), (PERPETUAL, "perpetual"),
            (changed(PLAIN, (4, TODAY + 31 * 86400), (OWN, 3, 2)), "a lease of 30 days"),
            (changed(PLAIN, (4, TODAY + 15 * 86400), (OWN, 3, 3)), "a trial of 14 days"),
            (changed(PERPETUAL, (OWN, 7, TODAY + 366 * 86400)), "perpetual, with maintenance"),
            (changed(PLAIN, (OWN, 7, PLAIN[4] - 86400)), "until a date, with maintenance as long"),
            (changed(PLAIN, (OWN, 5, [0, 15])), "the first and the last feature that can be told"),
            (changed(PERPETUAL, (OWN, 5, samples.DROP)), "no features")):
        document = samples.license(claims)
        text = license(claims, document)
        yield ("license", samples.request().hex(), document.hex(), digits(text, 5), words(text, 40), remark)
    document = samples.correction()
    text = correction(samples.CORRECTION_CLAIMS, document)
    yield ("correction", samples.request(samples.TIME_REQUEST_CLAIMS).hex(), document.hex(), digits(text, 5),
           words(text, 40), "the time")


def wrong_check(groups):
    """The last digit of the third group is another."""
    parts = groups.split(" ")
    parts[2] = parts[2][:-1] + str((int(parts[2][-1]) + 1) % 10)
    return " ".join(parts)


def flipped(text, place):
    """The code with one bit turned over."""
    return text[:place] + str(1 - int(text[place])) + text[place + 1:]


def refusals():
    asked, plain = request(samples.REQUEST_CLAIMS), license(PLAIN, samples.license())
    told = words(asked, 3).split(" ")
    for groups, code, remark in (
            (numbered(1 << 165, 10, 0), "phone.wrong-code", "one bit more than a request code has"),
            (numbered(100000 ** 10 - 1, 10, 0), "phone.mistyped", "the largest number of ten groups"),
            (wrong_check(digits(asked, 0)), "phone.mistyped", "a wrong check digit"),
            (" ".join(told[:3] + [WORDS[WORDS.index(told[3]) ^ 1]] + told[4:]), "phone.mistyped", "a wrong check word"),
            (digits(asked, 5), "phone.mistyped", "check digits as if it were a response"),
            (words(asked, 40), "phone.mistyped", "check words as if it were a response"),
            (digits(request(samples.REQUEST_CLAIMS, what=2), 0), "request.kind-unsupported",
             "number 2 of what is asked for"),
            (digits(request(samples.REQUEST_CLAIMS, key=bytes(32)), 0), "phone.wrong-code", "the tag of another key"),
            (digits(flipped(asked, 45), 0), "phone.wrong-code", "a bit of the machine mark changed")):
        yield "refused", "", groups, code, remark

    for span, remark in ((60481, "the first span without a meaning"), (65535, "the last span without a meaning")):
        text = plain[:19] + bits((span, 16)) + plain[35:]
        yield "refused", samples.request().hex(), digits(text, 5), "phone.wrong-code", remark
    for text, code, remark in (
            (flipped(plain, 0), "license.issuer-unknown", "another issuing key"),
            (flipped(plain, 18), "phone.wrong-code", "another day of issue"),
            (flipped(plain, 60), "phone.wrong-code", "a bit of R changed"),
            (flipped(plain, 61), "phone.wrong-code", "another bit of R changed"),
            (flipped(plain, 527), "phone.wrong-code", "the last bit of S that travels changed"),
            (plain[:308] + "1" * 220, "phone.wrong-code", "the largest S that can be told")):
        yield "refused", samples.request().hex(), digits(text, 5), code, remark
    yield ("refused", samples.request().hex(), numbered(1 << 528, 32, 5), "phone.wrong-code",
           "one bit more than a response code has")
    time = correction(samples.CORRECTION_CLAIMS, samples.correction())
    for place, remark in ((39, "the first bit of the padding set"), (51, "the last bit of the padding set")):
        yield ("refused", samples.request(samples.TIME_REQUEST_CLAIMS).hex(), digits(flipped(time, place), 5),
               "phone.wrong-code", remark)


def untold():
    def signed(scalar):
        """The license with another S, which no key has made."""
        return samples.license()[:-32] + scalar.to_bytes(32, "little")

    s = int.from_bytes(samples.license()[-32:], "little")
    for document, remark in (
            (signed(s + L), "S is not below L: the same signature by another name"),
            (signed(1 << 252), "the lowest S that has more bits"),
            (samples.license(changed(PLAIN, (5, TODAY + 86400))), "a first day of its own"),
            (samples.license(changed(PLAIN, (OWN, 4, 2))), "for a site"),
            (samples.license(changed(PLAIN, (OWN, 5, [16]))), "feature number 16"),
            (samples.license(changed(PLAIN, (4, TODAY + 27001 * 86400))), "a last day one day too far away"),
            (samples.license(changed(PLAIN, (OWN, 7, PLAIN[4]))), "maintenance that ends after the license")):
        yield "untold", document.hex(), "phone.not-speakable", remark


def cases():
    yield from requests()
    yield from answers()
    yield from refusals()
    yield from untold()
