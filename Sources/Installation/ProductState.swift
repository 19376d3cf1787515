import Activation
import ClockGuard
import Cryptography
import DurableFiles
import Refusals

/// The files of one product in the state folder. What is read from them has been checked as if it came from
/// outside.
package struct ProductState: Sendable {
    /// The product.
    package let id: ProductID
    private let folder: PrivateFolder

    /// The requests kept, at most; the oldest go first, and never the one that the license answers.
    static let maximumRequests = 64

    /// Where parts of the machine are missing, and none has come in their place.
    package static let lookAgain =
        "If no hardware was removed, this program may not see the whole machine, for example in a container or a "
        + "sandbox. Run the command outside it; no new license is needed."

    private static let productFile = "product"
    private static let license = "license"
    private static let requestSuffix = ".request"

    init(id: ProductID, folder: PrivateFolder) {
        self.id = id
        self.folder = folder
    }

    /// The product file in use; nil before the first.
    ///
    /// - Throws: `state.damaged`.
    package func productFile() throws(Refusal) -> Verified<ProductFile>? {
        guard let bytes = try read(Self.productFile, .product) else { return nil }
        return try intact(Self.productFile, bytes) { () throws(Refusal) in
            let verified = try Unverified<ProductFile>(written: bytes).verifiedOnFirstUse()
            guard verified.body.product == id else {
                throw damaged(
                    Self.productFile, ": it is a product file of '\(verified.body.product)', another product."
                )
            }
            return verified
        }
    }

    /// Whether there is something in the product file's place that is not one of this product.
    func isProductFileDamaged() throws(Refusal) -> Bool {
        do throws(Refusal) {
            _ = try productFile()
            return false
        } catch {
            guard error.code == .stateDamaged else { throw error }
            return true
        }
    }

    /// The product file in use; nil also where it is damaged. Nothing of a damaged one is believed: it is as if it were
    /// lost.
    package func intactProductFile() throws(Refusal) -> Verified<ProductFile>? {
        try Self.unlessDamaged { () throws(Refusal) in try productFile() }
    }

    /// The product file in use; nil where nothing of the product is installed.
    ///
    /// - Throws: `state.damaged`, also where there is a license and the product file is gone: that is a loss,
    ///   and not the same as never having had one.
    package func productFileInUse() throws(Refusal) -> Verified<ProductFile>? {
        if let file = try productFile() { return file }
        guard try read(Self.license, .license) == nil else {
            throw Refusal(
                .stateDamaged, "\(shownPath(joinedPath(folder.path, Self.productFile))) is missing.",
                needing: .productFile)
        }
        return nil
    }

    /// The license as it stands in the folder; nil if there is none.
    ///
    /// - Throws: `state.damaged`.
    package func license() throws(Refusal) -> Unverified<License>? {
        guard let bytes = try read(Self.license, .license) else { return nil }
        return try intact(Self.license, bytes) { () throws(Refusal) in try Unverified<License>(written: bytes)
        }
    }

    /// The request with that digest; nil if it was not made here.
    ///
    /// - Throws: `state.damaged`.
    package func request(_ digest: RequestDigest) throws(Refusal) -> Unverified<Request>? {
        let name = digest.hexadecimal + Self.requestSuffix
        guard let bytes = try read(name, .request) else { return nil }
        return try intact(name, bytes) { () throws(Refusal) in
            let request = try Unverified<Request>(written: bytes)
            guard RequestDigest(of: request) == digest else { throw Refusal(.documentMalformed) }
            return request
        }
    }

    /// The same; nil also where it is damaged.
    package func intactRequest(_ digest: RequestDigest) throws(Refusal) -> Unverified<Request>? {
        try Self.unlessDamaged { () throws(Refusal) in try request(digest) }
    }

    /// The requests that were made here, the latest first, without those that are damaged: an old one must not stand in
    /// the way of a new one.
    func intactRequests() throws(Refusal) -> [Unverified<Request>] {
        var requests: [Unverified<Request>] = []
        for digest in try requestDigests() {
            if let request = try intactRequest(digest) { requests.append(request) }
        }
        return requests.sorted { $0.unverifiedBody.madeAt > $1.unverifiedBody.madeAt }
    }

    /// What is wrong with the requests that are damaged, each as `state.damaged`.
    package func damagedRequests() throws(Refusal) -> [Refusal] {
        var damaged: [Refusal] = []
        for digest in try requestDigests() {
            do throws(Refusal) {
                _ = try request(digest)
            } catch {
                guard error.code == .stateDamaged else { throw error }
                damaged.append(error)
            }
        }
        return damaged
    }

    /// The requests for a license, the latest first; not those for a time correction, and none that is damaged.
    func licenseRequests() throws(Refusal) -> [Request] {
        try intactRequests().map(\.unverifiedBody).filter { $0.kind != .timeCorrection }
    }

    /// The latest request, if it was made after the one that the license answers: its answer is on the way.
    package func requestUnderway(after license: License) throws(Refusal) -> Request? {
        guard let latest = try licenseRequests().first else { return nil }
        guard let answered = try intactRequest(license.request)?.unverifiedBody else {
            // A license for the site, asked for by another machine.
            return latest.madeAt.day > license.issuedOn ? latest : nil
        }
        return latest.madeAt > answered.madeAt ? latest : nil
    }

    /// Whether a request was made here, be it damaged since.
    func hasRequests() throws(Refusal) -> Bool { try !requestDigests().isEmpty }

    private func requestDigests() throws(Refusal) -> [RequestDigest] {
        try folder.entries().filter { $0.name.hasSuffix(Self.requestSuffix) }.compactMap { entry in
            Hexadecimal.decode(entry.name.dropLast(Self.requestSuffix.utf8.count))
                .flatMap { try? RequestDigest($0) }
        }
    }

    /// The device key as it is kept; nil if there is none.
    ///
    /// - Throws: `state.damaged`; `state.other-owner` where others may read it.
    func deviceKeyFile(_ place: DevicePlace) throws(Refusal) -> DeviceKeyFile? {
        guard var bytes = try read(place.key, limit: DeviceKeyFile.limit, isSecret: true) else { return nil }
        defer { bytes.zeroize() }
        guard let file = DeviceKeyFile(bytes) else { throw damaged(place.key) }
        return file
    }

    /// Whether there is a file for the device key, whatever is in it.
    func hasDeviceKeyFile() throws(Refusal) -> Bool {
        try folder.entries().contains { $0.name == DevicePlace.current.key }
    }

    /// Keeps the device key and the clock's record that are about to be replaced: if that was a mistake, a person can
    /// put them back.
    func keepOld() throws(Refusal) {
        for name in [DevicePlace.current.key, DevicePlace.current.clock] {
            let kept: [UInt8]?
            do throws(Refusal) {
                kept = try folder.readIfPresent(name, limit: DeviceKeyFile.limit)
            } catch {
                // What is too large was never a key or a record.
                guard error.code == .documentTooLarge else { throw error }
                continue
            }
            guard var bytes = kept else { continue }
            defer { bytes.zeroize() }
            try folder.write(bytes, as: name + ".old", overwrite: true, privately: true)
        }
    }

    func store(_ file: DeviceKeyFile, in place: DevicePlace) throws(Refusal) {
        let secret = try file.bytes()
        var bytes = secret.withUnsafeBytes { Array($0) }
        defer { bytes.zeroize() }
        try folder.write(bytes, as: place.key, overwrite: true)
    }

    /// Copies the next clock's record into the place of the one in use.
    func moveNextClock() throws(Refusal) {
        let next: [UInt8]?
        do throws(Refusal) {
            next = try clockBytes(.next)
        } catch {
            // The record that stays is not this key's, and so is found to be lost.
            guard error.code == .clockRecordLost else { throw error }
            return
        }
        guard let bytes = next else { return }
        try folder.write(bytes, as: DevicePlace.current.clock, overwrite: true)
    }

    /// Removes what was next: the key first, because a record without its key is nothing.
    func removeNext() throws(Refusal) {
        try folder.remove(DevicePlace.next.key)
        try folder.remove(DevicePlace.next.clock)
    }

    /// The clock's record.
    ///
    /// - Throws: `clock.record-lost` if it is missing, or is not what was written with this key.
    func clockRecord(_ key: SigningKey, in place: DevicePlace) throws(Refusal) -> ClockRecord {
        guard let bytes = try clockBytes(place) else { throw Refusal(.clockRecordLost) }
        do throws(Refusal) {
            return try ClockRecordFile.decode(bytes, product: id, key: ClockRecordFile.key(of: key))
        } catch {
            guard error.code == .stateDamaged else { throw error }
            throw Refusal(.clockRecordLost, error.sentence)
        }
    }

    /// The clock's record as it stands in the folder.
    ///
    /// - Throws: `clock.record-lost` if it is too large to be one.
    func clockBytes(_ place: DevicePlace) throws(Refusal) -> [UInt8]? {
        do throws(Refusal) {
            return try folder.readIfPresent(place.clock, limit: ClockRecordFile.maximumSize)
        } catch {
            guard error.code == .documentTooLarge else { throw error }
            throw Refusal(.clockRecordLost, damaged(place.clock, Self.tooLarge).sentence)
        }
    }

    func store(_ record: ClockRecord, of device: Device) throws(Refusal) {
        let bytes = try ClockRecordFile.encode(record, product: id, key: ClockRecordFile.key(of: device.key))
        try folder.write(bytes, as: device.place.clock, overwrite: true)
    }

    /// What is kept of an exchange by telephone.
    func phoneFile() throws(Refusal) -> [UInt8]? {
        try read(PhoneExchange.fileName, limit: PhoneExchange.limit)
    }

    func writePhoneFile(_ bytes: [UInt8]) throws(Refusal) {
        try folder.write(bytes, as: PhoneExchange.fileName, overwrite: true)
    }

    func removePhoneFile() throws(Refusal) {
        guard try phoneFile() != nil else { return }
        try folder.remove(PhoneExchange.fileName)
    }

    func store(_ productFile: Verified<ProductFile>) throws(Refusal) {
        try write(productFile.encoded, .product, as: Self.productFile)
    }

    func store(_ license: Verified<License>) throws(Refusal) {
        try write(license.encoded, .license, as: Self.license)
    }

    /// The name of the file that a request is kept in.
    package static func fileName(of request: Verified<Request>) -> String {
        RequestDigest(of: request.unverified).hexadecimal + requestSuffix
    }

    func store(_ request: Verified<Request>) throws(Refusal) {
        try prune()
        try write(
            request.encoded, .request,
            as: Self.fileName(of: request))
    }

    private func prune() throws(Refusal) {
        let inUse: RequestDigest?
        do throws(Refusal) {
            inUse = try license()?.unverifiedBody.request
        } catch {
            // Which request a damaged license answers cannot be told: so none is dropped, and a new one is made.
            return
        }
        let digests = try intactRequests().map { RequestDigest(of: $0) }
        let others = digests.filter { $0 != inUse }
        // Room is left for the one that is about to be stored.
        let room = Self.maximumRequests - 1 - (digests.count - others.count)
        for digest in others.dropFirst(room) { try folder.remove(digest.hexadecimal + Self.requestSuffix) }
    }

    private func write(_ bytes: [UInt8], _ kind: DocumentKind, as name: String) throws(Refusal) {
        try folder.write(Armour(kind: kind, bytes: bytes).text, as: name, overwrite: true)
    }

    private func read(_ name: String, _ kind: DocumentKind) throws(Refusal) -> [UInt8]? {
        try read(name, limit: kind.maximumSize * 2)
    }

    /// What is too large is not what this program wrote, and nothing that the user gave to it.
    private func read(_ name: String, limit: Int, isSecret: Bool = false) throws(Refusal) -> [UInt8]? {
        do throws(Refusal) {
            return try folder.readIfPresent(name, limit: limit, isSecret: isSecret)
        } catch {
            guard error.code == .documentTooLarge else { throw error }
            throw damaged(name, Self.tooLarge)
        }
    }

    /// Nil in place of what is damaged.
    private static func unlessDamaged<Value>(
        _ read: () throws(Refusal) -> Value?
    ) throws(Refusal) -> Value? {
        do throws(Refusal) {
            return try read()
        } catch {
            guard error.code == .stateDamaged else { throw error }
            return nil
        }
    }

    private func intact<Value>(
        _ name: String, _ bytes: [UInt8], _ read: () throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        guard !bytes.isEmpty else { throw damaged(name, ": it is empty.") }
        do throws(Refusal) {
            return try read()
        } catch {
            switch error.code {
            case .stateDamaged: throw error
            case .documentTooLarge: throw damaged(name, Self.tooLarge)
            default: throw damaged(name, ": \(error.sentence)")
            }
        }
    }

    private static let tooLarge = ": it is larger than such a file can be."

    /// - Parameter why: the end of the sentence.
    private func damaged(_ name: String, _ why: String = ".") -> Refusal {
        Refusal(
            .stateDamaged, "\(shownPath(joinedPath(folder.path, name))) is damaged\(why)",
            needing: cure(of: name))
    }

    /// What sets right that a file is damaged.
    private func cure(of name: String) -> Need {
        switch name {
        case Self.productFile: .productFile
        case Self.license: .license
        case DevicePlace.current.key, DevicePlace.next.key: .deviceKey
        case PhoneExchange.fileName: .requestByPhone
        // A request. With a license, another one is had without the activation key.
        default: (try? license()) != nil ? .renewal : .request
        }
    }
}
