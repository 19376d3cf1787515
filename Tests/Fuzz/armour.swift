import Activation
import Intake
import Refusals

/// The words behind COUNTERSIGN in the labels of what is armoured.
private let labels = ["REQUEST", "LICENSE", "PRODUCT", "TIME CORRECTION", "SEALED KEY"]

/// What must hold whatever the text: nothing traps, what is found in it is found again in its own armour, and what the
/// strict door takes is what the tolerant one finds.
func check(_ text: [UInt8]) {
    for label in labels.map({ "COUNTERSIGN \($0)" }) {
        guard let armour = try? Armour(reading: text, label: label) else { continue }
        require(armour.label == label, "what is found has the label that was asked for")
        require(
            (try? Armour(reading: armour.text, label: label)) == armour,
            "armour that is written is read the same")
        require(armour.text.allSatisfy { $0 == 10 || (32...126).contains($0) }, "armour is pure ASCII")
    }
    let written = try? AnyDocument(written: text)
    guard let document = try? AnyDocument(reading: text) else {
        require(written == nil, "what is written strictly is read")
        return
    }
    require(written == nil || written?.encoded == document.encoded, "and read the same")
    let bytes =
        switch document {
        case .product(let product): product.encoded
        case .request(let request): request.encoded
        case .license(let license): license.encoded
        case .correction(let correction): correction.encoded
        }
    require((try? AnyDocument(encoded: bytes)) != nil, "what was read from text is read from its bytes")
    let armour = Armour(kind: document.kind, bytes: bytes)
    require((try? AnyDocument(written: armour.text))?.kind == document.kind, "and from its own armour")
}
