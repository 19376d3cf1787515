import Activation
import DurableFiles
import Refusals

/// Reads a product file and believes it.
func readProductFile(_ path: String) throws(Refusal) -> ProductFile {
    let bytes = try readFile(path, limit: 65_536)
    return try Unverified<ProductFile>(written: bytes).verifiedOnFirstUse().body
}

/// Reads activation keys, one a line.
func readKeyFile(_ path: String) throws(Refusal) -> [ActivationKey] {
    let lines = try readFile(path, limit: 16 << 20).split { $0 == 10 || $0 == 13 }
    guard !lines.isEmpty else { throw Refusal(.activationKeyMistyped, "\(path) has no key in it.") }
    var keys: [ActivationKey] = []
    for line in lines { keys.append(try ActivationKey(written: String(decoding: line, as: UTF8.self))) }
    return keys
}
