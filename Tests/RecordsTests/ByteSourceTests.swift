import Glibc
import Records
import Testing

@Suite struct ByteSourceTests {
    private func drain(_ source: ByteSource, block: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: block)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
    }

    @Test(arguments: [1, 3, 4096])
    func readsAFileAndItsDigest(_ block: Int) throws {
        try withTemporaryFile("abc") { path in
            let source = try ByteSource(path: path)
            #expect(source.byteCount == 3)
            #expect(try drain(source, block: block) == Array("abc".utf8))
            #expect(source.bytesRead == 3)
            // FIPS 180-2, appendix B.1.
            #expect(source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        }
    }

    @Test func noticesAFileThatChangesWhileItIsRead() throws {
        try withTemporaryFile("abc") { path in
            let source = try ByteSource(path: path)
            #expect(try !source.hasChanged())
            let descriptor = open(path, O_WRONLY | O_APPEND)
            #expect(write(descriptor, "d", 1) == 1)
            close(descriptor)
            #expect(try source.hasChanged())
        }
    }

    @Test func refusesWhatIsNoRegularFile() throws {
        #expect(throws: RecordsError.notARegularFile(name: "/")) { try ByteSource(path: "/") }
        #expect(throws: RecordsError.notARegularFile(name: "/dev/null")) { try ByteSource(path: "/dev/null") }
        #expect(throws: RecordsError.cannotOpen(name: "/nowhere", code: ENOENT)) { try ByteSource(path: "/nowhere") }
        try withTemporaryFile("abc") { path in
            let link = path + ".link"
            #expect(symlink(path, link) == 0)
            defer { unlink(link) }
            let source = try ByteSource(path: link)
            #expect(source.byteCount == 3)
            #expect(throws: RecordsError.leadsElsewhere(name: link)) {
                try ByteSource(path: link, within: ["/usr", "/etc"])
            }
        }
    }

    @Test func aLinkMayNotLeadOutOfTheFoldersItIsKeptTo() throws {
        try withTemporaryFile("abc") { path in
            let folder = path + ".folder"
            #expect(mkdir(folder, 0o700) == 0)
            defer { rmdir(folder) }
            let link = "\(folder)/link"
            #expect(symlink(path, link) == 0)
            defer { unlink(link) }
            let anywhere = try ByteSource(path: link)
            #expect(anywhere.byteCount == 3)
            let below = try ByteSource(path: link, within: ["/nowhere", "/tmp"])
            #expect(below.byteCount == 3)
            #expect(throws: RecordsError.leadsElsewhere(name: link)) {
                try ByteSource(path: link, within: [folder + "x"])
            }
            unlink(link)
            #expect(symlink("nothing", link) == 0)
            #expect(throws: RecordsError.cannotOpen(name: link, code: ENOENT)) { try ByteSource(path: link) }
            unlink(link)
            #expect(mkfifo(link, 0o600) == 0)
            #expect(throws: RecordsError.notARegularFile(name: link)) { try ByteSource(path: link) }
        }
    }

    @Test func messagesCannotControlATerminal() {
        let error = RecordsError.cannotOpen(name: "a\u{1b}c\n", code: ENOENT)
        #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 })
    }
}

/// Calls `body` with the path of a file that holds `text` and is removed afterwards.
func withTemporaryFile(_ text: String, _ body: (String) throws -> Void) throws {
    try withTemporaryFile(bytes: Array(text.utf8), body)
}

/// Calls `body` with the path of a file that holds `bytes` and is removed afterwards.
func withTemporaryFile(bytes: [UInt8], _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/records-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    try body(path)
}
