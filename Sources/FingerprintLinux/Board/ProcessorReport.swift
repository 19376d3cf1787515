import Fingerprint

/// What `/proc/cpuinfo` says of the first processor. The others are of the same make, and how many there are
/// is a virtual machine's setting.
struct ProcessorReport {
    static let path = "/proc/cpuinfo"

    /// Whether the processor says that a hypervisor plays it; only x86 has this.
    private(set) var isPlayed = false
    private var fields: [(name: Substring, value: Substring)] = []

    /// Only the beginning is read: with hundreds of processors the kernel needs milliseconds for the rest.
    init(in tree: inout RootedTree) {
        guard let bytes = tree.beginning(of: Self.path) else { return }
        let report = String(decoding: bytes, as: UTF8.self)
        for line in report.utf8.split(separator: 0x0a, maxSplits: 64, omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = Substring(trimmed(line[..<colon]))
            let value = Substring(trimmed(line[line.index(after: colon)...]))
            if name == "flags" {
                isPlayed = value.utf8.split(separator: 0x20).contains { $0.elementsEqual("hypervisor".utf8) }
            } else {
                fields.append((name, value))
            }
        }
    }

    /// A field's value, or nil.
    subscript(name: String) -> Substring? {
        fields.first { $0.name == name }?.value
    }

    /// The processor's make and model; never what changes with the load, the microcode or the kernel.
    var component: Component? {
        let names = Self.models.first { self[$0[0]] != nil } ?? []
        var texts = names.compactMap { self[$0].map(String.init) }
        if texts.isEmpty, let machine = machineOfS390 { texts = [machine] }
        guard let text = printableWords(texts.joined(separator: " ").utf8), text.utf8.count >= 4 else {
            return nil
        }
        return Component(
            kind: .processor, value: Array(text.utf8), source: Self.path, revealed: text)
    }

    /// The fields that name the model, by architecture; the first one tells which it is.
    private static let models = [
        // ARM, before x86: 32-bit kernels have a "model name" as well, and 64-bit ones have not.
        ["CPU implementer", "CPU variant", "CPU part"],
        // x86.
        ["cpu family", "vendor_id", "model", "stepping", "model name"],
        // LoongArch, RISC-V, POWER, MIPS.
        ["CPU Family", "Model Name"], ["mvendorid", "uarch", "marchid", "mimpid"], ["cpu", "revision"],
        ["cpu model", "system type"],
    ]

    /// "processor 0: version = FF, identification = 0133E8, machine = 8561": the model is the last; the
    /// identification is a number of the processor, which a partition may carry to another.
    private var machineOfS390: String? {
        guard let line = self["processor 0"] else { return nil }
        guard let field = line.split(separator: ",").last, let equals = field.lastIndex(of: "="),
            field.drop(while: { $0 == " " }).hasPrefix("machine ")
        else { return nil }
        return "IBM/S390 machine\(field[field.index(after: equals)...])"
    }

    private func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
