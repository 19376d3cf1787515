import Refusals
import TextForm

/// What a text holds in text form: what is whole in it, and what is not.
struct TextReading {
    /// What is whole, each once, first to last.
    private(set) var forms: [TextForm] = []
    /// What is not, found out when it is asked for.
    private var failures: [() -> Refusal?] = []

    init(_ text: [Unicode.Scalar]) {
        var series = SeriesCollector()
        var foreign: [() -> Refusal?] = []
        for found in FoundHead.all(in: text) {
            let reading = FormReading.reading(found, in: text)
            if case .failed(let refusal) = reading, ForeignLinks.isForeign(found, in: text) {
                foreign.append(refusal)
            } else {
                take(reading, &series)
            }
        }
        if let refusal = series.refusal { failures.append { refusal } }
        if forms.isEmpty, failures.isEmpty {
            take(FormReading.headless(foreign.isEmpty ? text : ForeignLinks.blanked(text)), &series)
        }
        // An address that leads elsewhere hides nothing, and may be a damaged one of ours.
        failures += foreign
    }

    /// Why there is not more in the text; nil if nothing in it has the look of a text form, or nothing is wrong.
    var refusal: Refusal? { failures.lazy.compactMap { $0() }.first }

    private mutating func take(_ reading: FormReading, _ series: inout SeriesCollector) {
        switch reading {
        case .failed(let refusal): failures.append(refusal)
        case .whole(let head, let bytes):
            guard let part = head.part else {
                add(TextForm(kind: head.kind, bytes: bytes))
                return
            }
            do throws(Refusal) {
                if let form = try series.add(part, kind: head.kind, bytes: bytes) { add(form) }
            } catch {
                let refusal = error
                failures.append { refusal }
            }
        }
    }

    private mutating func add(_ form: TextForm) {
        if !forms.contains(form) { forms.append(form) }
    }
}
