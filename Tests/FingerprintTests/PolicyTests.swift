import Fingerprint
import Testing

@Suite("What a product allows")
struct PolicyTests {
    @Test(
        "of a container on a virtual machine is the stricter of the two",
        arguments: FingerprintPolicy.Permission.allCases)
    func stricter(virtualMachines: FingerprintPolicy.Permission) throws {
        func permission(
            _ containers: FingerprintPolicy.Permission, _ hypervisor: Hypervisor?, _ container: Container?
        ) throws -> FingerprintPolicy.Permission {
            let policy = FingerprintPolicy(virtualMachines: virtualMachines, containers: containers)
            return try #require(policy).permission(
                for: EnvironmentCode(Environment(hypervisor: hypervisor, container: container)))
        }
        for containers in FingerprintPolicy.Permission.allCases {
            let stricter = containers.rawValue > virtualMachines.rawValue ? containers : virtualMachines
            #expect(try permission(containers, .kvm, .docker) == stricter)
            #expect(try permission(containers, .kvm, nil) == virtualMachines)
            #expect(try permission(containers, nil, .docker) == containers)
            #expect(try permission(containers, nil, nil) == .allow)
        }
    }
}
