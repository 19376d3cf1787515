import Activation
import ArgumentParser
import CommandSupport
import Refusals

/// A command that makes a document of any size, for the tests of how documents travel as codes.
struct CarryDemo: CountersignCommand {
    static let configuration = CommandConfiguration(commandName: "carry")

    @Option var size = 270
    @Option var title = "Request for ShipCAD"
    @Option var portal: String?
    @Flag var product = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var carriers: CarrierOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        try output.requireUsable(inputs: [], carriers: carriers, in: context)
        let document = CarriedDocument(
            kind: product ? .product : .request, bytes: Self.bytes(size), title: title,
            contact: Contact(portal: portal))
        try output.write(
            Array("the document\n".utf8), carried: document, by: carriers, saying: Saying(), in: context)
    }

    /// Bytes that are not all alike.
    static func bytes(_ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ $0 / 7) }
    }

    private struct Saying: Report {
        let said = "done"
        func render(into text: inout TextReport) { text.paragraph("This is said about it.") }
    }
}
