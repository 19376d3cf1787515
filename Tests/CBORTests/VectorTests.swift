import CBOR
import Testing

@Suite struct VectorTests {
    static let rules = Result { try Vector.all(in: "rules.txt") }
    static let appendixA = Result { try Vector.all(in: "rfc8949-appendix-a.txt") }
    static let appendixF = Result { try Vector.all(in: "rfc8949-appendix-f.txt") }

    @Test("RFC 8949 appendix A: each example is accepted and goes back to its bytes, or is refused by name")
    func examples() throws {
        let vectors = try Self.appendixA.get()
        #expect(vectors.count == 81)
        for vector in vectors { check(vector) }
    }

    @Test("RFC 8949 appendix F: nothing that is not well-formed is accepted")
    func notWellFormed() throws {
        let vectors = try Self.appendixF.get()
        #expect(vectors.count == 94)
        for vector in vectors {
            check(vector)
            if case .accepted = vector.outcome { Issue.record("an outcome that cannot be: \(vector.line)") }
        }
    }

    @Test("Each input breaks the one rule it is there to break, at the place named")
    func oneRuleEach() throws {
        for vector in try Self.rules.get() { check(vector) }
    }

    @Test("Every rule has an input that breaks it, with the place named", arguments: CBORRule.allCases)
    func everyRuleHasAVector(rule: CBORRule) throws {
        let breaking = try Self.rules.get().filter { vector in
            if case .refused(rule, .some) = vector.outcome { true } else { false }
        }
        #expect(!breaking.isEmpty)
    }

    @Test("What is accepted is cut short anywhere: incomplete; made longer: trailing bytes")
    func cutAndLengthened() throws {
        let accepted = try (Self.appendixA.get() + Self.rules.get()).filter { vector in
            if case .accepted = vector.outcome { true } else { false }
        }
        for vector in accepted {
            let unlimited = CBORLimits(depth: 64)
            for count in vector.bytes.indices.dropFirst() {
                let error = #expect(throws: CBORError.self, "\(vector.line), cut to \(count)") {
                    _ = try CBORDecoder.decode(Array(vector.bytes.prefix(count)), limits: unlimited)
                }
                #expect(error?.rule == .complete && error?.offset == count, "\(vector.line), cut to \(count)")
            }
            let error = #expect(throws: CBORError.self, "\(vector.line)") {
                _ = try CBORDecoder.decode(vector.bytes + [0], limits: unlimited)
            }
            #expect(error?.rule == .noTrailingBytes && error?.offset == vector.bytes.count)
        }
    }

    private func check(_ vector: Vector) {
        switch (vector.outcome, decoded(vector)) {
        case (.accepted(let diagnostic), .success(let value)):
            // By their bytes: two texts that look alike are to be told apart.
            #expect(Array(CBORDiagnostic.oneLine(value).utf8) == Array(diagnostic.utf8), "\(vector.line)")
            #expect(CBOREncoder.encode(value) == vector.bytes, "\(vector.line)")
        case (.refused(let rule, let offset), .failure(let error)):
            #expect(error.rule == rule, "\(vector.line)")
            if let offset { #expect(error.offset == offset, "\(vector.line)") }
        case (.accepted, .failure(let error)):
            Issue.record("\(vector.line): \(error)")
        case (.refused, .success(let value)):
            Issue.record("\(vector.line): accepted as \(CBORDiagnostic.oneLine(value))")
        }
    }

    private func decoded(_ vector: Vector) -> Result<CBORValue, CBORError> {
        do throws(CBORError) {
            return .success(try CBORDecoder.decode(vector.bytes, limits: vector.limits))
        } catch {
            return .failure(error)
        }
    }
}
