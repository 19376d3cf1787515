import Activation
import Refusals
import TextForm

/// Looks for documents in an input: first as our programs write them, then ever more boldly, for whatever a mail
/// program did to them.
///
/// What is found on a milder rung of ``MailText`` goes before what is found on a bolder one. So a license that
/// stands plainly in a mail is taken, and not the request that is quoted below it. But no rung knows what a
/// person sees: of two documents of one kind, wherever in the text they are, none is read.
struct DocumentSearch {
    private let input: [UInt8]

    /// - Throws: `document.too-large`, or `document.truncated` if there is nothing.
    init(_ input: [UInt8]) throws(Refusal) {
        try Carried.checkSize(of: input)
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
            guard error.code == .documentUnrecognized, !isPlainBytes, input.first != AnyDocument.firstByte
            else {
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
        if let otherwise, ArmourSearch.isNamed(in: input) { throw otherwise }
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
        var ladder = Ladder(kind: kind)
        let written: ArmourText?
        do throws(Refusal) {
            written = try ArmourText.strict(in: input)
        } catch {
            return try onRungs(&ladder, otherwise: error)
        }
        guard let written else {
            guard input.first == AnyDocument.firstByte else {
                return try onRungs(&ladder, otherwise: Refusal(.documentUnrecognized))
            }
            // What begins like plain bytes and holds no document has its first broken rule named.
            do throws(Refusal) {
                return try AnyDocument(Carried(bytes: input, label: nil))
            } catch {
                return try onRungs(&ladder, otherwise: error)
            }
        }
        let carried = Carried(bytes: written.bytes, label: written.label)
        // Nothing else can be in it, and no other reading of it is better.
        if ArmourText.isAlone(in: input) { return try AnyDocument(carried) }
        do throws(Refusal) {
            ladder.takeWritten(try AnyDocument(carried))
        } catch {
            return try onRungs(&ladder, otherwise: error)
        }
        return try onRungs(&ladder, otherwise: Refusal(.documentUnrecognized))
    }

    private func onRungs(_ ladder: inout Ladder, otherwise: Refusal) throws(Refusal) -> AnyDocument {
        for (_, reading) in MailText.readings(of: input) { ladder.take(Level(reading)) }
        return try ladder.outcome(otherwise: otherwise)
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
    private var isPlainBytes: Bool { input.starts(with: MailText.documentBeginning) }
}

/// What all rungs together have of a kind, or of any kind if none is named.
private struct Ladder {
    let kind: DocumentKind?
    /// Each document once, from whatever rung.
    private var wanted: [AnyDocument] = []
    /// The one that stands there as our programs write it; or the one on the mildest rung that has one only, and
    /// nothing that is damaged.
    private var plainest: AnyDocument?
    /// Whether several kinds stood on a rung before there was a plainest.
    private var isMixed = false
    private var other: AnyDocument?
    private var refusal: Refusal?

    init(kind: DocumentKind?) { self.kind = kind }

    /// Takes in the only armour that is as our programs write it.
    mutating func takeWritten(_ document: AnyDocument) {
        other = document
        guard kind == nil || document.kind == kind else { return }
        wanted = [document]
        plainest = document
    }

    mutating func take(_ level: Level) {
        let documents = level.documents.filter { kind == nil || $0.kind == kind }
        let problems = level.problems.filter { kind == nil || $0.kind == nil || $0.kind == kind }
        for document in documents where !wanted.contains(where: { $0.encoded == document.encoded }) {
            wanted.append(document)
        }
        other = other ?? level.documents.first
        guard plainest == nil else { return }
        if documents.count > 1 {
            isMixed = true
        } else if let document = documents.first, problems.isEmpty {
            plainest = document
        } else {
            refusal = refusal ?? (documents.isEmpty ? problems.first?.refusal : .moreThanOneDocument)
        }
    }

    func outcome(otherwise: Refusal) throws(Refusal) -> AnyDocument {
        for kind in DocumentKind.allCases where plainest.map({ $0.kind == kind }) ?? true {
            guard wanted.count(where: { $0.kind == kind }) <= 1 else { throw .moreThanOne(kind) }
        }
        guard !isMixed else { throw .moreThanOneDocument }
        if let document = plainest ?? (refusal == nil ? other : nil) { return document }
        throw refusal ?? otherwise
    }
}

extension Refusal {
    /// Two of a kind are in one text, and nobody can know which of them a person sees and means.
    fileprivate static func moreThanOne(_ kind: DocumentKind) -> Refusal {
        Refusal(
            .documentMalformed, "There is more than one \(kind.name) in this text.",
            remedy: "Give only the one that you mean: copy it alone, or save its attachment.")
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
        let findings = ArmourSearch.findings(in: reading.text)
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
