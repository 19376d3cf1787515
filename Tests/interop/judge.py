"""The real programs judge every vector: `countersign-client inspect`, as a file and as armoured text."""

import pathlib
import sys
import tempfile

from programs import armour, run_client

FOLDER = pathlib.Path(__file__).parent.parent / "Vectors" / "interop"
KINDS = [("product-files", "product"), ("requests", "request"), ("licenses", "license"),
         ("corrections", "time correction")]


def vectors(name):
    for line in (FOLDER / f"{name}.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, outcome, _, data = line.split(" | ")
            yield name, outcome.split(), bytes.fromhex(data)


def judge(path, product):
    """The outcome in the words of the vectors, and the sentence."""
    result = run_client("inspect", path, *(["--product", product] if product else []))
    if result.status == 0:
        return result.json["signature"] == "holds" and "good", ""
    if result.code is None:
        assert result.json["signature"] in ("fails", "not-believed")
        result.code = result.json["signature_problem"]
    # inspect says that it may be no request that this program answers; all other refusals are of the data.
    assert result.status == (1 if result.code == "request.kind-unsupported" else 65), result
    return result.code, result.message


def main():
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        product = pathlib.Path(folder) / "good.product"
        for file, kind in KINDS:
            for name, (outcome, *rule), data in vectors(file):
                if name == "product-good":
                    product.write_bytes(data)
                for form in (data, armour(kind, data)):
                    document = pathlib.Path(folder) / "document"
                    document.write_bytes(form)
                    found, sentence = judge(document, product if kind in ("license", "time correction") else None)
                    expected, named = outcome, rule
                    # Plain bytes are looked at only if they begin as a COSE_Sign1 does; armour says what it is.
                    if form is data and data[0] != 0xD2:
                        expected, named = "document.unrecognized", []
                    if found != expected or any(f"'{part}'" not in sentence for part in named):
                        wrong.append(f"{name}: {found}, and should be {expected} {named}: {sentence}")
                    count += 1
    if wrong:
        sys.exit("interop: judged wrongly:\n" + "\n".join(wrong))
    print(f"judge: {count} documents judged rightly by countersign-client inspect")


main()
