import Glibc

extension [UInt8] {
    /// Overwrites the bytes with zeros, which the optimiser may not leave out, and empties the array.
    ///
    /// Call it on the only copy: an array that is shared is copied first, and the other copy stays.
    package mutating func erase() {
        withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
        }
        removeAll(keepingCapacity: false)
    }
}

/// A growing buffer that leaves no copy of its bytes behind: not when it grows, not when they are taken.
struct Secret: ~Copyable {
    private var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
    private(set) var count = 0

    deinit {
        Self.discard(storage)
    }

    /// Lets `body` fill at most `limit` bytes at the end; it returns how many it did, or less than 0.
    mutating func append(upTo limit: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        if storage.count < count + limit { grow(to: max(count + limit, 2 * storage.count)) }
        let added = body(UnsafeMutableRawBufferPointer(rebasing: storage[count..<(count + limit)]))
        count += max(0, added)
        return added
    }

    /// The place of the first such byte, not looking before `start`.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        storage[start..<count].firstIndex(of: byte)
    }

    /// The byte at a place that there is.
    func byte(at place: Int) -> UInt8 { storage[0..<count][place] }

    /// A copy of the first bytes, at most `length`; only for what turns out to be no secret.
    func first(_ length: Int) -> [UInt8] {
        [UInt8](storage[0..<min(length, count)])
    }

    /// Takes the first `length` bytes out, and drops the `extra` that follow them.
    mutating func take(_ length: Int, dropping extra: Int = 0) -> [UInt8] {
        let taken = [UInt8](storage[0..<length])
        let rest = count - length - extra
        if let start = storage.baseAddress {
            memmove(start, start + length + extra, rest)
            explicit_bzero(start + rest, count - rest)
        }
        count = rest
        return taken
    }

    private mutating func grow(to capacity: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 1)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[0..<count]))
        Self.discard(storage)
        storage = larger
    }

    private static func discard(_ buffer: UnsafeMutableRawBufferPointer) {
        if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
        buffer.deallocate()
    }
}
