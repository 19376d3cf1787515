import Refusals

/// What a probe found out about a machine: everything, whatever a policy then makes of it.
package struct MachineSurvey: Hashable, Sendable {
    /// The components, sorted; each value of a kind once.
    package let components: [Component]
    /// What is there and cannot be read by this user. Not the same as something that is not there.
    package let unreadable: [UnreadableSource]
    /// What the machine is: bare, virtual, a container.
    package let environment: Environment

    /// Sorts what was found, and keeps each value of a kind once.
    package init(
        components: [Component], unreadable: [UnreadableSource] = [], environment: Environment = Environment()
    ) {
        self.components = components.sorted().reduce(into: []) { distinct, component in
            if let last = distinct.last, last.kind == component.kind, last.value == component.value {
                distinct[distinct.count - 1] = last.seenAgain(as: component)
            } else {
                distinct.append(component)
            }
        }
        self.unreadable = unreadable
        self.environment = environment
    }
}

extension Component {
    /// One value from two sources: whoever may read one of them knows it, and where one is the system's disk, so is
    /// the other. Else root and an ordinary user would not agree on what the machine is.
    fileprivate func seenAgain(as other: Component) -> Component {
        let first = access == .root && other.access == .everyUser ? other : self
        return Component(
            kind: kind, value: value, source: first.source, revealed: first.revealed, access: first.access,
            isSystemDisk: isSystemDisk || other.isSystemDisk)
    }
}

/// Something that is there and that this user may not read, such as `/sys/class/dmi/id/product_uuid`.
package struct UnreadableSource: Hashable, Sendable {
    /// What it would have been.
    package let kind: ComponentKind
    /// Where it is; printable.
    package let source: String
    /// Who may read it by the system's rules.
    package let access: Component.Access

    /// A source that could not be read.
    package init(kind: ComponentKind, source: String, access: Component.Access) {
        self.kind = kind
        self.source = source
        self.access = access
    }
}

/// Something that finds a machine's components. One for each operating system; tests have their own.
package protocol ComponentProbe: Sendable {
    /// Looks at the machine. That nothing was found is no failure.
    ///
    /// Throws where the machine could not be looked at, at all.
    func survey() throws(Refusal) -> MachineSurvey
}
