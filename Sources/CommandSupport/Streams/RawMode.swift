import Glibc

/// A terminal that gives each key as it is pressed and shows nothing by itself, until ``end()``. Signals still come from
/// their keys.
struct RawMode {
    private let descriptor: Int32
    private let before: termios

    /// Nil where the terminal cannot be set so.
    init?(_ descriptor: Int32) {
        var before = termios()
        guard tcgetattr(descriptor, &before) == 0 else { return nil }
        (self.descriptor, self.before) = (descriptor, before)
        var during = before
        during.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
        during.c_lflag |= tcflag_t(ISIG)
        during.c_iflag |= tcflag_t(ICRNL)
        withUnsafeMutableBytes(of: &during.c_cc) { keys in
            keys[Int(VMIN)] = 1
            keys[Int(VTIME)] = 0
        }
        guard Self.set(during, descriptor) else { return nil }
    }

    /// Puts the terminal back as it was; what was typed and not read stays.
    func end() { _ = Self.set(before, descriptor) }

    private static func set(_ attributes: termios, _ descriptor: Int32) -> Bool {
        var attributes = attributes
        while tcsetattr(descriptor, TCSADRAIN, &attributes) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
