import Foundation
import Testing
import Warehouse

/// What the README shows, done as it shows it.
struct ReadmeTests {
    @Test func firstStepsLeadToABundleAndFigures() throws {
        let own = try OwnServer()
        let folder = try Folder()
        try folder.write("set -e\n" + block("sh"), to: "steps.sh")
        let outcome = try run(["bash", "steps.sh"], in: folder, with: own)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("first_response"))
        let bundle = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/bundle/2026-W10")
        #expect(Set(bundle).isSuperset(of: ["metrics.csv", "manifest.json", "summary.csv", "segments.csv"]))
    }

    @Test func theMappingAndTheConfigurationAreGood() throws {
        let own = try OwnServer()
        let folder = try Folder()
        try folder.write(block("yaml", containing: "fields:"), to: "desk.yaml")
        try folder.write(block("yaml", containing: "sources:"), to: "earshot.yaml")
        try folder.write(
            """
            Number,Requester,Opened,Minutes to answer,State
            17,c1,02.03.2026 09:15,25,Done

            """, to: "desk.csv")
        let steps = "earshot load tickets desk.csv --mapping desk.yaml --verbose && earshot load"
        let outcome = try run(["bash", "-c", steps], in: folder, with: own)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("1 loaded"))
    }

    @Test func theProductionStepsLeadToANightAndBackFromADump() throws {
        try takeProductionSteps(on: OwnServer())
    }

    /// Folder of the programs of another PostgreSQL, as `.ci/run` finds one; nil: there is none to test with.
    private static let otherPrograms = ProcessInfo.processInfo.environment["EARSHOT_TEST_POSTGRES"].flatMap {
        $0.isEmpty ? nil : $0
    }

    @Test(.enabled(if: otherPrograms != nil, "EARSHOT_TEST_POSTGRES names no other PostgreSQL"))
    func theProductionStepsDoSoOnAnotherPostgreSQL() throws {
        try takeProductionSteps(on: OwnServer(programs: Self.otherPrograms), programs: Self.otherPrograms)
    }

    /// On a server of our own that plays somebody else's. Its own `pg_dump` is needed.
    private func takeProductionSteps(on own: OwnServer, programs: String? = nil) throws {
        let folder = try Folder()
        func url(_ role: String, _ database: String) -> String {
            own.server.url.replacing("//earshot@/earshot?", with: "//\(role)@/\(database)?")
        }
        let administrator = url("earshot", "postgres")
        try folder.write(block("sql", containing: "earshot_admin"), to: "database.sql")
        let night = try statement("create role earshot_night")
        let dump = try block("sh", containing: "pg_dump")
            .replacing("$(earshot db url)", with: url("earshot_admin", "earshot"))
        let restoration = try block("sh", containing: "pg_restore").split(separator: "\n")[1]
            .replacing("$(earshot db url)", with: url("earshot_admin", "restored"))
        try folder.write("ticket_id,created_at\n1,2026-03-02T09:00:00Z\n", to: "tickets.csv")
        try folder.write(
            """
            database: \(url("earshot_night", "earshot"))
            sources: [{name: desk, kind: tickets, files: tickets.csv}]
            export: {dir: bundles}

            """, to: "earshot.yaml")
        try folder.write(
            """
            set -e
            touch --date 2026-03-09T12:00:00Z tickets.csv
            administer() { psql -qX -v ON_ERROR_STOP=1 -d '\(administrator)' "$@"; }
            administer -c 'drop database earshot'
            administer -f database.sql
            earshot migrate --database '\(url("earshot_admin", "earshot"))'
            administer -c '\(night)'
            earshot run --now 2026-03-10T03:00:00Z --json
            \(dump)
            administer -c "create database restored encoding 'UTF8' template template0 owner earshot_admin"
            earshot migrate --database '\(url("earshot_admin", "restored"))'
            \(restoration)
            earshot migrate --database '\(url("earshot_admin", "restored"))'
            earshot doctor --database '\(url("earshot_night", "restored"))' --quiet
            earshot run --now 2026-03-11T03:00:00Z --json --database '\(url("earshot_night", "restored"))'
            """, to: "steps.sh")
        let outcome = try run(["bash", "steps.sh"], in: folder, with: own, programs: programs)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.lines.dropFirst().first?.contains(#""editions":["2026-W10.1"],"exit_code":0,"files":1"#) == true)
        #expect(outcome.lines.last?.contains(#""editions":[],"exit_code":0,"files":0"#) == true)
    }

    /// What stands in back quotes and begins so.
    private func statement(_ start: String) throws -> String {
        let parts = try readme().split(separator: "`").map(String.init)
        return try #require(parts.first { $0.hasPrefix(start) })
    }

    private func run(
        _ words: [String], in folder: Folder, with own: OwnServer, programs: String? = nil
    ) throws -> Program.Outcome {
        let earshot = URL(fileURLWithPath: Program.earshot).deletingLastPathComponent().path
        let folders = [earshot, programs, ProcessInfo.processInfo.environment["PATH"]].compactMap(\.self)
        return try Program(
            ["PATH=\(folders.joined(separator: ":"))"] + words, of: "/usr/bin/env", in: folder.path,
            environment: ["EARSHOT_HOME": own.home]
        ).wait()
    }

    /// The first code block of that language which contains a text.
    private func block(_ language: String, containing text: String = "") throws -> String {
        let parts = try readme().components(separatedBy: "```")
        let blocks = stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
        return try #require(
            blocks.first { $0.hasPrefix("\(language)\n") && (text.isEmpty || $0.contains(text)) }.map {
                String($0.dropFirst(language.count + 1))
            })
    }

    private func readme() throws -> String {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("README.md")
        return try String(contentsOf: file, encoding: .utf8)
    }
}
