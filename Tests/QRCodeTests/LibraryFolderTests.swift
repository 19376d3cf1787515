import CLoader
import Glibc
import Testing

/// A folder of root's can be made by root alone; where the tests run as somebody else, every folder of theirs must be
/// refused.
@Suite("Folders of libraries")
struct LibraryFolderTests {
    @Test func `What others could change is not opened`() throws {
        try inFolder { folder in
            let isRoot = geteuid() == 0
            #expect(isFound(in: folder) == isRoot)
            for mode: mode_t in [0o775, 0o757] {
                try #require(chmod(folder, mode) == 0)
                #expect(!isFound(in: folder))
            }
            try #require(chmod(folder, 0o755) == 0)
            for mode: mode_t in [0o664, 0o646] {
                try #require(chmod("\(folder)/libplanted.so", mode) == 0)
                #expect(!isFound(in: folder))
            }
            try #require(chmod("\(folder)/libplanted.so", 0o644) == 0)
            #expect(isFound(in: folder) == isRoot)
            guard isRoot else { return }
            try #require(chown(folder, 65_534, 65_534) == 0)
            #expect(!isFound(in: folder))
        }
    }

    @Test func `A link leads out of a good folder into a bad one for nothing`() throws {
        try inFolder { good in
            try inFolder { bad in
                try #require(chmod(bad, 0o777) == 0)
                try #require(unlink("\(good)/libplanted.so") == 0)
                try #require(symlink("\(bad)/libplanted.so", "\(good)/libplanted.so") == 0)
                #expect(!isFound(in: good))
            }
        }
    }

    @Test func `A folder is named from the root, and a library without one`() throws {
        try inFolder { folder in
            let name = folder.split(separator: "/").last.map(String.init) ?? ""
            #expect(!isFound(in: ""))
            #expect(!isFound(in: "."))
            #expect(!isFound("../\(name)/libplanted.so", in: folder))
            #expect(cloader_open("\(folder)/libplanted.so") == nil)
        }
    }

    private func isFound(_ name: String = "libplanted.so", in folder: String) -> Bool {
        var path = [CChar](repeating: 0, count: Int(CLOADER_LONGEST_PATH))
        return cloader_find(folder, name, &path)
    }

    private func inFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/countersign-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let file = "\(folder)/libplanted.so"
        defer {
            unlink(file)
            rmdir(folder)
        }
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o644)
        try #require(descriptor >= 0)
        close(descriptor)
        try #require(chmod(folder, 0o755) == 0 && chmod(file, 0o644) == 0)
        try body(folder)
    }
}
