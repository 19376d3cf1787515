import Activation
import Fingerprint
import Refusals
import TestSupport
import Testing

@Suite("A request")
struct RequestTests {
    let productFile: Verified<ProductFile>
    let machine: SampleMachine

    init() throws {
        productFile = try Sample.vendor().productFile()
        machine = try Sample.machine()
    }

    @Test("of each kind has the number that the format gives it; 2 is kept")
    func numbers() {
        #expect(RequestKind.allCases.map(\.rawValue) == [0, 1, 3])
        #expect(RequestKind(rawValue: 2) == nil)
    }

    @Test("for a renewal or a time correction is made without an activation key, and proves none")
    func proofs() throws {
        let mark = UnixTime(rawValue: 1_925_000_000)
        for purpose in [Request.Purpose.renewal, .timeCorrection(highWaterMark: mark)] {
            let request = try machine.request(
                machine.requestBody(for: productFile.body, purpose: purpose))
            let read = try Unverified<Request>(written: request.encoded).verified()
            #expect(read.body.purpose == purpose)
            #expect(read.body.kind == purpose.kind)
            #expect(read.body.purpose.proof == nil)
            #expect(read.body.purpose.highWaterMark == (purpose == .renewal ? nil : mark))
            #expect(!(try Sample.activationKey().proofKey().proves(read)))
        }
        let activation = try machine.request(for: productFile)
        #expect(activation.body.kind == .activation)
        #expect(try Sample.activationKey().proofKey().proves(activation))
        #expect(activation.body.purpose.highWaterMark == nil)
    }

    @Test(
        "says what kind of machine it is from, numbers that no program knows among them; the proof covers it")
    func environments() throws {
        let entries = try machine.fingerprint().entries
        var proofs: Set<ActivationProof?> = []
        let codes = [
            EnvironmentCode.bare, EnvironmentCode(Environment(hypervisor: .kvm)),
            EnvironmentCode(Environment(container: .podman)),
            EnvironmentCode(hypervisor: 200, container: 255),
        ]
        for code in codes {
            let fingerprint = try #require(Fingerprint(entries: entries, environment: code))
            let request = try machine.request(
                machine.requestBody(
                    for: productFile.body, key: Sample.activationKey(), fingerprint: fingerprint))
            let read = try Unverified<Request>(written: request.encoded).unverifiedBody
            #expect(read.fingerprint.environment == code)
            proofs.insert(read.purpose.proof)
        }
        #expect(proofs.count == codes.count)
    }

    @Test("says of which kinds nothing could be read, and is read as it was meant where a part could be read")
    func unreadable() throws {
        let fingerprint = try Fingerprint(
            of: machine.components, salt: productFile.body.salt, unreadable: [.networkCard, .boardSerial])
        #expect(fingerprint.unreadable.count == 2)
        let request = try machine.request(
            machine.requestBody(
                for: productFile.body, key: Sample.activationKey(), fingerprint: fingerprint))
        let read = try Unverified<Request>(written: request.encoded).unverifiedBody.fingerprint
        #expect(read.entries == fingerprint.entries)
        #expect(read.unreadable == [ComponentKind.boardSerial.rawValue])
        #expect(read.digests(of: .networkCard).count == 2)
    }
}

@Suite("A product's policy")
struct PolicyTests {
    @Test("has a clock tolerance of 1 to 720 hours, and a day unless it is said")
    func tolerance() throws {
        #expect(ClockTolerance(hours: 0) == nil)
        #expect(ClockTolerance(hours: 721) == nil)
        #expect(try #require(ClockTolerance(hours: 720)).seconds == 2_592_000)
        #expect(ClockTolerance.standard.hours == 24)
    }

    @Test("is what was signed; what stands nowhere is at its default")
    func defaults() throws {
        let vendor = try Sample.vendor()
        let usual = try Unverified<ProductFile>(written: vendor.productFile().encoded).unverifiedBody
        #expect(usual.fingerprintPolicy == .standard)
        #expect(usual.clockTolerance == .standard)
        // Each part alone, so that none is read for another.
        let policies = [
            FingerprintPolicy(threshold: 46), FingerprintPolicy(readsRootOnly: true),
            FingerprintPolicy(virtualMachines: .warn), FingerprintPolicy(containers: .refuse),
            FingerprintPolicy(containers: .allow),
        ]
        for policy in policies {
            let policy = try #require(policy)
            let signed = try vendor.productFile(vendor.productFileBody(fingerprintPolicy: policy))
            let read = try Unverified<ProductFile>(written: signed.encoded).unverifiedBody
            #expect(read.fingerprintPolicy == policy)
            #expect(read.clockTolerance == .standard)
        }
        let hours = try #require(ClockTolerance(hours: 48))
        let signed = try vendor.productFile(vendor.productFileBody(clockTolerance: hours))
        let read = try Unverified<ProductFile>(written: signed.encoded).unverifiedBody
        #expect(read.clockTolerance == hours)
        #expect(read.fingerprintPolicy == .standard)
    }
}
