import Fingerprint
import Machines
import Testing

@Suite("A machine that is played, or shut in:")
struct PlayedMachineTests {
    @Test("a guest of KVM is what its host gave it; its disk has no number, and a new one is no change")
    func kvm() throws {
        let survey = try FixtureMachine.kvm.survey()
        #expect(survey.environment.hypervisor == .kvm)
        #expect(survey.environment.container == nil)
        #expect(survey.environment.evidence == ["/sys/class/dmi/id/sys_vendor says \"QEMU\""])
        #expect(
            survey.found == [
                "machine-id a5d3f6c70b1e42d89c4fe2b76a901d33",
                "product-uuid 5b1f0e6a-93d4-4c0f-8f57-2c7e61d3a904 (root)", "network-card 52:54:00:3b:7c:12",
                "processor 6 GenuineIntel 85 7 Intel Xeon Processor (Cascadelake)",
                "hypervisor-generation e207913c-5d44-4a1f-b620-9e710dc8356b (root)",
            ])
    }

    @Test(
        "a guest of VMware is its UUID, which is its serial number too, and not the number all its disks have"
    )
    func vmware() throws {
        let survey = try FixtureMachine.vmware.survey()
        #expect(survey.environment.hypervisor == .vmware)
        #expect(survey.of(.disk) == [])
        #expect(survey.of(.boardSerial) + survey.of(.chassisSerial) == [])
        #expect(survey.of(.productUUID) == ["product-uuid 564d3c1e-7a52-90b8-4f6d-1e0c95a7d340 (root)"])
        #expect(survey.of(.networkCard) == ["network-card 00:0c:29:a7:d3:40"])
    }

    @Test("a VMware disk with a name of its own is known by that, as are VirtualBox's by nothing")
    func namedDisk() throws {
        var machine = FixtureMachine.vmware
        machine.disks[0].worldWideName = "eui.a8335f5994d10927000c2962c94cf69d"
        #expect(try machine.survey().of(.disk) == ["disk eui.a8335f5994d10927000c2962c94cf69d (system)"])
        machine.disks[0].serial = "VB1234-56789"
        machine.disks[0].worldWideName = "nvme.80ee-5642313233342d3536373839-4f52434c2d56424f58-00000001"
        #expect(try machine.survey().of(.disk) == [])
    }

    @Test("a guest of Hyper-V has an id that every user may read, and its image's name for a disk")
    func hyperV() throws {
        let survey = try FixtureMachine.hyperV.survey()
        #expect(survey.environment.hypervisor == .hyperV)
        #expect(
            survey.of(.productUUID) == [
                "product-uuid 8f3a5d71-c2e4-4b09-9d16-7ab0e35c2f84 (root)",
                "product-uuid d6a1b3c4-0e52-4f7a-9c38-51e2f4a7b640",
            ])
        #expect(survey.of(.disk) == ["disk naa.60022480d7c4a1e05b2f4390a1b2c3d4 (system)"])
        #expect(survey.of(.networkCard) == ["network-card 00:15:5d:38:01:42"])
    }

    @Test("a cloud instance has its id, its volume and the card with the cloud's address")
    func cloud() throws {
        let survey = try FixtureMachine.cloud.survey()
        #expect(survey.environment.hypervisor == .amazon)
        #expect(
            survey.of(.productUUID) == [
                "product-uuid ec2d41a0-6b3f-87c5-9e12-40d7a5b8c316 (root)",
                "product-uuid i-0a4c7d12e9b35f608",
            ])
        #expect(survey.of(.disk) == ["disk vol0c41d7e25b9a83f60 (system)"])
        #expect(survey.of(.networkCard) == ["network-card 06:5f:1c:a3:44:1b"])
    }

    @Test("a container of LXC has an id of its own, and sees its host's disks and not what only root may")
    func lxc() throws {
        let survey = try FixtureMachine.lxc.survey()
        #expect(survey.environment.container == .lxc)
        #expect(survey.environment.hypervisor == nil)
        #expect(
            survey.found == [
                "machine-id 7c1ee0a94b3d4f52b6d8c20f95e7a13d", "disk S4XBNF0M812345R (system)",
                "disk WD-WCC6Y5KJ1425",
                "processor 6 GenuineIntel 165 5 Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", "tpm tpm 2",
            ])
        #expect(
            survey.unreadable.map(\.kind) == [.productUUID, .boardSerial, .productSerial, .chassisSerial])
    }

    @Test("a container of LXC without a mark is known by its files in /proc")
    func unmarkedLXC() throws {
        var machine = FixtureMachine.lxc
        machine.others = MachineTree()
        let environment = try machine.survey().environment
        #expect(environment.container == .lxc)
        #expect(environment.evidence == ["/proc/self/mountinfo has files of lxcfs in /proc"])
    }

    @Test("a container of Docker has no id, which is its image's, and its card is none")
    func docker() throws {
        let survey = try FixtureMachine.docker.survey()
        #expect(survey.environment.container == .docker)
        #expect(survey.of(.machineID) + survey.of(.networkCard) == [])
        #expect(survey.of(.disk) == ["disk S4XBNF0M812345R", "disk WD-WCC6Y5KJ1425"])
        #expect(survey.of(.productSerial) == ["product-serial CVR7JD3 (root)"])
        var machine = FixtureMachine.docker
        machine.others = MachineTree()
        #expect(
            try machine.survey().environment.evidence == [
                "/proc/self/mountinfo has the root from /docker/overlay2/"
            ])
    }

    @Test("the Subsystem for Linux is its id and the image it is on, and not its card of today")
    func wsl() throws {
        let survey = try FixtureMachine.wsl.survey()
        #expect(survey.environment.container == .wsl)
        #expect(survey.environment.hypervisor == .hyperV)
        #expect(
            survey.found == [
                "machine-id c90a4fd72e6b48d3a1f5b7e80c2d9364",
                "disk naa.600224802c7d9e1f30514680a1b2c3d4 (system)",
                "processor 6 GenuineIntel 154 3 12th Gen Intel(R) Core(TM) i7-12700H",
            ])
    }
}
