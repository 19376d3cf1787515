"""Makes Tests/Vectors/interop, or checks that it comes out as it was committed."""

import pathlib
import sys

import bad_corrections
import bad_licenses
import bad_product_files
import bad_requests
from documents import (
    DEVICE, ISSUING, ROOT, by_the_library, correction, correction_claims, license, license_claims, product_claims,
    product_file, renewal_claims, request, request_claims, time_request_claims, with_own)

FOLDER = pathlib.Path(__file__).parent.parent / "Vectors" / "interop"

PREFACE = """\
# {what}, made by Tests/interop/vectors.py with keys that never change. Each bad one breaks one thing.
#
# name | outcome | what it is | bytes
#
# The outcome is "good", or the code of the refusal, and after it the rule that is named, if one is. It is that
# of the armoured document; plain bytes that do not begin with the tag 18, d2, are document.unrecognized.
"""


def text(what, vectors):
    names = [vector.name for vector in vectors]
    assert len(set(names)) == len(names), names
    lines = [f"\n{vector.name} | {vector.outcome} | {vector.says} | {vector.bytes.hex()}" for vector in vectors]
    return PREFACE.format(what=what) + "\n".join(lines) + "\n"


def check_library_agrees():
    """What is written by hand here is what an independent library writes."""
    assert product_file() == by_the_library("product", product_claims(), ROOT)
    assert request() == by_the_library("request", request_claims(), DEVICE, with_kid=False)
    policy = with_own(product_claims(), _8={1: 60, 2: True, 3: 2, 4: 2, 5: 48})
    assert product_file(policy) == by_the_library("product", policy, ROOT)
    for claims in (renewal_claims(), time_request_claims()):
        assert request(claims) == by_the_library("request", claims, DEVICE, with_kid=False)
    assert correction() == by_the_library("correction", correction_claims(), ISSUING)
    assert license() == by_the_library("license", license_claims(), ISSUING)


def main():
    check_library_agrees()
    total = 0
    for name, what, vectors in (
        ("product-files", "Product files", bad_product_files.vectors()),
        ("requests", "Requests", bad_requests.vectors()),
        ("licenses", "Licenses, under the first product file", bad_licenses.vectors()),
        ("corrections", "Time corrections, under the first product file", bad_corrections.vectors()),
    ):
        path, content = FOLDER / f"{name}.txt", text(what, vectors)
        total += len(vectors)
        if "--update" in sys.argv:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        elif not path.exists() or path.read_text() != content:
            sys.exit(f"interop: {path} is not what the script makes; look why, or write it with --update")
    print(f"vectors: {total}, the same as committed; good ones as the cwt library makes them")


main()
