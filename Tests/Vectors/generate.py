#!/usr/bin/env python3
"""Writes the vectors beside it: cose.txt, documents.txt, armour.txt, mails.txt with the folder mails,
text.txt, derivations.txt, sharing.txt, phone.txt, ed25519.txt.

Run it again after a change of the format, and look at what it changed. It is a second implementation of
docs/formats.md, and has nothing in common with the Swift code."""
import os

import armour_cases
import cose_cases
import document_cases
import ed25519_cases
import mails
import phone_cases
import samples
import sharing_cases
import text_cases
from primitives import CROCKFORD, activation_key_text, public_key, symbols

FOLDER = os.path.dirname(os.path.abspath(__file__))
KEYS = """# The keys are public test keys: their seeds are 32 times the byte 01 (root), 02 (issuing), 11 (device) and
# 63 (somebody else's). All numbers in hexadecimal.
#
"""


def write(name, header, lines):
    with open(os.path.join(FOLDER, name), "w", encoding="utf-8") as file:
        file.write(header)
        for fields in lines:
            file.write(" | ".join(fields) + "\n")


def checked(cases):
    seen = set()
    for data, outcome, remark in cases:
        assert data not in seen, remark
        seen.add(data)
        yield data.hex(), outcome, remark.replace("|", "/").encode("unicode_escape").decode()


def derivations():
    for name, seed in (("root", samples.ROOT), ("issuing", samples.ISSUING), ("device", samples.DEVICE)):
        key = public_key(seed)
        yield "key", seed.hex(), key.hex(), samples.thumbprint(key).hex(), samples.kid(seed).hex(), f"the {name} key"
    for secret in (samples.ACTIVATION_KEY, bytes(15), bytes([255]) * 15, bytes(range(241, 256))):
        name = samples.blake2b(secret, b"countersign license id", 32)[:5]
        text = "".join(CROCKFORD[value] for value in symbols(name))
        yield ("activation-key", secret.hex(), activation_key_text(secret), name.hex(), f"{text[:4]}-{text[4:]}",
               samples.blake2b(secret, b"countersign proof key", 32).hex(), "text, license id, proof key")
    for kind, value in samples.COMPONENTS + [(12, b"user-1"), (7, b"")]:
        yield ("component", str(kind), value.hex(), samples.SALT.hex(), samples.digest(kind, value).hex(),
               "kind, value, salt, digest")
    of_a_later_one = [samples.proven(samples.changed(samples.unproven(samples.REQUEST_CLAIMS), (samples.OWN, -1, value)))
                      for value in (1, {-7: [b"x", "y"], 2: None})]
    for claims in [samples.REQUEST_CLAIMS, *of_a_later_one]:
        yield ("proof", samples.PROOF_KEY.hex(), samples.request(claims).hex(),
               samples.cbor(samples.unproven(claims)).hex(), claims[samples.OWN][3].hex(),
               "proof key, request, its claims without the proof, proof"
               + (", with a label of a later version" if -1 in claims[samples.OWN] else ""))
    yield "request-digest", samples.request().hex(), samples.request_digest().hex(), "request, digest"


write("cose.txt", """# COSE_Sign1 objects, good ones and bad ones. Written by generate.py.
#
# object | "signed" or "not-signed" by the root key, or the rule that is broken | remark
#
""" + KEYS, list(checked(cose_cases.cases())) + cose_cases.RFC)
write("documents.txt", """# Product files, requests, licenses and time corrections, good ones and bad ones. Written by generate.py.
#
# document | "product", "request", "license" or "correction" if it is believed, else the code of the refusal | remark
#
# A product file is believed under the root key, a request under its own device key, a license and a time
# correction under the first product file here.
#
""" + KEYS, checked([*document_cases.products(), *document_cases.requests(), *document_cases.licenses(),
             *document_cases.corrections()]))
write("armour.txt", """# Texts as they arrive, good ones and bad ones. Written by generate.py.
#
# text in hexadecimal | "product", "request", "license" or "correction" if it holds one that is believed, else the
# code of the refusal | remark
#
# They are believed under the same keys as those of documents.txt.
#
""" + KEYS, checked(armour_cases.cases()))
write("mails.txt", """# Mails, chats and tickets with documents in them; each is a file in the folder mails. Written by generate.py.
#
# file | kinds of the armoured or attached documents, the plainest first | "R" if it holds the text form of the
# request, "groups" if it holds its printed groups | remark
#
# At the end the text form itself, and its printed groups. The request and the license are those of armour.txt.
#
""" + KEYS, mails.write(os.path.join(FOLDER, "mails")))
write("text.txt", """# Text forms as they arrive, good ones and bad ones. Written by generate.py.
#
# text in hexadecimal | "product", "request", "license" or "correction" if it holds one that is believed, else the
# code of the refusal | remark
#
# They are believed under the same keys as those of documents.txt.
#
""" + KEYS, checked(text_cases.cases()))
write("derivations.txt", """# What is derived from what. Written by generate.py.
#
# kind of derivation | its inputs and outputs in hexadecimal, texts as they are | remark
#
""" + KEYS, derivations())
write("sharing.txt", """# Secret sharing and threshold seals. Written by generate.py.
#
# "shares" | threshold | secret | the random coefficients, by degree | the shares, from number 1 | remark
# "seal" | needed units | label:material:units:strong of each lock | salt, S1, S2 and the coefficients of S1 |
#   the ciphertexts | the key of the sealed secret | what is authenticated with it | remark
# The seal's context is the text "context".
#
""", sharing_cases.cases())
write("phone.txt", """# Documents as they are read aloud. Written by generate.py.
#
# "request" | the request | the proof key | groups of digits | words, four a group | remark
# "license" or "correction" | the request that it answers | the document | groups of digits | words | remark
# "refused" | the request that the code answers, or nothing where it is a request code | groups | code of the refusal |
#   remark
# "untold" | a document that cannot be told | code of the refusal | remark
#
# Under the same keys as those of documents.txt. A request code is one for the product of the samples, without a user,
# under the proof key of the good ones. What is refused has one fault. The list of words is words.txt.
#
""" + KEYS, phone_cases.cases())
write("ed25519.txt", """# Signatures at the edges of Ed25519. Written by generate.py.
#
# public key | message | signature | "refused"; "holds"; or "told" if it holds and can be completed by telephone | remark
#
# Small is a point whose order divides 8, mixed the sum of such a one and a point of the prime-order group. The last
# twelve are the cases of "Taming the many EdDSAs" (https://github.com/novifinancial/ed25519-speccheck, Apache License
# 2.0); the outcomes are docs/formats.md's.
#
""", ed25519_cases.lines())
