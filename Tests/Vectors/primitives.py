"""What the generator of the vectors needs, written from the RFCs and not from the Swift code, so that the
vectors check one against the other: deterministic CBOR, Ed25519, Base64 and Crockford Base32. Python 3.8 or
later, nothing installed. Slow and not constant in time: for test keys only."""
import hashlib


class Tag:
    def __init__(self, number, content):
        self.number, self.content = number, content


class Raw:
    """Bytes that are put in place as they are: for encodings that break a rule."""
    def __init__(self, encoded):
        self.encoded = encoded


def head(major, number):
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | info]) + number.to_bytes(size, "big")


def cbor(value):
    """The deterministic encoding of RFC 8949 section 4.2.1."""
    if isinstance(value, Raw):
        return value.encoded
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, dict):
        pairs = sorted((cbor(key), cbor(item)) for key, item in value.items())
        return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
    if isinstance(value, Tag):
        return head(6, value.number) + cbor(value.content)
    raise TypeError(value)


# Ed25519, RFC 8032 section 5.1.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def x_of(y):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return x if x % 2 == 0 else P - x


BASE = (x_of(BASE_Y), BASE_Y)


def add(one, other):
    """Adds points in extended coordinates (section 5.1.4)."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number, point):
    x, y = point
    result, power = (0, 1, 1, 0), (x, y, 1, x * y % P)
    while number:
        if number & 1:
            result = add(result, power)
        power = add(power, power)
        number >>= 1
    inverse = pow(result[2], P - 2, P)
    return result[0] * inverse % P, result[1] * inverse % P


def encode_point(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def scalar_and_prefix(seed):
    digest = hashlib.sha512(seed).digest()
    number = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return number, digest[32:]


def public_key(seed):
    return encode_point(multiply(scalar_and_prefix(seed)[0], BASE))


def sha512_number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def sign(seed, message):
    scalar, prefix = scalar_and_prefix(seed)
    nonce = sha512_number(prefix, message) % L
    r = encode_point(multiply(nonce, BASE))
    s = (nonce + sha512_number(r, public_key(seed), message) * scalar) % L
    return r + s.to_bytes(32, "little")


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def symbols(data):
    """The values of the symbols of bytes whose bits are a multiple of five."""
    number, count = int.from_bytes(data, "big"), len(data) * 8 // 5
    return [number >> 5 * (count - 1 - i) & 31 for i in range(count)]


def times(one, other):
    """The product in GF(2)[x] / (x^5 + x^2 + 1)."""
    product = 0
    for bit in range(5):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(9, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << bit - 5
    return product


def activation_key_text(data):
    values, check, weight = symbols(data), 0, 1
    for value in values:
        weight = times(weight, 2)
        check ^= times(value, weight)
    text = "".join(CROCKFORD[value] for value in values + [check])
    return "-".join(text[i:i + 5] for i in range(0, 25, 5))
