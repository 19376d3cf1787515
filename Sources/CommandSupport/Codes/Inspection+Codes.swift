import Activation
import Refusals

extension Inspection {
    /// Inspects a document and shows what there is to say, and the document's codes where they are asked for.
    ///
    /// - Parameters:
    ///   - productFile: as in ``init(of:showsCBOR:productFile:)``; asked once at the most.
    ///   - force: whether existing pictures and pages may be replaced.
    ///   - typesetter: what sets PDF pages; nil where the program writes none.
    /// - Returns: what the command answers: whether the signature can be believed.
    /// - Throws: what looking for the product file, making codes and writing throws.
    package static func show(
        _ document: AnyDocument, showsCBOR: Bool, carriers: CarrierOptions, force: Bool,
        typesetter: (any PDFTypesetter)? = nil, in context: CommandContext,
        productFile: (ProductID) throws(Refusal) -> Verified<ProductFile>?
    ) throws(Refusal) -> ExitStatus {
        // The product's name is above the code, also where no signature asks for the file.
        let known = carriers.isUsed ? try productFile(document.product) : nil
        let inspection = try Inspection(of: document, showsCBOR: showsCBOR) { (id) throws(Refusal) in
            carriers.isUsed ? known : try productFile(id)
        }
        let status: ExitStatus = inspection.isDoubtful ? .dataError : .success
        guard carriers.isUsed, !inspection.isForged else {
            try context.show(inspection, as: context.format)
            if carriers.isUsed {
                context.diagnostics().warn(
                    "No code or sheet was made: the document's signature is not valid, so nobody would accept it."
                )
            }
            return status
        }
        let codes = try carriers.codes(
            of: CarriedDocument(document, productFile: known), typesetter: typesetter, in: context)
        try codes.writePictures(overwrite: force)
        try context.show(codes.added(to: inspection), as: context.format)
        if carriers.isShown, context.format == .text { try context.standardOutput.write("\n") }
        try codes.show(in: context)
        return status
    }
}
