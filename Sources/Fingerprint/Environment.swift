/// What a machine is: bare hardware, a virtual machine, a container, or a container in a virtual machine.
package struct Environment: Hashable, Sendable {
    /// Who plays the machine; nil on bare hardware.
    package let hypervisor: Hypervisor?
    /// What shuts the program in; nil outside of containers.
    package let container: Container?
    /// From what this is known, one sentence each, such as `/sys/class/dmi/id/sys_vendor says "QEMU"`; printable.
    package let evidence: [String]

    /// Bare hardware, unless told.
    package init(hypervisor: Hypervisor? = nil, container: Container? = nil, evidence: [String] = []) {
        self.hypervisor = hypervisor
        self.container = container
        self.evidence = evidence
    }

    /// In words: "bare hardware", "a virtual machine (KVM)", "a container (Docker) on a virtual machine (KVM)".
    package var label: String {
        let machine = hypervisor.map { "a virtual machine (\($0.label))" }
        let shut = container.map { "a container (\($0.label))" }
        if let shut { return shut + " on " + (machine ?? "bare hardware") }
        return machine ?? "bare hardware"
    }
}
