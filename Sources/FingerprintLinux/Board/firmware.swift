import Fingerprint

/// The identity of the machine in its firmware, which only root may read, and what stands in for it where a
/// hypervisor tells every user.
func firmware(_ tables: FirmwareTables, in tree: inout RootedTree) -> [Component] {
    var found = identityOfCloud(tables) + identityOfXen(in: &tree) + identityOfHyperV(in: &tree)
    let attributes: [(String, ComponentKind)] = [
        ("product_uuid", .productUUID), ("board_serial", .boardSerial),
        ("product_serial", .productSerial), ("chassis_serial", .chassisSerial),
    ]
    for (name, kind) in attributes {
        let path = "\(FirmwareTables.folder)/\(name)"
        guard let bytes = tree.bytes(path, of: kind, access: .root) else { continue }
        let text = kind == .productUUID ? UUIDText(bytes)?.text : SerialNumber(bytes)?.text
        guard let text else { continue }
        found.append(
            Component(kind: kind, value: Array(text.utf8), source: path, revealed: text, access: .root))
    }
    return found
}

/// The instance id that Amazon's machines of the Nitro kind, virtual and bare, have for an asset tag.
private func identityOfCloud(_ tables: FirmwareTables) -> [Component] {
    guard tables["sys_vendor"] == "Amazon EC2", let tag = tables["board_asset_tag"], tag.hasPrefix("i-"),
        (10...19).contains(tag.utf8.count), tag.utf8.dropFirst(2).allSatisfy(isHexadecimalDigit)
    else { return [] }
    return [productUUID(tag.lowercased(), from: "\(FirmwareTables.folder)/board_asset_tag")]
}

/// The id of a Xen guest; that of the host's own domain is all zeros.
private func identityOfXen(in tree: inout RootedTree) -> [Component] {
    let path = "/sys/hypervisor/uuid"
    guard let bytes = tree.bytes(path, of: .productUUID), let uuid = UUIDText(bytes) else { return [] }
    return [productUUID(uuid.text, from: path)]
}

/// The id that Hyper-V tells its guests, where their daemon for it runs: records of 512 bytes for a key and
/// 2,048 for its value, each filled up with zeros.
private func identityOfHyperV(in tree: inout RootedTree) -> [Component] {
    let path = "/var/lib/hyperv/.kvp_pool_3"
    guard let pool = tree.bytes(path, limit: 262_144, of: .productUUID) else { return [] }
    let (keySize, size) = (512, 2_560)
    for start in stride(from: 0, through: pool.count - size, by: size) {
        let key = pool[start..<start + keySize].prefix { $0 != 0 }
        guard key.elementsEqual("VirtualMachineId".utf8) else { continue }
        let value = pool[start + keySize..<start + size].prefix { $0 != 0 }
        return UUIDText(value).map { [productUUID($0.text, from: path)] } ?? []
    }
    return []
}

private func productUUID(_ text: String, from source: String) -> Component {
    Component(kind: .productUUID, value: Array(text.utf8), source: source, revealed: text)
}

/// The serial number of a board that has a device tree in place of SMBIOS; ends with a zero.
func deviceTreeSerial(in tree: inout RootedTree) -> [Component] {
    for path in ["/proc/device-tree/serial-number", "/sys/firmware/devicetree/base/serial-number"] {
        guard let bytes = tree.bytes(path, of: .deviceTreeSerial), let serial = SerialNumber(bytes)
        else { continue }
        return [
            Component(
                kind: .deviceTreeSerial, value: Array(serial.text.utf8), source: path, revealed: serial.text)
        ]
    }
    return []
}

/// The id that QEMU changes when it copies a machine or sets it back: the GUID at offset 40 of what it hands
/// to the firmware ("Virtual Machine Generation ID", Microsoft; docs/specs/vmgenid of QEMU).
func hypervisorGeneration(in tree: inout RootedTree) -> [Component] {
    let path = "/sys/firmware/qemu_fw_cfg/by_name/etc/vmgenid_guid/raw"
    guard let bytes = tree.bytes(path, of: .hypervisorGeneration, access: .root), bytes.count >= 56,
        let uuid = UUIDText(guid: bytes[40..<56])
    else { return [] }
    return [
        Component(
            kind: .hypervisorGeneration, value: Array(uuid.text.utf8), source: path, revealed: uuid.text,
            access: .root)
    ]
}

/// That there is a trusted platform module, and of which version: "tpm 2", or "tpm" if nothing says.
func trustedPlatformModule(in tree: inout RootedTree) -> [Component] {
    let path = "/sys/class/tpm/tpm0"
    guard let module = tree.seeking(.tpm, { $0.existing(path) }) else { return [] }
    var (text, source) = ("tpm", path)
    if let version = tree.text("tpm_version_major", from: module), version == "1" || version == "2" {
        (text, source) = ("tpm \(version)", "\(path)/tpm_version_major")
    } else if let words = tree.text("device/description", from: module), words.contains("2.0") {
        // Before Linux 5.6.
        (text, source) = ("tpm 2", "\(path)/device/description")
    }
    return [Component(kind: .tpm, value: Array(text.utf8), source: source, revealed: text)]
}
