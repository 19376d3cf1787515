/// What the firmware says of the machine to every user (SMBIOS types 0 to 3), each attribute read once.
struct FirmwareTables {
    /// Where the kernel shows them.
    static let folder = "/sys/class/dmi/id"

    /// Attributes by name, those that are there and are text; in the order they were read in.
    private(set) var attributes: [(name: String, text: String)] = []

    /// Reads what tells one hypervisor from another, in the order in which it is asked for that.
    init(in tree: inout RootedTree) {
        guard let folder = tree.existing(Self.folder) else { return }
        for name in ["product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version"] {
            read(name, from: folder, in: &tree)
        }
        // Tags that two clouds put to use.
        if self["sys_vendor"] == "Amazon EC2" { read("board_asset_tag", from: folder, in: &tree) }
        if self["sys_vendor"] == "Microsoft Corporation" {
            read("chassis_asset_tag", from: folder, in: &tree)
        }
    }

    /// An attribute's text, or nil.
    subscript(name: String) -> String? {
        attributes.first { $0.name == name }?.text
    }

    private mutating func read(_ name: String, from folder: String, in tree: inout RootedTree) {
        guard let text = tree.text(name, from: folder), !text.isEmpty else { return }
        attributes.append((name, text))
    }
}
