"""Signatures at the edges of Ed25519, judged by the words of docs/formats.md: without the cofactor, strictly. No
program's behaviour went into the outcomes."""
import hashlib

from ed25519_speccheck import CASES
from primitives import BASE, D, L, P, add, encode_point, multiply, scalar_and_prefix, sha512_number, sign
from samples import OTHER, ROOT

NEUTRAL = (0, 1)


def point_of(encoding):
    """The point, by RFC 8032 section 5.1.3, with y reduced first where it is not below p; None if there is none."""
    number = int.from_bytes(encoding, "little")
    y, odd = (number & (1 << 255) - 1) % P, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        return None
    return (P - x) % P if x % 2 != odd else x, y


def plus(one, other):
    x, y, z, _ = add((*one, 1, one[0] * one[1] % P), (*other, 1, other[0] * other[1] % P))
    inverse = pow(z, P - 2, P)
    return x * inverse % P, y * inverse % P


def negative(point):
    return (P - point[0]) % P, point[1]


def is_canonical(encoding):
    point = point_of(encoding)
    return point is not None and encode_point(point) == encoding


def is_small(point):
    return multiply(8, point) == NEUTRAL


def challenge(r, key, message):
    return sha512_number(r, key, message) % L


def holds(key, message, signature):
    """The rules of "The signed object"."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L or not is_canonical(key) or is_small(point_of(key)):
        return False
    k = challenge(r, key, message)
    point = plus(multiply(s, BASE), negative(multiply(k, point_of(key))))
    return encode_point(point) == r and not is_small(point)


def is_told(key, signature):
    """Whether it travels by telephone and can be completed: key and R are of the prime-order group."""
    points = [point_of(key), point_of(signature[:32])]
    return (all(point is not None and multiply(L, point) == NEUTRAL for point in points)
            and int.from_bytes(signature[32:], "little") < 1 << 252)


# A point of order 8, and with it all small ones; what else has y not below p encodes no other of them.
EIGHTH = point_of(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"))
SMALL = [multiply(n, EIGHTH) for n in range(8)]
SECRET = scalar_and_prefix(ROOT)[0] % L
KEY = multiply(SECRET, BASE)
NONCE = int.from_bytes(hashlib.sha512(b"a nonce for test vectors only").digest(), "little") % L


def to_bytes(number):
    return number.to_bytes(32, "little")


def other_encodings(point):
    """Encodings of the point that are not canonical: y not reduced, and a sign where x is zero."""
    x, y = point
    for number in [y, y + P] if y < 19 else [y]:
        for odd in (0, 1) if x == 0 else (x & 1,):
            encoding = to_bytes(number | odd << 255)
            if encoding != encode_point(point):
                yield encoding


def made(key_part, r_part, wanted, key=None, r=None, cofactor=False):
    """A signature by the key plus a small point, with an R that has another small point added, over the first message
    for which both sides' small parts are the same (or, with the cofactor, are not)."""
    point, nonce_point = plus(KEY, key_part), plus(multiply(NONCE, BASE), r_part)
    key, r = key or encode_point(point), r or encode_point(nonce_point)
    for number in range(1000):
        message = f"{wanted} {number}".encode()
        k = challenge(r, key, message)
        is_same = plus(r_part, multiply(k, key_part)) == NEUTRAL
        if is_same != cofactor:
            return key, message, r + to_bytes((NONCE + k * SECRET) % L)
    raise AssertionError(wanted)


def small_key(key, part):
    """Under a key of small order anybody can sign: S is the nonce."""
    r = encode_point(multiply(NONCE, BASE))
    for number in range(1000):
        message = f"small key {number}".encode()
        if multiply(challenge(r, key, message) % 8, part) == NEUTRAL:
            return key, message, r + to_bytes(NONCE)
    raise AssertionError


def cases():
    for message in (b"", b"message", bytes(200)):
        signature = sign(ROOT, message)
        yield encode_point(KEY), message, signature, f"an ordinary signature of {len(message)} bytes"
    message, signature = b"message", sign(ROOT, b"message")
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    for times in (1, 2, 7, 14):
        yield encode_point(KEY), message, r + to_bytes(s + times * L), f"S and {times} times the group order"
    for number, what in ((L, "the group order"), (L - 1, "one less than the group order"), (0, "zero"),
                         (2**252, "2^252"), (2**256 - 1, "the greatest number"),
                         (s ^ 1 << 255, "the right one with its highest bit set")):
        yield encode_point(KEY), message, r + to_bytes(number), f"S is {what}"
    yield encode_point(KEY), b"another", signature, "of another message"
    for number, part in enumerate(SMALL):
        name = f"{number}/8"
        key = encode_point(part)
        yield *small_key(key, part), f"a key of small order, {name}"
        yield key, message, encode_point(NEUTRAL) + bytes(32), f"a key of small order, {name}, R neutral, S zero"
        for encoding in other_encodings(part):
            yield *small_key(encoding, part), f"a key of small order, {name}, not canonical"
            k = challenge(encoding, encode_point(KEY), message)
            yield (encode_point(KEY), message, encoding + to_bytes(k * SECRET % L),
                   f"R of small order, {name}, not canonical")
        k = challenge(key, encode_point(KEY), message)
        yield encode_point(KEY), message, key + to_bytes(k * SECRET % L), f"R of small order, {name}"
    for number, part in list(enumerate(SMALL))[1:]:
        name = f"{number}/8"
        yield *made(part, NEUTRAL, "mixed key"), f"a mixed key, {name}, whose small part comes to nothing"
        yield *made(part, part, "both"), f"a mixed key and R, {name}, which hold without the cofactor"
        only = "with the cofactor only"
        yield *made(part, NEUTRAL, "mixed key", cofactor=True), f"a mixed key, {name}, {only}"
        yield *made(NEUTRAL, part, "mixed R", cofactor=True), f"a mixed R, {name}, {only}"
        yield *made(part, part, "both", cofactor=True), f"a mixed key and R, {name}, {only}"
    for y in range(2, 19):
        encoding = to_bytes(y + P)
        if point_of(encoding) is not None:
            yield encoding, message, signature, f"a key that is not canonical, y = p + {y}"
            yield encode_point(KEY), message, encoding + signature[32:], f"R is not canonical, y = p + {y}"
    for y in (2, 7, 8):
        assert point_of(to_bytes(y)) is None
        yield to_bytes(y), message, signature, f"a key that is no point, y = {y}"
        yield encode_point(KEY), message, to_bytes(y) + signature[32:], f"R is no point, y = {y}"
    yield encode_point(multiply(scalar_and_prefix(OTHER)[0], BASE)), message, signature, "of another key"
    for key, message, signature, remark in CASES:
        yield (*map(bytes.fromhex, (key, message, signature)), f"Taming the many EdDSAs: {remark}")


def lines():
    for key, message, signature, remark in cases():
        outcome = ("told" if is_told(key, signature) else "holds") if holds(key, message, signature) else "refused"
        yield key.hex(), message.hex(), signature.hex(), outcome, remark
