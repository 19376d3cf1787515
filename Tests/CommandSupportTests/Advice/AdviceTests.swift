import CommandSupport
import Refusals
import Testing

/// What is typed after a refusal, from its code and facts.
@Suite struct AdviceTests {
    private static let cases: [(refusal: Refusal, advice: String)] = [
        (Refusal(.fileExists), "Name another file with --out, or use --force."),
        (Refusal(.diskFull), RefusalCode.diskFull.remedy),
        // What was given with the refusal says more than the code's own advice.
        (Refusal(.fileExists, remedy: "Remove it first."), "Remove it first."),
        (
            Refusal(.licenseRevoked, facts: [.license("ABCDE")]),
            "See why with 'countersign-responder license show ABCDE'; if it was a mistake, add a new license."
        ),
        (
            Refusal(.activationKeyUsedUp, facts: [.license("ABCDE"), .seats(4)]),
            "Add a seat with 'countersign-responder license seats ABCDE 5'; existing machines keep theirs."
        ),
        (
            Refusal(.fingerprintEnvironmentRefused, facts: [.product("p.q"), .virtualMachine, .container]),
            "Ask the site to make it on bare hardware; or allow it for the whole product: 'countersign-responder "
                + "product set p.q --virtual-machines allow --containers allow'; the sites then need the next "
                + "product file."
        ),
        (
            Refusal(.fingerprintEnvironmentRefused, facts: [.product("p.q"), .container]),
            "Ask the site to make it outside the container; or allow it for the whole product: 'countersign-responder "
                + "product set p.q --containers allow'; the sites then need the next product file."
        ),
        (
            Refusal(.requestMachineUnclear, facts: [.seat("1"), .reasonNeeded, .mayBeNew]),
            "Ask the site what was changed. Answer the request again by itself, with --seat 1 and --override and the "
                + "reason if it is the same machine, or with --seat new if it is another machine."
        ),
        (
            Refusal(.phoneAnswerChanged, facts: [.call(7), .chosenSeat("1")]),
            "Look at it again, with the seat that is meant: 'countersign-responder phone --resume 7 --seat 1'."
        ),
        (
            Refusal(.phoneSeatUndecided, facts: [.seat("3 or 5"), .boundToUser]),
            "Ask the site whether it is the same user: answer the request again by itself, with --seat 3 or 5 if it is, "
                + "and with --seat new if not."
        ),
        (
            Refusal(.auditBroken, facts: [.product("p.q"), .setting(name: "rebindings", value: "3")]),
            "Find out who can write to the ledger. Then set it as it was: 'countersign-responder product set p.q "
                + "--rebindings 3'."
        ),
        (
            Refusal(
                .usageInvalid, remedy: "Choose no seat.",
                facts: [.license("0000-0001"), .chosenSeat("9"), .reasonNeeded]),
            "Leave out --seat: no seat was given by telephone to a machine with this one's mark. "
                + "'countersign-responder license show 0000-0001' lists the seats and their machines. If the machine has "
                + "changed too much to be recognised, give --override and the reason too."
        ),
        (
            Refusal(.usageInvalid, facts: [.license("0000-0001"), .chosenSeat("9")]),
            "'countersign-responder license show 0000-0001' lists the seats: give the number of one that is in use with "
                + "--seat, or 'new'; or leave out --seat."
        ),
        (
            Refusal(.phoneCallRefused, facts: [.call(7)]),
            "Look at it again: 'countersign-responder phone --resume 7'. Or begin a new call: 'countersign-responder "
                + "phone'."
        ),
    ]

    @Test(arguments: 0..<cases.count)
    func `follows from code and facts`(number: Int) {
        let (refusal, advice) = Self.cases[number]
        #expect(refusal.advice(NextCommands()) == advice)
    }

    @Test func `names the option of the folder that is at fault`() {
        let vault: [Fact] = [.folder(.vault), .owner("nobody")]
        #expect(
            Refusal(.vaultOtherOwner, facts: vault).advice(NextCommands())
                == "Run the command as nobody, or name another vault with --vault.")
        #expect(
            Refusal(.folderNotPermitted, facts: [.folder(.state)]).advice(NextCommands())
                == "Use a folder of your own with --state.")
        #expect(Refusal(.folderNotPermitted).advice(NextCommands()) == RefusalCode.folderNotPermitted.remedy)
        #expect(
            Refusal(.vaultOtherOwner, facts: [.folder(.vault), .openToOthers(path: "a/b")]).advice(
                NextCommands())
                == "Take the permission away: chmod go-rwx a/b")
        let state = Refusal(.stateOtherOwner, facts: [.folder(.state), .openToOthers(path: "s p")]).advice(
            NextCommands())
        #expect(
            state.hasSuffix(
                "also make a new request with --new-device. To take the permission away: chmod go-rwx 's p'"))
    }

    @Test(arguments: [
        (Need.license, "Install the license again: 'countersign-client install FILE'."),
        (.renewal, "Ask for a new license: 'countersign-client request --renew --out renewal.request'."),
    ])
    func `says what is needed`(need: Need, advice: String) {
        let refusal = Refusal(.stateDamaged, needing: need)
        #expect(refusal.advice(NextCommands()) == advice && refusal.remedy == need.remedy)
        #expect(!need.remedy.contains("countersign-"))
    }

    @Test func `names a repair where the license is bound to hardware, and the list where somebody calls`() {
        let facts: [Fact] = [.license("ABCDE"), .seats(1), .boundToHardware]
        #expect(
            Refusal(.activationKeyUsedUp, facts: facts).advice(NextCommands()).contains(
                "after a large repair"))
        let call = Refusal(.activationKeyUsedUp, facts: facts + [.byPhone]).advice(NextCommands())
        #expect(
            call.hasPrefix("If the caller's machine is one of those listed") && !call.contains("large repair")
        )
        let chosen = Refusal(.seatRebindingsUsedUp, facts: [.license("ABCDE"), .chosenSeat("1")])
        #expect(
            chosen.advice(NextCommands()).contains("answer again with --seat 1 --override and the reason"))
    }

    @Test(arguments: RefusalCode.allCases)
    func `facts that do not belong to a code change nothing`(code: RefusalCode) {
        #expect(
            Refusal(code, facts: [.mayBeNew]).advice(NextCommands()) == Refusal(code).advice(NextCommands()))
        #expect(Refusal(code).advice(NextCommands()).hasSuffix("."))
    }
}
