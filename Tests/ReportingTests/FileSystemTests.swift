import Foundation
import Testing
import Warehouse

@testable import Reporting

/// Folders and links that take the place of others, and what errors of the system mean.
@Suite struct FileSystemTests {
    /// Where the file system exchanges two names, and where it does not.
    @Test(arguments: [true, false], ["nothing", "an empty folder", "a folder", "a link", "a link to nothing"])
    func takesThePlaceOfWhatStoodThere(canExchange: Bool, before: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let disk = FileSystem { call, _ in canExchange || call != "exchange" ? nil : EINVAL }
        try disk.make("\(folder)/target")
        try disk.write(Data("target".utf8), to: "\(folder)/target/name")
        switch before {
        case "an empty folder": try disk.make("\(folder)/place")
        case "a folder":
            try disk.make("\(folder)/place")
            try disk.write(Data("old".utf8), to: "\(folder)/place/name")
        case "a link": try disk.link("\(folder)/place", to: "target")
        case "a link to nothing": try disk.link("\(folder)/place", to: "nowhere")
        default: break
        }
        try disk.make("\(folder)/scratch/draft")
        try disk.write(Data("new".utf8), to: "\(folder)/scratch/draft/name")
        try disk.put("\(folder)/scratch/draft", at: "\(folder)/place", movingTo: "\(folder)/scratch/old")
        try disk.remove("\(folder)/scratch")
        #expect(try disk.kind(of: "\(folder)/place") == .folder)
        #expect(try disk.contents(of: "\(folder)/place/name") == Data("new".utf8))
        #expect(try disk.names(folder) == ["place", "target"])
        #expect(
            try disk.contents(of: "\(folder)/target/name") == Data("target".utf8), "a link is replaced, not followed")
    }

    @Test(arguments: [
        ("o", ""), (".", ""), ("/o", "/"), ("/", "/"), ("o/p", "o"), ("/o/p", "/o"), ("one//two/", "one"), ("", ""),
    ])
    func knowsTheFolderThatAPathLiesIn(path: String, folder: String) {
        #expect(FileSystem.parent(of: path) == folder)
    }

    @Test func renamesToANewNameOnly() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for disk in [
            FileSystem(), FileSystem { call, path in call == "rename" && path.hasSuffix("new") ? EINVAL : nil },
        ] {
            try disk.make("\(folder)/draft")
            try disk.make("\(folder)/empty")
            #expect(try !disk.renameToNew("\(folder)/draft", "\(folder)/empty"))
        }
        #expect(try FileSystem().renameToNew("\(folder)/draft", "\(folder)/new"))
        #expect(try FileSystem().names(folder) == ["empty", "new"])
    }

    @Test(arguments: [
        (ENOSPC, Failure.Kind.inputOutput), (EDQUOT, .inputOutput), (EIO, .inputOutput), (EACCES, .permission),
        (EPERM, .permission), (EROFS, .permission), (ENOTDIR, .cannotCreate), (ENAMETOOLONG, .cannotCreate),
    ])
    func anErrorOfTheSystemDecidesTheExitCodeAndNamesItsCause(number: Int32, kind: Failure.Kind) throws {
        let disk = FileSystem { _, _ in number }
        let failure = #expect(throws: Failure.self) { try disk.write(Data("x".utf8), to: "/nowhere/file") }
        #expect(failure?.kind == kind)
        #expect(failure?.message.contains(String(cString: strerror(number))) == true)
        #expect(failure?.message.contains("/nowhere/file") == true)
    }

    @Test func aPathHasOneName() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileSystem().make("\(folder)/real")
        try FileSystem().link("\(folder)/link", to: "real")
        let real = FileSystem.absolute("\(folder)/real")
        #expect(FileSystem.absolute("\(folder)/link/") == real)
        #expect(FileSystem.absolute("\(folder)/./real/../link") == real)
        #expect(FileSystem.absolute("\(folder)/link/not/there") == "\(real)/not/there")
        #expect(FileSystem.absolute("bundle").hasPrefix("/"))
    }
}
