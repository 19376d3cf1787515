import Glibc

/// What the system tells of this process.
enum Memory {
    /// The memory that it holds now (`VmRSS`).
    ///
    /// - Throws: ``PhoneBench/Failure/noFigure``.
    static func residentKibibytes() throws -> Int {
        guard let file = fopen("/proc/self/status", "re") else { throw PhoneBench.Failure.noFigure }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var size = 0
        defer { free(line) }
        while getline(&line, &size, file) >= 0 {
            guard let line, strncmp(line, "VmRSS:", 6) == 0 else { continue }
            return strtol(line + 6, nil, 10)
        }
        throw PhoneBench.Failure.noFigure
    }
}
