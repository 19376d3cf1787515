extension FixtureMachine {
    /// A container of LXC on a PC, whose root is nobody there: what only root may read is not for it.
    package static let lxc = onHost("lxc", "an LXC container").with {
        $0.machineID = "7c1ee0a94b3d4f52b6d8c20f95e7a13d"
        $0.isReadByOrdinaryUser = true
        $0.rootMount =
            "512 480 8:2 /var/lib/lxc/web/rootfs / rw,relatime shared:301 - ext4 /dev/sda2 rw"
        $0.moreMounts = ["cpuinfo", "meminfo", "uptime"].enumerated().map { index, name in
            "\(520 + index) 22 0:47 /proc/\(name) /proc/\(name) rw,nosuid - fuse.lxcfs lxcfs rw,user_id=0"
        }
        $0.others.text("run/systemd/container", "lxc")
        $0.others.bytes("proc/1/environ", Array("container=lxc\0container_ttys=\0".utf8), mode: 0o400)
    }

    /// A container of Docker on a PC, made from an image that has a machine id.
    package static let docker = onHost("docker", "a Docker container").with {
        $0.machineID = "18b4c7d90ef24a6c9d35e7016fa2bc84"
        $0.systemDisk = nil
        let layers = "/var/lib/docker/overlay2"
        $0.rootMount =
            "611 540 0:51 / / rw,relatime master:301 - overlay overlay "
            + "rw,lowerdir=\(layers)/l/QX7A:\(layers)/l/MB2C,upperdir=\(layers)/5c1d/diff,"
            + "workdir=\(layers)/5c1d/work"
        $0.moreMounts = [
            "640 611 8:2 \(layers.dropLast(8))containers/5c1d/hosts /etc/hosts rw,relatime - ext4 /dev/sda2 rw"
        ]
        $0.others.bytes(".dockerenv", [])
    }

    /// The Windows Subsystem for Linux: a guest of Hyper-V whose card has another address at every start. The
    /// system's image, its swap and the distribution's are disks.
    package static let wsl = FixtureMachine("wsl", "the Windows Subsystem for Linux").with {
        $0.character = .container(seesHost: false)
        $0.machineID = "c90a4fd72e6b48d3a1f5b7e80c2d9364"
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 154, stepping: 3, "12th Gen Intel(R) Core(TM) i7-12700H",
            isPlayed: true)
        $0.cards.append(.onHyperV("eth0", "3f0a7b1c-52d6-4e89-b0c4-91d8e7f62a35", "00:15:5d:8e:27:4c"))
        $0.disks = [("sda", "0a5b7c9d1e3f2468"), ("sdb", "1b6c8d0e2f403579"), ("sdc", "2c7d9e1f30514680")]
            .enumerated().map { index, disk in
                .onHyperV(
                    disk.0, "fd1d2cbd-ce7c-535c-966b-eb5f811c95f0", unit: index, "8:\(16 * index)", disk.1,
                    partitions: 0)
            }
        $0.systemDisk = 2
        $0.rootMount = "27 1 8:32 / / rw,relatime - ext4 /dev/sdc rw,discard,errors=remount-ro"
        let release = "5.15.153.1-microsoft-standard-WSL2"
        $0.others.text("proc/sys/kernel/osrelease", release)
        $0.others.text("proc/version", "Linux version \(release)")
    }

    /// A container that shares a PC's kernel: it sees the firmware and the disks, and a card that is a pair's
    /// other end.
    private static func onHost(_ name: String, _ label: String) -> FixtureMachine {
        FixtureMachine(name, label).with {
            $0.character = .container(seesHost: true)
            $0.firmware = officePC.firmware
            $0.processor = officePC.processor
            $0.disks = officePC.disks
            $0.platformModule = officePC.platformModule
            $0.cards.append(.software("eth0", "02:42:ac:11:00:02", assigned: "3"))
        }
    }
}
