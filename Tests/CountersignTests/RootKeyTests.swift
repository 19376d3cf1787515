import COSE
import Countersign
import Cryptography
import Simulation
import Testing

@Suite("The root key that a script names")
struct RootKeyTests {
    @Test func `Is the file's own, in either case, with spaces or colons, and none else's`() throws {
        let file = try SimulatedVendor().productFile()
        let thumbprint = Hexadecimal.encode(COSEKey.thumbprint(of: file.body.rootKey).bytes)
        let pairs = stride(from: 0, to: 64, by: 2).map { String(thumbprint.dropFirst($0).prefix(2)) }
        for text in [
            thumbprint, thumbprint.uppercased(), pairs.joined(separator: ":"), pairs.joined(separator: " "),
        ] {
            #expect(RootKeyThumbprint.matches(text, file.unverified), "\(text)")
        }
        let other = try SimulatedVendor(2).productFile()
        #expect(!RootKeyThumbprint.matches(thumbprint, other.unverified))
        for text in [
            "", " ", ":", String(thumbprint.dropLast(2)), thumbprint + "00", "x" + thumbprint.dropFirst(),
        ] {
            #expect(!RootKeyThumbprint.matches(text, file.unverified), "\(text)")
        }
    }
}
