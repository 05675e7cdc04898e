import Foundation
import Testing

@testable import Reporting

/// Folders and links that take the place of others.
@Suite struct FolderTests {
    /// Where the file system exchanges two names, and where it does not.
    @Test(arguments: [true, false], ["nothing", "an empty folder", "a folder", "a link", "a link to nothing"])
    func takesThePlaceOfWhatStoodThere(canExchange: Bool, before: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Folder.make("\(folder)/target")
        try write("target", to: "\(folder)/target/name")
        switch before {
        case "an empty folder": try Folder.make("\(folder)/place")
        case "a folder":
            try Folder.make("\(folder)/place")
            try write("old", to: "\(folder)/place/name")
        case "a link": #expect(symlink("target", "\(folder)/place") == 0)
        case "a link to nothing": #expect(symlink("nowhere", "\(folder)/place") == 0)
        default: break
        }
        try Folder.make("\(folder)/draft")
        try write("new", to: "\(folder)/draft/name")
        let exchange = canExchange ? Folder.exchange : { _, _ in false }
        try Folder.put("\(folder)/draft", at: "\(folder)/place", exchanging: exchange)
        #expect(Folder.isReal("\(folder)/place"))
        #expect(try String(contentsOfFile: "\(folder)/place/name", encoding: .utf8) == "new")
        #expect(try Folder.names(folder).sorted() == ["place", "target"])
        #expect(try Folder.names("\(folder)/target") == ["name"], "a link is replaced, not followed")
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
}
