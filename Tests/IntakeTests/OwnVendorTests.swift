import Foundation
import Intake
import Testing

/// The vendor that the README adds: one mapping and one fixture, and no Swift.
@Suite struct OwnVendorTests {
    @Test func loadsAsTheReadmeSays() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try writeFiles(to: folder)
        let fixtures = VendorFixture.all(in: folder.appending(path: "Tests/Fixtures/vendors"))
        #expect(!fixtures.isEmpty)
        for fixture in fixtures {
            let file = folder.appending(path: "Sources/Intake/Mappings/\(fixture.mapping).yaml").path
            let mapping = try MappingLibrary().mapping(file)
            let dock = try LoadingDock()
            let summary = try dock.load(mapping.kind.name, path: fixture.path) { $0.mapping = mapping }
            #expect(summary.rejected == 0)
            #expect(try dock.records(of: summary) == fixture.expected())
        }
    }

    /// Writes each block of the README that stands under a path.
    private func writeFiles(to folder: URL) throws {
        let readme = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
        let text = try String(contentsOf: readme, encoding: .utf8)
        for block in text.matches(of: /\n`([^`\n]+)`\n\n```\w+\n([^`]*)```/) {
            let file = folder.appending(path: String(block.1))
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try String(block.2).write(to: file, atomically: true, encoding: .utf8)
        }
    }
}
