import Testing

@testable import PhoneCode

/// A number that is larger than any code is told from its first group.
@Suite("A first group with which no code begins")
struct BeginningTests {
    static let cases: [(CodeDirection, UInt32)] = [(.request, 46_768), (.response, 8_786)]

    private static func tooHigh(_ direction: CodeDirection, by excess: UInt32 = 1) -> DigitGroup {
        DigitGroup(data: direction.highestFirstPlace + excess, number: 1, of: direction)
    }

    private static let fault = EntryEvent.wrong(EntryFault(number: 1, finding: .noBeginning))

    @Test("carries more than two to the power of the bits", arguments: cases)
    func bound(direction: CodeDirection, highest: UInt32) {
        #expect(direction.highestFirstPlace == highest)
        let ones = BitField(bits: [UInt8](repeating: 1, count: direction.bitCount))
        let code = SpokenCode(direction: direction, field: ones)
        var entry = CodeEntry(direction: direction, form: .digits)
        for group in code.groups(.digits) { _ = entry.type(group) }
        #expect(entry.code == code, "the highest code can be typed")
    }

    @Test("is refused when it is typed, with its number and without it", arguments: CodeDirection.allCases)
    func typed(direction: CodeDirection) {
        let group = Self.tooHigh(direction).description
        var entry = CodeEntry(direction: direction, form: .digits)
        #expect(entry.type(group) == [Self.fault])
        #expect(entry.type("1 \(group)") == [Self.fault])
        #expect(entry.replace(group: 1, with: group) == [Self.fault])
        #expect(entry.texts.isEmpty)
        #expect(CodeEntry(direction: direction, form: .digits, restoring: [1: group]).texts.isEmpty)
        #expect(Self.fault.sentence(.digits) == "Group 1 is wrong: no code starts like this.")
        #expect(Self.fault.code == "no-beginning")
    }

    @Test("is named among all groups, and its right one is taken", arguments: CodeDirection.allCases)
    func among(direction: CodeDirection) throws {
        let groups = EntryTests.code(direction).groups(.digits)
        let wrong = [Self.tooHigh(direction, by: 77).description] + groups.dropFirst()
        let (faults, whole) = EntryTests.faults(wrong, direction, .digits)
        #expect(faults == [EntryFault(number: 1, finding: .noBeginning)])
        var entry = whole
        #expect(entry.missing == [1])
        #expect(entry.type(groups[0]) == [.accepted(group: 1)])
        let code = try entry.requireCode()
        #expect(code == EntryTests.code(direction))
    }
}
