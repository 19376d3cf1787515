extension FixtureMachine {
    /// One of every kind.
    package static let all: [FixtureMachine] = [
        officePC, laptop, laptopInDock, server, raspberryPi, industrialPC, kvm, vmware, hyperV, cloud, lxc,
        docker, wsl, junkPC,
    ]
}
