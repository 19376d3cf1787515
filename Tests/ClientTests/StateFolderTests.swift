import Activation
import CommandTesting
import Glibc
import Simulation
import Testing

@Suite("What the client does to folders")
struct StateFolderTests {
    let site: PlayedSite

    init() throws { site = try PlayedSite() }

    private func mode(_ name: String) throws -> mode_t {
        var found = stat()
        try #require(stat(site.temporary(name), &found) == 0)
        return found.st_mode & 0o7777
    }

    @Test(arguments: ["product", "license", "device.key", ".lock"])
    func `A folder that is only looked at is left as it is, whatever is in it`(name: String) throws {
        let product = SimulatedVendor.product.text
        for path in ["foreign", "foreign/\(product)"] {
            try #require(mkdir(site.temporary(path), 0o755) == 0 && chmod(site.temporary(path), 0o755) == 0)
            try site.temporary.write([1], to: "\(path)/\(name == "product" ? ".lock" : name)")
        }
        try site.temporary.write([1], to: "foreign/\(name)")
        for command in ["verify", "status"] {
            let said = site.client(command, "--state", site.temporary("foreign"))
            #expect(said.status != 0)
        }
        #expect(try mode("foreign") == 0o755 && mode("foreign/\(product)") == 0o755)
        #expect(
            try site.temporary.names(in: "foreign").sorted()
                == Set([name, product, ".lock"])
                .filter { $0 != ".lock" || name == "product" || name == ".lock" }.sorted())
    }

    @Test func `One that others may look into is licensed all the same, and closed by what changes it`()
        throws
    {
        try site.license()
        try #require(chmod(site.temporary("state"), 0o755) == 0)
        #expect(site.client("verify").status == 0)
        #expect(site.client("status").status == 0)
        #expect(try mode("state") == 0o755)
        let renewal = site.client("request", "--renew", "--out", site.temporary("r"))
        #expect(renewal.status == 0, "\(renewal.standardError)")
        #expect(try mode("state") == 0o700)
    }

    @Test func `A second new device key says that the first one's answer cannot be installed any more`()
        throws
    {
        try site.license()
        func ask(_ name: String, _ more: String..., day: Int64) throws -> String {
            let arguments = ["--product", "app.product", "--key-file", "key", "--out", name].map {
                $0.hasPrefix("--") ? $0 : site.temporary($0)
            }
            let said = site.run(["request"] + arguments + more, day: day)
            try #require(said.status == 0, "\(said.standardError)")
            return words(said.standardError)
        }
        let warning = "the answer to the earlier one can no longer be installed"
        #expect(try !ask("b", "--new-device", day: 1).contains(warning))
        let second = try ask("c", "--new-device", "--new", day: 2)
        #expect(second.contains(warning) && second.contains("2026-11-24"), "\(second)")
        // One without a new device key leaves the one that waits.
        #expect(try !ask("d", day: 3).contains(warning))
        let request = try Unverified<Request>(written: try site.temporary.read("b")).verified()
        let license = try site.vendor.license(for: request)
        try site.temporary.write(license.encoded, to: "b.license")
        #expect(site.client("install", site.temporary("b.license"), day: 4).status != 0)
        let kept = try Unverified<Request>(written: try site.temporary.read("c")).verified()
        try site.temporary.write(site.vendor.license(for: kept).encoded, to: "c.license")
        #expect(site.client("install", site.temporary("c.license"), day: 4).status == 0)
    }
}
