import CMisdeeds
import Glibc
import Refusals

/// What a reader of pictures that somebody else has taken over would try; the result, if it lives to tell.
typealias Misdeed = @Sendable (_ isLate: @escaping @Sendable () -> Bool) throws(Refusal) -> [String]

/// By the name that is the "picture".
let misdeeds: [String: Misdeed] = [
    "nothing": { _ in [] },
    "two texts": { _ in ["COUNTERSIGN:R/1", "a b\u{e9}"] },
    "too large": { (_) throws(Refusal) in throw Refusal(.pictureTooLarge) },
    "search for too long": { (_) throws(Refusal) in throw Refusal(.pictureOutOfTime) },
    "look late": { isLate in
        while !isLate() {}
        return ["late"]
    },

    // Files.
    "open a file": { _ in told(open("/etc/passwd", O_RDONLY)) },
    "open the desk's folder": { _ in told(open(".", O_RDONLY | O_DIRECTORY)) },
    "write into the picture": { _ in told(write(STDIN_FILENO, "x", 1)) },
    "lengthen the picture": { _ in told(ftruncate(STDIN_FILENO, 1 << 20)) },
    "read from elsewhere": { _ in
        var byte: UInt8 = 0
        return told(read(STDERR_FILENO, &byte, 1))
    },
    "remove a file": { _ in told(unlink("/tmp/nothing")) },
    "ask for a new descriptor": { _ in told(dup(STDOUT_FILENO)) },

    // The network and other processes.
    "make a socket": { _ in told(socket(AF_INET, 1, 0)) },
    "make a local socket": { _ in told(socket(AF_UNIX, 1, 0)) },
    "start a process": { _ in told(misdeed_fork()) },
    "start a process in the newer way": { _ in told(misdeed_newer_fork()) },
    "start a program": { _ in
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), nil]
        return told(execv("/bin/sh", &words))
    },
    "end the desk": { _ in told(kill(getppid(), SIGKILL)) },
    "end everybody": { _ in told(kill(-1, SIGKILL)) },
    "end the desk's thread": { _ in told(misdeed_signal_thread_of(1)) },
    "have the kernel do it": { _ in told(misdeed_io_uring()) },
    "look into the desk": { _ in told(misdeed_attach_to(getppid())) },
    "become root": { _ in told(setuid(0)) },
    "leave the namespace": { _ in told(misdeed_new_user_namespace()) },
    "raise a limit": { _ in
        var limit = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
        return told(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit))
    },

    // Programs in memory.
    "run memory": { _ in
        let memory = mmap(nil, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return told(memory == MAP_FAILED ? -1 : 0)
    },
    "make memory run": { _ in
        let memory = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return told(mprotect(memory, 4096, PROT_READ | PROT_EXEC))
    },

    // Too much.
    "take memory": { _ in [String(mebibytesTaken())] },
    "take threads": { _ in [String(threadsTaken(upTo: 2_000))] },
    "insist on memory": { _ in [String([UInt8](repeating: 1, count: 8 << 30).count)] },
    "take addresses": { _ in
        told(mmap(nil, 8 << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0)
    },
    "compute for ever": { _ in
        var number: UInt64 = 1
        while number != 0 { number = number &* 6_364_136_223_846_793_005 | 1 }
        return []
    },
    "sleep for ever": { _ in
        while true { sleep(1_000) }
    },
    "stop": { _ in
        raise(SIGSTOP)
        return []
    },
    "crash": { _ in
        let nowhere = UnsafeMutablePointer<UInt8>(bitPattern: 16)
        nowhere?.pointee = 1
        return []
    },
    "abort": { _ in abort() },

    // A lying answer.
    "say nothing": { _ in _exit(0) },
    "say nonsense": { _ in
        _ = write(STDOUT_FILENO, "\u{1}\u{7}nonsense", 10)
        _exit(0)
    },
    "say half of it": { _ in
        _ = write(STDOUT_FILENO, "\u{1}\u{2}\u{0}\u{1}A", 5)
        _exit(0)
    },
    "never stop talking": { _ in
        let words = [UInt8](repeating: 1, count: 65_536)
        while write(STDOUT_FILENO, words, words.count) > 0 {}
        _exit(0)
    },
    "say it and stay": { _ in
        _ = write(STDOUT_FILENO, "\u{1}\u{1}\u{0}\u{1}A\u{0}\u{0}", 7)
        while true { sleep(1_000) }
    },

    // What it is told and what it has: facts, not misdeeds.
    "descriptors": { _ in openAtFirst.map(String.init) },
    "environment": { _ in environmentVariables() },
    "use a thread": { _ in [String(squareOnAnotherThread(of: 12))] },
]

/// What a call's result says.
private func told(_ result: some SignedInteger) -> [String] {
    result < 0 ? ["refused: \(errno)"] : ["done"]
}

/// Pages are touched, so that memory is really had.
private func mebibytesTaken() -> Int {
    var count = 0
    while count < 16_384, let piece = malloc(1 << 20) {
        memset(piece, 1, 1 << 20)
        count += 1
    }
    return count
}

/// Threads that never end, on the smallest stacks that there are.
private func threadsTaken(upTo most: Int) -> Int {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 16_384)
    for count in 0..<most {
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { _ in
                while true { sleep(1_000) }
            }, nil)
        guard result == 0 else { return count }
    }
    return most
}

private func environmentVariables() -> [String] {
    var found: [String] = []
    var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
    while let pointer = entry.pointee {
        found.append(String(cString: pointer))
        entry += 1
    }
    return found
}

private func squareOnAnotherThread(of number: Int) -> Int {
    let box = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    box.pointee = number
    var thread = pthread_t()
    let result = pthread_create(
        &thread, nil,
        { box in
            let number = box?.assumingMemoryBound(to: Int.self)
            if let number { number.pointee *= number.pointee }
            return nil
        }, box)
    guard result == 0 else { return -Int(result) }
    pthread_join(thread, nil)
    return box.pointee
}
