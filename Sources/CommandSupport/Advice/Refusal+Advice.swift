import Refusals

/// What to type after a refusal. This folder is the only place that decides it, from the refusal's code and facts, for
/// both programs: either names commands of the other.
extension Refusal {
    /// What to do next, with the commands and options to type where there are any.
    package var advice: String {
        if let advice = AdviceFacts(facts).advice(for: code) { return advice }
        // A remedy that was given with the refusal says more than the code's own.
        return remedy == code.remedy ? code.advice ?? remedy : remedy
    }
}

/// A refusal's facts, each by its name.
struct AdviceFacts {
    private let facts: [Fact]

    init(_ facts: [Fact]) { self.facts = facts }

    func holds(_ fact: Fact) -> Bool { facts.contains(fact) }

    var license: String? { find { if case .license(let id) = $0 { id } else { nil } } }
    var seats: Int? { find { if case .seats(let count) = $0 { count } else { nil } } }
    var seat: String? { find { if case .seat(let numbers) = $0 { numbers } else { nil } } }
    var chosenSeat: String? { find { if case .chosenSeat(let seat) = $0 { seat } else { nil } } }
    var call: Int64? { find { if case .call(let number) = $0 { number } else { nil } } }
    var product: String? { find { if case .product(let id) = $0 { id } else { nil } } }
    var file: String? { find { if case .file(let name) = $0 { name } else { nil } } }
    var openPath: String? { find { if case .openToOthers(let path) = $0 { path } else { nil } } }
    var folder: PrivateFolderKind? { find { if case .folder(let kind) = $0 { kind } else { nil } } }

    var owner: String? { find { if case .owner(let name) = $0 { name } else { nil } } }
    /// As options, each after a space.
    var settings: String {
        facts.map { if case .setting(let name, let value) = $0 { " --\(name) \(value)" } else { "" } }
            .joined()
    }
    var need: Need? { find { if case .needed(let need) = $0 { need } else { nil } } }

    private func find<Value>(_ value: (Fact) -> Value?) -> Value? {
        for fact in facts {
            if let found = value(fact) { return found }
        }
        return nil
    }

    /// What these facts say; nil where they say nothing for this code.
    func advice(for code: RefusalCode) -> String? {
        guard !facts.isEmpty else { return nil }
        return need?.advice ?? folderAdvice(for: code) ?? deskAdvice(for: code) ?? callAdvice(for: code)
    }
}
