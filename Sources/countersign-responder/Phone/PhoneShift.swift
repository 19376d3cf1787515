import CommandSupport
import Cryptography
import Issuing
import Refusals

/// One call after the other at a terminal, with one passphrase. When nobody types for a while, the vault is locked: nothing
/// of its keys is left in memory.
struct PhoneShift {
    /// What is done next.
    private enum Next {
        case call(Int64?)
        case quit
    }

    /// With the terminal as it is.
    let context: CommandContext
    /// The terminal, which ends when nobody types.
    let input: IdleInput
    /// For how long.
    let minutes: Int
    /// Opens the vault with its passphrase: with one that was typed already, or as a command is told it.
    let unlock: (_ typed: SecretBytes?) throws(Refusal) -> Vault
    /// Asks for a line that is not shown while it is typed, which is nil at the end of the input; nil where the passphrase
    /// is in a file.
    let askHidden: ((_ prompt: String) throws(Refusal) -> [UInt8]?)?
    /// What answering a call needs; what was said for one call, such as its seat, is said for the first.
    let session: (_ vault: Vault, _ context: CommandContext, _ isFirst: Bool) throws(Refusal) -> PhoneSession

    private var watched: CommandContext { context.taking(input) }

    /// Answers calls until the agent says that it is enough.
    ///
    /// - Returns: what the last call ended with.
    /// - Throws: what the first call throws if it is not there; what the terminal throws.
    func run(_ resumed: Int64?) throws(Refusal) -> ExitStatus {
        var vault: Vault? = try unlock(nil)
        var memory = ShiftMemory()
        var next = Next.call(resumed)
        var (status, isFirst) = (ExitStatus.success, true)
        while case .call(let number) = next {
            if let open = vault {
                status = try take(number, from: open, memory, isFirst: isFirst)
                isFirst = false
            }
            next = try input.isIdle ? .quit : ask()
            guard input.isIdle else { continue }
            vault = nil
            let paused = memory.call
            memory = ShiftMemory()
            (vault, next) = try locked(paused)
        }
        return status
    }

    /// One call. Why nothing was granted is said, and ends no shift.
    private func take(
        _ number: Int64?, from vault: Vault, _ memory: ShiftMemory, isFirst: Bool
    ) throws(Refusal) -> ExitStatus {
        memory.call = nil
        defer { if !input.isIdle { memory.call = nil } }
        do throws(Refusal) {
            if memory.acceptedClock == nil {
                try vault.deskClock(in: context.surroundings)?.tell(context.diagnostics())
            }
            let session = try session(vault, watched, isFirst)
            return try PhoneDialogue(session: session, memory: memory).answer(number)
        } catch {
            if isFirst, number != nil, error.code == .phoneCallUnknown { throw error }
            context.diagnostics().refuse(error)
            return error.code.exitStatus
        }
    }

    /// Asks what is next.
    private func ask() throws(Refusal) -> Next {
        // Enter that was pressed once too often at the last group begins no call.
        input.discardTyped()
        try context.standardError.write("\n")
        while true {
            guard let line = try watched.answer(to: "Enter for the next call, or 'quit'") else {
                return .quit
            }
            switch line.lowercased() {
            case "", "next", "new": return .call(nil)
            case "quit", "q", "exit", "end", "e": return .quit
            case let text:
                if let number = Int64(text), number > 0 { return .call(number) }
                try context.say(
                    "Enter takes the next call, a number continues the call with that number, 'quit' ends the program."
                )
            }
        }
    }

    /// Waits until somebody is there and has the passphrase.
    private func locked(_ paused: Int64?) throws(Refusal) -> (Vault?, Next) {
        let span = minutes == 1 ? "a minute" : "\(minutes) minutes"
        try context.standardError.write("\n")
        try context.say("Nothing was typed for \(span), so the vault is locked.")
        if askHidden != nil {
            try context.say(
                paused.map {
                    "Its passphrase continues call \($0); 'next' takes another call, 'quit' ends the program."
                }
                    ?? "Its passphrase takes the next call; 'quit' ends the program.")
        }
        while true {
            context.standardInput.discardTyped()
            let (number, typed): (Int64?, SecretBytes?)
            switch try answer(whileLocked: paused) {
            case .quit: return (nil, .quit)
            case .again: continue
            case .next: (number, typed) = (nil, nil)
            case .paused: (number, typed) = (paused, nil)
            case .passphrase(let text): (number, typed) = (paused, text)
            }
            do throws(Refusal) {
                let vault = try unlock(typed)
                input.wake()
                return (vault, .call(number))
            } catch {
                guard error.code == .passphraseWrong, askHidden != nil else {
                    context.diagnostics().refuse(error)
                    continue
                }
                context.diagnostics().note("That passphrase is wrong. Try again.", code: error.code.rawValue)
            }
        }
    }

    /// What somebody who comes back says.
    private enum Return {
        /// Nothing that can be understood.
        case again
        /// To open the vault and go on with the call that was paused.
        case paused
        /// The same, with this passphrase.
        case passphrase(SecretBytes)
        /// To open the vault and begin another call.
        case next
        case quit
    }

    /// Who comes back to a locked vault types its passphrase, whatever is asked: so what they type is not shown.
    private func answer(whileLocked paused: Int64?) throws(Refusal) -> Return {
        guard let askHidden else {
            let line = try context.answer(
                to: paused.map {
                    "Enter to unlock it and continue call \($0), 'next' for another call, or 'quit'"
                } ?? "Enter to unlock it for the next call, or 'quit'")
            return line.map { Self.word($0) ?? .again } ?? .quit
        }
        guard var typed = try askHidden("Passphrase of the vault") else { return .quit }
        guard !typed.isEmpty else { return .again }
        // No passphrase is as short as these.
        if typed.count <= 4, let word = Self.word(String(decoding: typed, as: UTF8.self)) { return word }
        return .passphrase(try PassphraseSource.locked(taking: &typed))
    }

    private static func word(_ text: String) -> Return? {
        switch text.lowercased() {
        case "": .paused
        case "next", "new": .next
        case "quit", "q", "exit", "end", "e": .quit
        default: nil
        }
    }
}
