import Activation
import QRCode
import Refusals
import Sheet
import TextForm

extension CarriedDocument {
    /// The page with the document, its facts as `inspect` says them.
    ///
    /// - Parameter plan: which codes carry it.
    /// - Throws: `code.too-large`, `code.unavailable`, `internal.inconsistency` for what is no document.
    func sheet(_ plan: CodePlan, in context: CommandContext) throws(Refusal) -> Sheet {
        let document = if let document { document } else { try AnyDocument(encoded: form.bytes) }
        let inspection = try Inspection(of: document, showsCBOR: false) { (_) throws(Refusal) in productFile }
        let codes = try plan.codes()
        return Sheet(
            of: document, facts: inspection.sheetFacts,
            codes: zip(1..., codes).map { SheetCode($1, number: $0, of: codes.count) },
            typing: codes.count == 1 ? Sheet.Typing(groups: form.numberedGroups) : nil,
            on: SheetOccasion(
                productFile: productFile?.body, customer: customer, phoneCode: phoneCode,
                program: "\(context.programName) \(ProgramVersion.text)",
                commands: .programs, madeAt: UnixTime(rawValue: context.now())))
    }
}
