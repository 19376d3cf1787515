import Activation
import CommandSupport
import Issuing
import PhoneCode
import Refusals

/// Copies of an answer that was told by telephone: a file to mail, a page to print.
struct PhoneCopies {
    let output: OutputOptions
    let carriers: CarrierOptions
    let typesetter: any PDFTypesetter

    /// Writes them, and says so on standard error.
    func write(_ answer: CallAnswer, desk: Vault.Desk, in context: CommandContext) throws(Refusal) {
        if let out = output.out { try LicenseWriter(overwrite: output.force).write(answer.document, to: out) }
        if carriers.isUsed {
            let read = try AnyDocument(encoded: answer.document.encoded)
            var carried = CarriedDocument(
                read, productFile: try desk.productFile(read.product), customer: answer.customer)
            carried.phoneCode = answer.response.spoken.groups(.digits)
            let codes = try carriers.codes(of: carried, typesetter: typesetter, in: context)
            try codes.writePictures(overwrite: output.force)
        }
        let files = [output.out, carriers.qrImage, carriers.sheet].compactMap { $0 }
        guard !files.isEmpty else { return }
        context.diagnostics().note("A copy was written to \(files.joined(separator: " and ")).")
    }
}
