import Refusals
import TextForm

/// Looks for documents in an input: first as our programs write them, then ever more boldly, for whatever a mail
/// program did to them.
///
/// What is found on a milder rung of ``MailText`` goes before what is found on a bolder one. So a license that
/// stands plainly in a mail is taken, and not another that is quoted below it.
struct DocumentSearch {
    private let input: [UInt8]

    /// The first byte of every document, a CBOR tag 18.
    private static let firstByte: UInt8 = 0xd2
    /// How plain bytes begin beyond doubt: the tag, and an array of four.
    private static let firstBytes: [UInt8] = [firstByte, 0x84]

    /// - Throws: `document.too-large`, or `document.truncated` if there is nothing.
    init(_ input: [UInt8]) throws(Refusal) {
        guard input.count <= Carried.maximumInput else {
            throw Refusal(
                .documentTooLarge,
                "The input is \(input.count) bytes; no document is over \(Carried.maximumInput).")
        }
        guard !input.isEmpty else { throw Refusal(.documentTruncated, "The input is empty.") }
        self.input = input
    }

    /// The only document, or the only one of a kind. Without one of that kind, the first of another.
    ///
    /// - Throws: the `document.` refusals.
    func only(of kind: DocumentKind? = nil) throws(Refusal) -> AnyDocument {
        try found(of: kind).document
    }

    /// The same document as ``only(of:)``, and what people should know of how it came.
    func found(of kind: DocumentKind? = nil) throws(Refusal) -> (document: AnyDocument, notes: [String]) {
        do throws(Refusal) {
            return (try readily(of: kind), [])
        } catch {
            guard error.code == .documentUnrecognized, !isPlainBytes, input.first != Self.firstByte else {
                throw error
            }
            let (documents, notes) = try lastResort(otherwise: error)
            let wanted = documents.filter { kind == nil || $0.kind == kind }
            guard wanted.count <= 1 else { throw .moreThanOneDocument }
            guard let document = wanted.first ?? documents.first else { throw error }
            return (document, notes)
        }
    }

    /// What a scanner typed through another keyboard layout; and what is wrong, if that is wrong as well.
    private func lastResort(
        otherwise: Refusal?
    ) throws(Refusal) -> (documents: [AnyDocument], notes: [String]) {
        // Nobody types armour, so what is wrong with it is not said group by group.
        if let otherwise, ArmourText.isNamed(in: input) { throw otherwise }
        do throws(Refusal) {
            let received = try ReceivedText.lastResort(for: input)
            var documents: [AnyDocument] = []
            for document in received {
                documents.append(try AnyDocument(Carried(bytes: document.bytes, textKind: document.kind)))
            }
            return (documents, received.flatMap(\.notes))
        } catch {
            throw error.code == .documentUnrecognized ? otherwise ?? error : error
        }
    }

    private func readily(of kind: DocumentKind?) throws(Refusal) -> AnyDocument {
        guard !isPlainBytes else { return try AnyDocument(Carried(bytes: input, label: nil)) }
        let armour: ArmourText?
        do throws(Refusal) {
            armour = try ArmourText.strict(in: input)
        } catch {
            return try onRungs(of: kind, instead: nil, otherwise: error)
        }
        guard let written = try document(in: armour) else {
            return try onRungs(of: kind, instead: nil, otherwise: Refusal(.documentUnrecognized))
        }
        guard let kind, written.kind != kind else { return written }
        return try onRungs(of: kind, instead: written, otherwise: Refusal(.documentUnrecognized))
    }

    /// Every document, each once, those first that stand there plainly.
    ///
    /// - Throws: what ``only(of:)`` throws if there is none.
    func all() throws(Refusal) -> [AnyDocument] {
        guard !isPlainBytes else { return [try only()] }
        var found: [AnyDocument] = []
        for (_, reading) in MailText.readings(of: input) {
            for document in Level(reading).documents
            where !found.contains(where: { $0.encoded == document.encoded }) {
                found.append(document)
            }
        }
        guard found.isEmpty else { return found }
        do throws(Refusal) {
            return [try readily(of: nil)]
        } catch {
            guard error.code == .documentUnrecognized else { throw error }
            return try lastResort(otherwise: error).documents
        }
    }

    /// Plain bytes are never looked into for the armour that may stand in them.
    private var isPlainBytes: Bool { input.starts(with: Self.firstBytes) }

    /// A document in the form that our programs write; nil if there is none. What begins like plain bytes and goes
    /// on in another way is taken for them, so that its first broken rule is named.
    private func document(in armour: ArmourText?) throws(Refusal) -> AnyDocument? {
        if let armour { return try AnyDocument(Carried(bytes: armour.bytes, label: armour.label)) }
        return input.first == Self.firstByte ? try AnyDocument(Carried(bytes: input, label: nil)) : nil
    }

    private func onRungs(
        of kind: DocumentKind?, instead: AnyDocument?, otherwise: Refusal
    ) throws(Refusal) -> AnyDocument {
        var other = instead
        var refusal: Refusal?
        for (_, reading) in MailText.readings(of: input) {
            let level = Level(reading)
            let wanted = level.documents.filter { kind == nil || $0.kind == kind }
            let problems = level.problems.filter { kind == nil || $0.kind == nil || $0.kind == kind }
            guard wanted.count <= 1 else { throw .moreThanOneDocument }
            if let document = wanted.first, problems.isEmpty { return document }
            refusal = refusal ?? (wanted.isEmpty ? problems.first?.refusal : .moreThanOneDocument)
            other = other ?? level.documents.first
        }
        if let other, refusal == nil { return other }
        throw refusal ?? otherwise
    }
}

/// What there is on one rung.
private struct Level {
    private(set) var documents: [AnyDocument] = []
    private(set) var problems: [Problem] = []

    /// Something that looks like a document of a kind, or of a kind that is not known, and cannot be read.
    struct Problem {
        let kind: DocumentKind?
        let refusal: Refusal
    }

    init(_ reading: MailText.Reading) {
        let findings = ArmourText.findings(in: reading.text)
        for armour in findings.documents { take(Carried(bytes: armour.bytes, label: armour.label)) }
        for attachment in reading.attachments { take(Carried(bytes: attachment, label: nil)) }
        for form in ReceivedText.forms(in: reading.text) {
            take(Carried(bytes: form.bytes, textKind: form.kind))
        }
        for problem in findings.problems { note(problem.refusal, label: problem.label) }
    }

    private mutating func take(_ carried: Carried) {
        do throws(Refusal) {
            let document = try AnyDocument(carried)
            if !documents.contains(where: { $0.encoded == document.encoded }) { documents.append(document) }
        } catch {
            note(error, label: carried.label)
        }
    }

    private mutating func note(_ refusal: Refusal, label: String?) {
        let kind = DocumentKind.allCases.first { $0.armourLabel == label }
        problems.append(Problem(kind: kind, refusal: refusal))
    }
}
