import Activation
import ArgumentParser
import Cryptography
import Fingerprint
import PhoneCode
import TestSupport

/// `phone-bench licenses`: licenses of random terms, told and put together again.
struct Licenses: ParsableCommand {
    @Option(help: "How many.")
    var count = 1000

    @Option(help: "Where chance begins.")
    var seed: UInt64 = 2026

    /// What went wrong.
    enum Failure: Error { case notTheSame(Int), notTyped(Int) }

    func run() throws {
        var chance = Chance(seed: seed)
        let vendor = try Sample.vendor()
        let file = try vendor.productFile()
        let completion = try SignatureCompletion()
        var times: [Double] = []
        for number in 0..<count {
            let machine = try Sample.machine(UInt8(chance.below(200)))
            let nonce = RequestNonce(uncheckedBytes: (0..<16).map { _ in UInt8(chance.below(256)) })
            let key = try Sample.activationKey(UInt8(chance.below(200)))
            let forUser = chance.below(4) == 0
            let request = try machine.request(
                machine.requestBody(for: file.body, key: key, nonce: nonce, forUser: forUser))
            try checkRequest(request, key, number)
            let license = try vendor.license(Self.license(for: request, forUser: forUser, &chance))
            let form: CodeForm = number.isMultiple(of: 2) ? .digits : .words
            let code = try typed(ResponseCode(of: license.unverified).spoken, form, number)
            var told: [UInt8] = []
            let time = try ContinuousClock().measure {
                told = try ResponseCode(code).document(
                    answering: request, under: file, completion: completion
                ).encoded
            }
            guard told == license.encoded else { throw Failure.notTheSame(number) }
            times.append(Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3)
        }
        print(
            "\(count) licenses by voice, every second one in words: each byte for byte as signed. Putting one "
                + "together: median \(Int(quantile(times, 50))) ms, worst \(Int(quantile(times, 100))) ms.")
    }

    private func checkRequest(_ request: Verified<Request>, _ key: ActivationKey, _ number: Int) throws {
        let code = try RequestCode(of: request, key: key.proofKey())
        for form in CodeForm.allCases {
            guard try RequestCode(typed(code.spoken, form, number)) == code else {
                throw Failure.notTheSame(number)
            }
        }
    }

    private func typed(_ code: SpokenCode, _ form: CodeForm, _ number: Int) throws -> SpokenCode {
        var entry = CodeEntry(direction: code.direction, form: form)
        for group in code.groups(form) { _ = entry.type(group) }
        guard let typed = entry.code, typed == code else { throw Failure.notTyped(number) }
        return typed
    }

    private static func license(
        for request: Verified<Request>, forUser: Bool, _ chance: inout Chance
    ) throws -> License {
        let issued = try Sample.day("2026-11-23").adding(days: chance.below(3000))
        let kind: LicenseKind = [.perpetual, .dated, .lease, .trial][chance.below(4)]
        let days = 1 + chance.below(kind == .trial ? 365 : 4000)
        let last = kind == .perpetual ? nil : issued.adding(days: days)
        var maintenance: CalendarDay?
        if chance.below(2) == 0 {
            if kind == .perpetual { maintenance = issued.adding(days: chance.below(3000)) }
            if kind == .dated { maintenance = last }
        }
        return License(
            product: request.body.product, issuedOn: issued, startsOn: nil, lastDay: last,
            request: RequestDigest(of: request.unverified), id: request.body.license, kind: kind,
            binding: forUser ? .user : .machine, features: (0..<16).filter { _ in chance.below(3) == 0 },
            seats: 1, maintenanceUntil: maintenance)
    }
}
