"""Secret sharing and the threshold seal: what sharing.txt holds. The seal's last step, XChaCha20-Poly1305, is left
to its own vectors; here stand the key and the context that it is given."""
import hashlib


def times(one, other):
    """The product in GF(2)[x] / (x^8 + x^4 + x^3 + x + 1): multiplied out first, then divided."""
    product = 0
    for bit in range(8):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(14, 7, -1):
        if product >> bit & 1:
            product ^= 0x11b << bit - 8
    return product


def share(secret, rows, number):
    """The sum of the rows, each times the power of the number that is its degree."""
    result = []
    for place, byte in enumerate(secret):
        power = 1
        for row in rows:
            power = times(power, number)
            byte ^= times(row[place], power)
        result.append(byte)
    return bytes(result)


def stream(seed, size):
    """Bytes that look random and are the same each time."""
    return hashlib.shake_256(seed.encode()).digest(size)


def shares(secret, threshold, count, seed):
    drawn = stream(seed, (threshold - 1) * len(secret))
    rows = [drawn[i * len(secret):(i + 1) * len(secret)] for i in range(threshold - 1)]
    return drawn, [share(secret, rows, number) for number in range(1, count + 1)]


def keyed(key, message, size):
    return hashlib.blake2b(message, key=key, digest_size=size).digest()


def xor(one, other):
    return bytes(a ^ b for a, b in zip(one, other))


def seal(locks, needed, context, seed):
    salt, first, second = (stream(f"{seed} {name}", 32) for name in ("salt", "first", "second"))
    drawn, values = shares(first, needed, sum(lock[2] for lock in locks), f"{seed} coefficients")
    number, ciphertexts = 1, []
    public = b"countersign threshold seal" + salt + bytes([needed, len(locks)])
    for label, material, units, strong in locks:
        key = keyed(salt, b"countersign threshold lock" + bytes([number, len(label)]) + label
                    + len(material).to_bytes(4, "big") + material, 64)
        plain = b"".join(values[number - 1:number - 1 + units])
        pad = b"".join(keyed(key, bytes([block]), 64) for block in range(16))
        ciphertext = xor(plain, pad)
        if strong:
            ciphertext += xor(second, keyed(first, b"countersign threshold strong" + key, 32))
        public += bytes([len(label)]) + label + bytes([units, strong]) + ciphertext
        ciphertexts.append(ciphertext)
        number += units
    key = keyed(first, b"countersign threshold seal" + second, 32)
    return salt + first + second + drawn, ciphertexts, key, public + context


def cases():
    for seed, size, threshold, count in (
            ("one", 1, 1, 1), ("same", 4, 1, 3), ("two of three", 1, 2, 3), ("all of five", 16, 5, 5),
            ("a key", 32, 3, 5), ("as many as there are", 2, 128, 255)):
        secret = stream(seed + " secret", size)
        drawn, values = shares(secret, threshold, count, seed)
        yield "shares", str(threshold), secret.hex(), drawn.hex(), ",".join(map(bytes.hex, values)), seed
    for seed, needed, locks in (
            ("one lock of one unit", 1, [(b"", b"", 1, 1)]),
            ("three locks", 5, [(b"d\x12\x34", b"disk WD-0815", 3, 1), (b"n\x56\x78", b"\x02\x42\xac\x11", 3, 1),
                                (b"c\x9a\xbc", b"processor" * 40, 2, 0)]),
            ("the largest locks", 40, [(b"12345678", b"one", 32, 0), (b"12345678", b"other", 32, 1)])):
        drawn, ciphertexts, key, context = seal(locks, needed, b"context", seed)
        yield ("seal", str(needed), ",".join(f"{label.hex()}:{material.hex()}:{units}:{strong}"
                                             for label, material, units, strong in locks),
               drawn.hex(), ",".join(map(bytes.hex, ciphertexts)), key.hex(), context.hex(), seed)
