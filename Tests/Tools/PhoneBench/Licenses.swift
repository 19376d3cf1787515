import Activation
import ArgumentParser
import Cryptography
import Fingerprint
import PhoneCode
import TestSupport

/// Tells random licenses by telephone, and compares what comes out with what was signed.
struct Licenses: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Speaks and types random licenses, completes their signatures, and compares them byte for byte.")

    @Option(help: "How many licenses.") var count = 1000
    @Option(help: "The same licenses for the same seed.") var seed: UInt64 = 2026

    /// Refuses what counts nothing.
    func validate() throws {
        guard count > 0 else { throw ValidationError("Nothing to count.") }
    }

    /// Prints the counts, the times and the memory.
    func run() throws {
        var random = SeededGenerator(seed: seed)
        // The first one loads what all need, so that it does not count as memory of the table.
        _ = try SpokenCase(&random)
        let before = try Memory.residentKibibytes()
        let start = ContinuousClock.now
        let completion = try SignatureCompletion()
        let tableTime = (ContinuousClock.now - start) / .milliseconds(1)
        let growth = try Memory.residentKibibytes() - before

        var counts = Counts()
        var times: [Int: [Double]] = [:]
        for number in 0..<count {
            let spoken = try SpokenCase(&random)
            counts.add(spoken)
            try tellRequest(spoken, inWords: number % 2 == 1, &counts)
            times[spoken.candidates, default: []].append(
                try tellLicense(spoken, inWords: number % 2 == 1, completion, &counts))
        }
        counts.print()
        Self.printTimes("completion", Array(times.values.joined()))
        for (candidates, times) in times.sorted(by: { $0.key < $1.key }) {
            Self.printTimes("  with \(candidates) of 4 keys to try", times)
        }
        print("table: built in \(Figures.fixed(tableTime, decimals: 1)) ms, resident memory +\(growth) KiB")
        guard counts.failures == 0 else { throw PhoneBench.Failure.notTheSame(counts.failures) }
    }

    /// Prints the median and the worst.
    private static func printTimes(_ what: String, _ times: [Double]) {
        let median = Figures.fixed(Figures.quantile(0.5, of: times) ?? 0, decimals: 1)
        let worst = Figures.fixed(times.max() ?? 0, decimals: 1)
        print("\(what): median \(median) ms, worst \(worst) ms, of \(Figures.grouped(times.count))")
    }

    /// From the machine to the desk: the code must say the same there, and be proven by the activation key.
    private func tellRequest(_ spoken: SpokenCase, inWords: Bool, _ counts: inout Counts) throws {
        let code = try RequestCode(of: spoken.request, key: spoken.activationKey.proofKey())
        for form in inWords ? [CodeForm.digits, .words] : [.digits] {
            counts.requestsTold[form, default: 0] += 1
            guard let typed = Self.typed(code.spoken, form), typed == code.spoken,
                try RequestCode(typed) == code,
                try RequestCode(typed).isProven(
                    by: spoken.activationKey.proofKey(), product: spoken.request.body.product,
                    namesUser: !spoken.request.body.fingerprint.digests(of: .user).isEmpty),
                code.digest == RequestDigest(of: spoken.request.unverified)
            else { continue }
            counts.requestsSame[form, default: 0] += 1
        }
    }

    /// From the desk to the machine: returns the milliseconds that it took to complete the signature, from
    /// the code to the document.
    private func tellLicense(
        _ spoken: SpokenCase, inWords: Bool, _ completion: SignatureCompletion, _ counts: inout Counts
    ) throws -> Double {
        let code = try ResponseCode(of: spoken.license.unverified).spoken
        var heard: SpokenCode?
        for form in inWords ? [CodeForm.digits, .words] : [.digits] {
            counts.licensesTold[form, default: 0] += 1
            heard = Self.typed(code, form)
            if heard == code { counts.licensesSame[form, default: 0] += 1 }
        }
        guard let heard else { return 0 }
        let told = try ResponseCode(heard)
        let start = ContinuousClock.now
        let document = try? told.document(
            answering: spoken.request, under: spoken.productFile, completion: completion)
        let time = (ContinuousClock.now - start) / .milliseconds(1)
        if document?.encoded == spoken.license.encoded { counts.documentsSame += 1 }
        return time
    }

    /// What somebody has who types each group as it is read; nil if a group is not taken at once.
    private static func typed(_ code: SpokenCode, _ form: CodeForm) -> SpokenCode? {
        var entry = CodeEntry(direction: code.direction, form: form)
        for (number, group) in zip(1..., code.groups(form)) {
            guard entry.type(group) == [.accepted(group: number)] else { return nil }
        }
        return entry.code
    }
}

extension Licenses {
    /// What was told, and what of it arrived.
    struct Counts {
        /// How many request codes were typed, by form.
        var requestsTold: [CodeForm: Int] = [:]
        /// How many of them said the same, and were proven.
        var requestsSame: [CodeForm: Int] = [:]
        /// How many response codes were typed, by form.
        var licensesTold: [CodeForm: Int] = [:]
        /// How many of them were the same.
        var licensesSame: [CodeForm: Int] = [:]
        /// How many documents were, byte for byte, what was signed.
        var documentsSame = 0

        /// How many licenses there were of each kind.
        private var kinds: [LicenseKind: Int] = [:]
        /// How many were bound to what.
        private var bindings: [LicenseBinding: Int] = [:]
        /// How many had maintenance.
        private var maintained = 0
        /// How many there were.
        private var all = 0

        /// Takes note of a license's terms.
        mutating func add(_ spoken: SpokenCase) {
            let license = spoken.license.body
            all += 1
            kinds[license.kind, default: 0] += 1
            bindings[license.binding, default: 0] += 1
            maintained += license.maintenanceUntil == nil ? 0 : 1
        }

        /// What did not arrive as it was sent.
        var failures: Int {
            let told = (Array(requestsTold.values) + licensesTold.values).reduce(0, +)
            let same = (Array(requestsSame.values) + licensesSame.values).reduce(0, +)
            return told - same + all - documentsSame
        }

        /// Prints it all.
        func print() {
            let kindTexts = LicenseKind.allCases.map { "\($0.rawName) \(kinds[$0] ?? 0)" }
            let bindingTexts = [LicenseBinding.machine, .user].map { "\($0.rawName) \(bindings[$0] ?? 0)" }
            Swift.print(
                "licenses: \(all): "
                    + (kindTexts + ["with maintenance \(maintained)"]).joined(separator: ", "))
            Swift.print("bound to: " + bindingTexts.joined(separator: ", "))
            for form in CodeForm.allCases {
                let requests = "\(requestsSame[form] ?? 0) of \(requestsTold[form] ?? 0) request codes"
                let licenses = "\(licensesSame[form] ?? 0) of \(licensesTold[form] ?? 0) response codes"
                Swift.print("typed as \(form.rawValue), the same: \(requests), \(licenses)")
            }
            Swift.print("documents the same byte for byte: \(documentsSame) of \(all)")
        }
    }
}
