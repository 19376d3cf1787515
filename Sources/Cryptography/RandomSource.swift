/// Where unpredictable bytes come from. Passed in, so that a test can give known ones.
package protocol RandomSource: Sendable {
    /// - Parameter count: how many bytes.
    func bytes(count: Int) -> [UInt8]
}
