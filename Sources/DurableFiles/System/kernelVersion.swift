import Glibc

/// The kernel's version, such as (6, 1); (0, 0) where it is not told.
func kernelVersion() -> (major: Int, minor: Int) {
    var names = utsname()
    guard uname(&names) == 0 else { return (0, 0) }
    let release = withUnsafeBytes(of: &names.release) { Array($0.prefix { $0 != 0 }) }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let parts = release.split { !digits.contains($0) }.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    return parts.count >= 2 ? (parts[0], parts[1]) : (0, 0)
}
