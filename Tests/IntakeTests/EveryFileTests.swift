import Foundation
import Intake
import Postgres
import Testing
import Warehouse

/// Every public file that lies beside the repository either loads with counts that add up or is refused with a reason
/// and one command to run next. Prints the table of all: `make samples`.
@Suite(.enabled(if: SharedData.isThere)) struct EveryFileTests {
    /// What became of one file.
    private struct Line {
        let file: String
        let mapping: String
        var read = 0
        var loaded = 0
        var rejected = 0
        var why = ""
        var next = ""

        var text: String {
            let counts = [read, loaded, rejected].map(String.init).joined(separator: "\t")
            return [file, mapping, counts, why, next].joined(separator: "\t")
        }
    }

    private let dock: LoadingDock
    private let library: MappingLibrary

    init() throws {
        dock = try LoadingDock()
        library = try MappingLibrary()
    }

    @Test func loadsOrIsRefusedWithOneCommandToRunNext() throws {
        var lines: [Line] = []
        for file in Self.files() { lines += try load(file) }
        print((["file\tmapping\tread\tloaded\trejected\twhy\tnext"] + lines.map(\.text)).joined(separator: "\n"))
        #expect(lines.count >= 300)
    }

    private static func files() -> [String] {
        let names = FileManager.default.enumerator(atPath: SharedData.real.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            let isFolder =
                (try? SharedData.real.appending(path: name).resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory
                ?? true
            return !isFolder && name.contains("/") && !name.hasPrefix("LICENSES")
        }.sorted()
    }

    /// By each mapping that is recognised; by none, as the records of its folder.
    private func load(_ file: String) throws -> [Line] {
        let path = SharedData.real.appending(path: file).path
        var requests: [LoadRequest] = []
        do {
            requests = try library.candidates(FileHead(path: path).columns).map { mapping in
                var request = LoadRequest(kind: mapping.kind, path: path)
                request.mapping = mapping
                return request
            }
        } catch is Refusal {}
        if requests.isEmpty {
            requests = [LoadRequest(kind: try #require(Kind(named: Self.kind(of: file))), path: path)]
        }
        return try requests.map { try line(file, $0) }
    }

    private static func kind(of file: String) -> String {
        ["segments": "customers", "interviews": "interviews", "calendars": "interviews"][
            String(file.prefix { $0 != "/" })] ?? "tickets"
    }

    private func line(_ file: String, _ request: LoadRequest) throws -> Line {
        var request = request
        request.source = file
        request.observedAt = dock.now
        var line = Line(file: file, mapping: request.mapping?.name ?? "(\(request.kind.name))")
        do {
            let summary = try Load(request, on: dock.connection, now: dock.now, runID: UUID().uuidString).run()
            #expect(summary.isAccountedFor, "\(file)")
            line.read = summary.read
            line.loaded = summary.read - summary.rejected
            line.rejected = summary.rejected
            line.why = summary.rejectedByRule.sorted { $0.key < $1.key }.map { "\($1) \($0)" }.joined(separator: ", ")
            if summary.filtered > 0 { line.why += " \(summary.filtered) left out" }
            if summary.rejected > 0 { line.next = "earshot rejects show \(summary.load ?? 0)" }
        } catch let refusal as Refusal {
            line.read = refusal.read
            line.rejected = refusal.rejected
            line.why = refusal.reason.replacing("\n", with: " ")
            line.next = try #require(refusal.next, "\(file): \(refusal.reason)")
            #expect(line.next.hasPrefix("earshot "))
            #expect(!line.why.isEmpty)
        }
        line.next = line.next.replacing(SharedData.real.path + "/", with: "")
        return line
    }
}
