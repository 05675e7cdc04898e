import Foundation
import Testing

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
        let steps = "\(Program.earshot) load tickets desk.csv --mapping desk.yaml --verbose && \(Program.earshot) load"
        let outcome = try run(["bash", "-c", steps], in: folder, with: own)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("1 loaded"))
    }

    private func run(_ words: [String], in folder: Folder, with own: OwnServer) throws -> Program.Outcome {
        let programs = URL(fileURLWithPath: Program.earshot).deletingLastPathComponent().path
        let command = ["env", "PATH=\(programs):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"] + words
        return try Program(
            Array(command.dropFirst()), of: "/usr/bin/env", in: folder.path, environment: ["EARSHOT_HOME": own.home]
        ).wait()
    }

    /// The first code block of that language which contains a text.
    private func block(_ language: String, containing text: String = "") throws -> String {
        let readme = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("README.md")
        let parts = try String(contentsOf: readme, encoding: .utf8).components(separatedBy: "```")
        let blocks = stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
        return try #require(
            blocks.first { $0.hasPrefix("\(language)\n") && (text.isEmpty || $0.contains(text)) }.map {
                String($0.dropFirst(language.count + 1))
            })
    }
}
