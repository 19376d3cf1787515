import Activation
import CBOR
import COSE
import CommandSupport
import Cryptography
import Fingerprint
import QRCode
import Refusals
import Sheet
import TestSupport
import Testing
import TextForm

/// Documents, and the sheets of them.
struct SampleSheets {
    let vendor: SampleVendor
    let file: Verified<ProductFile>
    let machine: SampleMachine

    /// - Parameters:
    ///   - name: of the vendor and the product, and their telephone number.
    ///   - features: of the product.
    init(name: String = "Hull Designer", features: [UInt8: String] = [1: "drafting", 2: "stress"]) throws {
        vendor = try Sample.vendor()
        machine = try Sample.machine()
        file = try vendor.productFile(
            vendor.productFileBody(
                vendor: name, name: name, features: features,
                contact: Contact(
                    phone: name, email: "desk@nordwerft.example", portal: "https://nordwerft.example")))
    }

    func sheet(
        of document: AnyDocument, customer: String? = nil, phoneCode: [String]? = nil, codes: Int = 1
    ) throws -> Sheet {
        let inspection = try Inspection(of: document, showsCBOR: false) { (_) throws(Refusal) in file }
        let form = TextForm(kind: .request, bytes: document.encoded)
        let code = try QRCode(form.text)
        return Sheet(
            of: document, facts: inspection.sheetFacts,
            codes: (1...codes).map { SheetCode(code, number: $0, of: codes) },
            typing: codes == 1 ? Sheet.Typing(groups: form.numberedGroups) : nil,
            on: SheetOccasion(
                productFile: file.body, customer: customer, phoneCode: phoneCode,
                program: "countersign-client 1.2.3", commands: .programs, madeAt: Sample.now))
    }

    /// As many components as there can be, in a container on a virtual machine.
    func fullRequest() throws -> AnyDocument {
        let kinds = ComponentKind.allCases.filter { $0 != .user }.prefix(Fingerprint.maximumComponents)
        let fingerprint = try Fingerprint(
            of: kinds.map { SampleMachine.component($0, "\($0)") }, salt: Sample.salt,
            environment: EnvironmentCode(hypervisor: 1, container: 1))
        let body = try machine.requestBody(
            for: file.body, key: Sample.activationKey(), fingerprint: fingerprint)
        return .request(try machine.request(body).unverified)
    }

    func request() throws -> AnyDocument { .request(try machine.request(for: file).unverified) }

    func timeRequest() throws -> AnyDocument { .request(try machine.timeRequest(for: file).unverified) }

    func correction() throws -> AnyDocument {
        .correction(try vendor.correction(for: machine.timeRequest(for: file).unverified).unverified)
    }

    func license(_ features: [FeatureCatalogue.Number] = [1, 2]) throws -> AnyDocument {
        let body = try vendor.licenseBody(
            for: machine.request(for: file).unverified, startsOn: Sample.day("2027-01-01"),
            features: features,
            maintenanceUntil: Sample.day("2027-06-30"))
        return .license(try vendor.license(body).unverified)
    }

    func siteLicense() throws -> AnyDocument {
        let body = try vendor.licenseBody(
            for: machine.request(for: file).unverified, binding: .site, seats: 25)
        return .license(try vendor.license(body).unverified)
    }

    /// Everything in it that a product file can say.
    func product() throws -> AnyDocument {
        let body = try vendor.productFileBody(
            clockTolerance: #require(ClockTolerance(hours: 48)),
            issuingKeys: [
                vendor.listedKey(notAfter: Sample.day("2030-01-01"), withdrawnFrom: Sample.day("2029-01-01"))
            ])
        return .product(try vendor.productFile(body).unverified)
    }
}
