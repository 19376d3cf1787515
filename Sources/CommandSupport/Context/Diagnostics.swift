import Activation
import Refusals

/// Says on standard error what went wrong, what may go wrong, and what is worth knowing; always in the same
/// calm form:
///
///     countersign-client: The license is bound to another machine.
///       what to do: Make a new request here.
///       code: license.other-machine
///
/// With JSON, each is one object on one line: `{"error":{"code":…,"message":…,"remedy":…}}`, or with
/// `"warning"` or `"note"` in place of `"error"`, and mostly without a code.
///
/// An error of standard error itself is not told: there is nowhere left to tell it.
package struct Diagnostics: Sendable {
    private let programName: String
    private let sink: any TextSink
    private let style: TextStyle
    private let format: OutputFormat
    private let next: NextCommands

    /// - Parameters:
    ///   - programName: what every message begins with.
    ///   - sink: where they go.
    ///   - style: how text is drawn there.
    ///   - format: as sentences, or as JSON.
    ///   - next: writes the commands that are shown.
    package init(
        programName: String, sink: any TextSink, style: TextStyle, format: OutputFormat,
        next: NextCommands = NextCommands()
    ) {
        self.next = next
        self.programName = programName
        self.sink = sink
        self.style = style
        self.format = format
    }

    /// Says why something was refused.
    ///
    /// - Parameter help: the address at which the vendor explains it, by its code; nil for none.
    package func refuse(_ refusal: Refusal, help: String? = nil) {
        show(
            "error", nil,
            Message(
                code: refusal.code.rawValue, message: refusal.sentence, remedy: refusal.advice(next),
                help: help, until: refusal.facts.until?.description))
    }

    /// Says what may go wrong later, and what to do about it.
    package func warn(_ sentence: String, remedy: String? = nil, code: String? = nil) {
        show(
            "warning", .caution,
            Message(code: code, message: sentence, remedy: remedy))
    }

    /// Says what is worth knowing.
    package func note(_ sentence: String, code: String? = nil) {
        show("note", .plain, Message(code: code, message: sentence, remedy: nil))
    }

    private struct Message: Encodable {
        let code: String?
        let message: String
        let remedy: String?
        var help: String?
        /// When it can be tried again; only in JSON, because the sentence says it too.
        var until: String?
    }

    private func show(_ kind: String, _ emphasis: Emphasis?, _ message: Message) {
        switch format {
        case .text: try? sink.write(text(kind, emphasis, message))
        case .json: try? sink.write(JSONText.encode([kind: message], layout: .line))
        }
    }

    /// - Parameter emphasis: of the word that says the kind; errors, the usual case, have no such word.
    private func text(_ kind: String, _ emphasis: Emphasis?, _ message: Message) -> String {
        let lead = "\(programName): " + (emphasis == nil ? "" : "\(kind): ")
        let sentence = TextWrap.lines(
            of: lead + SafeText.line(message.message), width: style.width, hanging: 2)
        var result = sentence.map { $0 + "\n" }.joined()
        if result.hasPrefix(lead) {
            result = style.draw(String(lead.dropLast()), emphasis ?? .bad) + result.dropFirst(lead.count - 1)
        }
        if let remedy = message.remedy {
            result += detail("what to do: ", SafeText.line(remedy))
        }
        if let code = message.code {
            result += detail("code: ", code)
        }
        if let help = message.help {
            result += detail("help: ", SafeText.line(help))
        }
        return result
    }

    private func detail(_ label: String, _ text: String) -> String {
        TextWrap.lines(of: text, width: style.width, after: "  " + label).map { $0 + "\n" }.joined()
    }
}

extension [Fact] {
    /// When it can be tried again.
    fileprivate var until: UnixTime? {
        for case .until(let moment) in self { return UnixTime(rawValue: moment) }
        return nil
    }
}
