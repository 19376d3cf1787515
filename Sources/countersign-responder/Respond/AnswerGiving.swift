import Activation
import CommandSupport
import Issuing
import Refusals

/// Gives one answer away: to a file, as QR codes, or on standard output.
struct AnswerGiving {
    let carriers: CarrierOptions
    let force: Bool
    /// Nil for standard output.
    let output: String?
    /// Whether standard output was asked for by name.
    let isStandardOutputNamed: Bool
    let customer: String?
    /// Finds the product file of a product.
    let productFile: (ProductID) throws(Refusal) -> Verified<ProductFile>?

    func give(
        _ document: OutgoingDocument, _ report: some Report, in context: CommandContext
    ) throws(Refusal) {
        guard carriers.isUsed else { return try givePlainly(document, report, in: context) }
        let read = try AnyDocument(encoded: document.encoded)
        let codes = try carriers.codes(
            of: CarriedDocument(read, productFile: try productFile(read.product), customer: customer),
            in: context)
        if let output { try LicenseWriter(overwrite: force).write(document, to: output) }
        try codes.writePictures(overwrite: force)
        let whole = codes.added(to: report)
        if context.format == .json {
            try context.show(whole, as: .json)
        } else if isStandardOutputNamed {
            try context.standardOutput.write(bytes: document.armoured)
            try context.tell(whole)
        } else {
            try codes.show(after: whole, by: carriers, in: context)
        }
    }

    private func givePlainly(
        _ document: OutgoingDocument, _ report: some Report, in context: CommandContext
    ) throws(Refusal) {
        if let output {
            try LicenseWriter(overwrite: force).write(document, to: output)
            try context.show(report, as: context.format)
        } else if context.format == .json {
            try context.show(report, as: .json)
        } else {
            try context.standardOutput.write(bytes: document.armoured)
            try context.tell(report)
        }
    }
}
