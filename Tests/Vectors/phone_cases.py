"""Requests, licenses and time corrections as they are read aloud."""
import hashlib
import os
import re

import samples
from samples import OWN, TODAY, changed

DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
        "9438617205", "2581436790"]
EPOCH = 1767225600                      # 2026-01-01
WORDS = re.findall(r"\b[a-z]+\b", open(os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "Sources", "PhoneCode", "Words", "WordList+Words.swift"),
    encoding="utf-8").read().split('"""')[1])
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
    number, count = int(text, 2), {165: 10, 528: 32}[len(text)]
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


def mark(claims):
    """The kind is 2, the product UUID: the lowest that is hardware no copy of a disk brings along."""
    kind = 2
    return hashlib.blake2b(b"countersign machine mark" + bytes([kind]) + claims[OWN][5][kind]).digest()[0] >> 1


def request(claims):
    own = claims[OWN]
    told = bits((own[1], 2), (own[2], 40), (mark(claims), 7), (samples.request_digest(claims), 96))
    tag = samples.blake2b(samples.PROOF_KEY, b"countersign phone tag" + bytes(int(bit) for bit in told)
                          + b"\0" + claims[3].encode(), 16)
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


def cases():
    for claims, remark in (
            (samples.REQUEST_CLAIMS, "an activation"), (samples.RENEWAL_CLAIMS, "a renewal"),
            (samples.TIME_REQUEST_CLAIMS, "for a time correction")):
        text = request(claims)
        yield ("request", samples.request(claims).hex(), samples.PROOF_KEY.hex(), digits(text, 0), words(text, 3),
               remark)
    plain = samples.LICENSE_CLAIMS
    perpetual = changed(plain, (4, samples.DROP), (OWN, 3, 0))
    for claims, remark in (
            (plain, "until a date"), (perpetual, "perpetual"),
            (changed(plain, (4, TODAY + 31 * 86400), (OWN, 3, 2)), "a lease of 30 days"),
            (changed(plain, (4, TODAY + 15 * 86400), (OWN, 3, 3)), "a trial of 14 days"),
            (changed(perpetual, (OWN, 7, TODAY + 366 * 86400)), "perpetual, with maintenance"),
            (changed(plain, (OWN, 7, plain[4] - 86400)), "until a date, with maintenance as long"),
            (changed(plain, (OWN, 5, [0, 15])), "the first and the last feature that can be told"),
            (changed(perpetual, (OWN, 5, samples.DROP)), "no features")):
        document = samples.license(claims)
        text = license(claims, document)
        yield ("license", samples.request().hex(), document.hex(), digits(text, 5), words(text, 40), remark)
    document = samples.correction()
    text = correction(samples.CORRECTION_CLAIMS, document)
    yield ("correction", samples.request(samples.TIME_REQUEST_CLAIMS).hex(), document.hex(), digits(text, 5),
           words(text, 40), "the time")
