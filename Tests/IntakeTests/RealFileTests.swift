import Foundation
import Intake
import Postgres
import Records
import TestSupport
import Testing
import Warehouse

/// Every public file loads with counts that add up, or is refused with a reason and one command to run next; the table of
/// all is printed: `make samples`.
@Suite(.enabled(if: SharedData.isThere && Torture.isOn)) struct RealFileTests {
    private let dock: LoadingDock
    private let library: MappingLibrary

    init() throws {
        dock = try LoadingDock()
        try dock.setCalendarSettings()
        library = try MappingLibrary()
    }

    @Test func eachLoadsOrSaysWhyNot() throws {
        print("file\tkind\tmapping\tread\tloaded\trejected\twhy\tnext")
        for file in try RealFile.all() {
            let line = try outcome(of: file)
            print(([file.path, file.kind.name] + line).joined(separator: "\t").replacing("\n", with: " "))
            #expect(!line[4].isEmpty, "\(file.path)")
        }
    }

    /// Of the files that no mapping knows, at least half of those that a kind fits load by a draft nobody has edited.
    @Test func draftsLoadUnedited() throws {
        var count = (drafted: 0, loaded: 0)
        print("file\tkind\tread\tloaded\trejected\twhy")
        for line in try RealFile.draftTable() where !line.kind.isEmpty {
            let path = SharedData.real.appending(path: line.path).path
            let draft = MappingDraft(try FileHead(path: path))
            var request = LoadRequest(kind: try #require(draft.kind), path: path)
            request.mapping = try Mapping(yaml: draft.yaml(name: "draft"), file: "draft.yaml")
            request.source = "draft of \(line.path)"
            request.observedAt = try instant("2026-07-01")
            count.drafted += 1
            do {
                let result = try loaded(request)
                count.loaded += 1
                print(([line.path, line.kind] + result[1...4]).joined(separator: "\t"))
            } catch let refusal as Refusal {
                print("\(line.path)\t\(line.kind)\t\(refusal.read)\t0\t\(refusal.rejected)\trefused: \(refusal.reason)")
            }
        }
        #expect(count.loaded * 2 >= count.drafted)
    }

    /// Mapping, records read, loaded and rejected, what is to be said of it, and what to run next.
    private func outcome(of file: RealFile) throws -> [String] {
        var request = LoadRequest(kind: file.kind, path: SharedData.real.appending(path: file.path).path)
        request.source = file.path
        request.observedAt = try instant("2026-07-01")
        do {
            request.mapping = try file.mapping.map(library.mapping) ?? library.recognized(request)
            return try loaded(request)
        } catch let refusal as Refusal {
            let next = try #require(refusal.next, "\(file.path)")
            #expect(next.hasPrefix("earshot "), "\(file.path)")
            return [
                request.mapping?.name ?? "", "\(refusal.read)", "0", "\(refusal.rejected)",
                "refused: \(refusal.reason)", next.replacing(SharedData.real.path + "/", with: ""),
            ]
        } catch let failure as Failure {
            return ["", "", "0", "", "refused: \(failure.message)", ""]
        } catch let error as RecordsError {
            return ["", "", "0", "", "refused: \(error)", ""]
        }
    }

    private func loaded(_ request: LoadRequest) throws -> [String] {
        let load = try Load(request, on: dock.connection, now: dock.now, runID: UUID().uuidString, clock: dock.clock)
        let summary = try load.run()
        let nothing = summary.counts.isEmpty ? "no records" : summary.counts
        let rules = summary.rejectedByRule.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
        let kept = summary.loaded + summary.updated + summary.unchanged
        #expect(summary.isAccountedFor, "\(request.path)")
        return [
            summary.mapping, "\(summary.read)", "\(kept)", "\(summary.rejected)",
            rules.isEmpty ? nothing : rules, summary.rejected > 0 ? "earshot rejects show \(summary.load ?? 0)" : "",
        ]
    }
}
