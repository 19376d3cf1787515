import Activation
import CommandSupport
import Cryptography
import Issuing
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import countersign_responder

/// Why a code is not accepted is said before anybody reads ten groups again.
extension PhoneDialogueTests {
    /// The groups of a request that is made with another file, or another key.
    private func groups(_ other: Verified<ProductFile>?, key other2: ActivationKey? = nil) throws -> [Agent
        .Act]
    {
        let key = other2 ?? key
        let request = try SimulatedMachine().request(with: other ?? file, key: key)
        return try RequestCode(of: request, key: key.proofKey()).spoken.groups(.digits).map { .line($0) }
    }

    private func openCalls() throws -> [Int64] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callsThatGoOn(now: vendor.clock.now).map(\.number)
        }
    }

    @Test func `A request for another product is named at once, and the call is over`() throws {
        let id = try #require(ProductID("nordwerft.pipes"))
        try vendor.vault.add(
            Vault.NewProduct(
                id: id, name: "Pipe Router", vendor: "Nordwerft", features: [], contact: Contact()),
            in: vendor.surroundings)
        let typed = try groups(vendor.productFile(id))
        let refusal = #expect(throws: Refusal.self) { try answer(typed + ["", "", ""]) }
        #expect(refusal?.sentence.contains("is for Pipe Router (nordwerft.pipes)") == true)
        #expect(
            refusal?.advice(NextCommands()).contains(
                "with the product file of \(Vendor.product), and to stay on the line: 'countersign-client")
                == true)
        #expect(!said.contains("again, Enter if it is") && said.contains("the call is over"))
        #expect(try openCalls() == [])
    }

    @Test
    func `Of an unknown key the cause comes first, and groups are asked for only if the agent wants it`()
        throws
    {
        let stranger = try ActivationKey.generate(from: SystemRandom())
        let typed = try groups(nil, key: stranger)
        #expect(try answer(typed + ["", "end"]) == .no)
        #expect(said.contains("Ask which license the customer's papers name."))
        #expect(said.contains("Ask for the groups again? again, end or pause>"))
        #expect(!said.contains("again, Enter if it is"))
        #expect(try openCalls() == [])
        #expect(try answer(["pause"], call: 1) == .success)
        #expect(try openCalls() == [1])
        let refusal = #expect(throws: Refusal.self) {
            try answer(["again"] + [Agent.Act](repeating: "", count: 10), call: 1)
        }
        #expect(refusal?.code == .activationKeyUnknown && said.contains("group 10 again, Enter if it is"))
        #expect(try openCalls() == [])
    }
}
