import Activation
import CBOR
import COSE
import Cryptography
import Fingerprint

extension Inspection {
    static func diagnostic(_ encoded: [UInt8], _ payload: [UInt8]) -> String {
        let parts = [encoded, payload].compactMap { try? CBORDecoder.decode($0, limits: CBORLimits()) }
        return parts.map { CBORDiagnostic.indented($0, width: 78) }.joined(separator: "\n/ the payload: /\n")
    }

    static func facts(of document: Unverified<ProductFile>) -> [Fact] {
        let file = document.unverifiedBody
        let keys = file.issuingKeys.map { key in
            "\(key.identifier.hexadecimal) from \(key.notBefore)"
                + (key.notAfter.map { " to \($0)" } ?? "")
                + (key.withdrawnFrom.map { ", withdrawn from \($0)" } ?? "")
        }
        let features = file.features.names.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            Fact(name: "product", label: "product", value: file.product.text),
            Fact(name: "name", label: "name", value: file.name),
            Fact(name: "vendor", label: "vendor", value: file.vendor),
            Fact(name: "version", label: "version", value: "\(file.version)"),
            Fact(name: "issued_at", label: "made", value: file.issuedAt.description),
            Fact(
                name: "root_key", label: "root key",
                value: COSEKey.thumbprint(of: file.rootKey).hexadecimal),
            Fact(name: "issuing_keys", label: "issuing keys", value: keys.joined(separator: "; ")),
            Fact(
                name: "features", label: "features",
                value: features.isEmpty ? "none" : features.joined(separator: ", "),
                stable: features.joined(separator: ", ")),
            Fact(
                name: "threshold", label: "threshold",
                value: "\(file.fingerprintPolicy.threshold) percent of a machine's weight must be as it was",
                stable: "\(file.fingerprintPolicy.threshold)"),
            Fact(
                name: "root_only_components", label: "components",
                value: file.fingerprintPolicy.readsRootOnly
                    ? "also those that only root may read" : "those that every user may read",
                stable: "\(file.fingerprintPolicy.readsRootOnly)"),
            permission("virtual_machines", "VMs", file.fingerprintPolicy.virtualMachines),
            permission("containers", "containers", file.fingerprintPolicy.containers),
            Fact(
                name: "clock_tolerance_hours", label: "clock",
                value: "may go back by \(file.clockTolerance.hours) hours",
                stable: "\(file.clockTolerance.hours)"),
            Fact(
                name: "contact", label: "contact", value: file.contact.sentence ?? "none given",
                stable: file.contact.sentence ?? ""),
            Fact(name: "salt", label: "salt", value: Hexadecimal.encode(file.salt.bytes)),
        ] + extensions(in: document.object.payload)
    }

    /// The key that an issued document names; a request and a product file hold the key itself.
    private static func signer(_ object: Sign1) -> Fact {
        let key = object.protected.keyIdentifier.map { Hexadecimal.encode($0) }
        return Fact(
            name: "signed_by", label: "signed by",
            value: key.map { "issuing key \($0)" } ?? "a key without a name",
            stable: key ?? "")
    }

    static func facts(of request: Unverified<Request>) -> [Fact] {
        let body = request.unverifiedBody
        let components = body.fingerprint.entries.map { entry in
            let label = ComponentKind(rawValue: entry.kind)?.label ?? "kind \(entry.kind)"
            return entry.digests.isEmpty
                ? "\(label) unreadable"
                : "\(label) \(entry.digests.map(\.hexadecimal).joined(separator: " "))"
        }
        var facts = [
            Fact(name: "kind", label: "asks for", value: body.kind.label, stable: body.kind.rawName),
            Fact(name: "product", label: "product", value: body.product.text),
            Fact(
                name: "product_file_version", label: "product file",
                value: "version \(body.productFileVersion)",
                stable: "\(body.productFileVersion)"),
            Fact(name: "license", label: "license", value: body.license.description),
            Fact(name: "made_at", label: "made", value: body.madeAt.description),
            Fact(name: "digest", label: "digest", value: RequestDigest(of: request).hexadecimal),
            Fact(
                name: "device_key", label: "device key",
                value: KeyIdentifier(of: body.deviceKey).hexadecimal),
            Fact(name: "nonce", label: "random number", value: Hexadecimal.encode(body.nonce.bytes)),
        ]
        if let proof = body.purpose.proof {
            facts.append(Fact(name: "proof", label: "proof of the key", value: proof.hexadecimal))
        }
        if let mark = body.purpose.highWaterMark {
            facts.append(Fact(name: "high_water_mark", label: "latest time seen", value: mark.description))
        }
        facts.append(
            Fact(
                name: "components", label: "components",
                value: components.isEmpty ? "none" : components.joined(separator: "; ")))
        facts.append(environment(of: body.fingerprint.environment))
        return facts + extensions(in: request.object.payload)
    }

    /// In JSON what a machine is only stands if it is not bare hardware.
    private static func environment(of environment: EnvironmentCode) -> Fact {
        Fact(
            name: "environment", label: "runs on", value: environment.label,
            stable: environment == .bare ? "" : environment.label)
    }

    private static func permission(
        _ name: String, _ label: String, _ permission: FingerprintPolicy.Permission
    ) -> Fact {
        let words =
            switch permission {
            case .allow: "allowed"
            case .warn: "allowed, with a warning"
            case .refuse: "refused"
            }
        return Fact(name: name, label: label, value: words, stable: permission.name)
    }

    static func facts(of document: Unverified<TimeCorrection>) -> [Fact] {
        let correction = document.unverifiedBody
        return [
            Fact(name: "product", label: "product", value: correction.product.text),
            Fact(name: "issued_at", label: "vendor's time", value: correction.issuedAt.description),
            Fact(
                name: "request", label: "answers", value: "request \(correction.request.hexadecimal)",
                stable: correction.request.hexadecimal),
            signer(document.object),
        ] + extensions(in: document.object.payload)
    }

    static func facts(of document: Unverified<License>, catalogue: FeatureCatalogue?) -> [Fact] {
        let license = document.unverifiedBody
        let catalogue = catalogue ?? .empty
        var facts: [Fact] = [
            Fact(name: "product", label: "product", value: license.product.text),
            Fact(name: "license", label: "license", value: license.id.description),
            Fact(name: "kind", label: "kind", value: license.kind.label, stable: license.kind.rawName),
            Fact(
                name: "binding", label: "for", value: license.binding.label, stable: license.binding.rawName),
            Fact(name: "issued_on", label: "issued", value: license.issuedOn.description),
            license.startsOn.map { Fact(name: "starts_on", label: "first day", value: $0.description) },
            Fact(
                name: "last_day", label: "last day",
                value: license.lastDay?.description ?? "none, it does not end",
                stable: license.lastDay?.description ?? ""),
            Fact(
                name: "features", label: "features",
                value: license.features.isEmpty
                    ? "none" : license.features.map(catalogue.name).joined(separator: ", "),
                stable: license.features.map(catalogue.name).joined(separator: ", ")),
        ].compactMap { $0 }
        if license.binding == .site {
            facts.append(Fact(name: "seats", label: "seats", value: "\(license.seats)"))
        }
        if let day = license.maintenanceUntil {
            facts.append(
                Fact(name: "maintenance_until", label: "maintenance", value: "until \(day)", stable: "\(day)")
            )
        }
        facts.append(
            Fact(
                name: "request", label: "answers", value: "request \(license.request.hexadecimal)",
                stable: license.request.hexadecimal))
        facts.append(signer(document.object))
        return facts + extensions(in: document.object.payload)
    }
}
