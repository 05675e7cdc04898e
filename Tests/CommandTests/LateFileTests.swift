import Foundation
import Testing

/// What becomes of a published week when a file comes late, from the outside.
struct LateFileTests {
    @Test func theNextEditionSaysWhatChangedAndTheOldOneStaysTrue() throws {
        let office = try published()
        try loadLateFile(office)
        try step(office, "compute", "--week", "2026-W10")
        try publish(office)
        #expect(try answeredShares(office, edition: 2) == [Self.change + "late_data,1"])
        #expect(try answeredShares(office, edition: 1) == [], "an edition never changes")
        for edition in 1...2 { try expectTruth(of: Self.folder(edition), in: office) }
        let published = try FileManager.default.destinationOfSymbolicLink(atPath: "\(office.folder)/bundles/2026-W10")
        #expect("bundles/\(published)" == Self.folder(2))
    }

    @Test func whoRestatesOnPurposeSaysWhy() throws {
        let office = try published()
        try loadLateFile(office)
        try step(office, "compute", "--from", "2026-W10", "--to", "2026-W11", "--reason", "definition")
        try publish(office)
        #expect(try answeredShares(office, edition: 2) == [Self.change + "definition,1"])
    }

    /// A line of `restatements.csv` up to the reason.
    private static let change =
        "2026-03-02,2026-W10,first_response,company,all,answered_share,share,0.5,1,0.5,2,2,ok,ok,"

    /// With one of two tickets answered, as the first edition says.
    private func published() throws -> Office {
        let office = try Office()
        try office.files.write(Self.header + Self.ticket(1, answered: true) + Self.ticket(2), to: "tickets.csv")
        try step(office, "load", "tickets", "tickets.csv", "--as-of", "2026-03-10T00:00:00Z")
        try step(office, "compute", "--week", "2026-W10")
        try publish(office)
        #expect(try answeredShares(office, edition: 1) == [])
        return office
    }

    private func loadLateFile(_ office: Office) throws {
        try office.files.write(Self.header + Self.ticket(2, answered: true), to: "late.csv")
        try step(office, "load", "tickets", "late.csv", "--as-of", "2026-03-12T00:00:00Z")
    }

    private static let header = "ticket_id,created_at,first_response_at,status\n"

    private static func ticket(_ number: Int, answered: Bool = false) -> String {
        "\(number),2026-03-0\(number + 2)T09:00:00Z,\(answered ? "2026-03-0\(number + 2)T10:00:00Z" : ""),open\n"
    }

    private static func folder(_ edition: Int) -> String { "bundles/.editions/2026-W10.\(edition)" }

    private func publish(_ office: Office) throws {
        try step(office, "publish", "--week", "2026-W10", "--out", "bundles", "--no-bom")
    }

    private func step(_ office: Office, _ arguments: String...) throws {
        let outcome = try office.begin(arguments).wait()
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// What an edition restates of the company's answered tickets.
    private func answeredShares(_ office: Office, edition: Int) throws -> [String] {
        let file = "\(office.folder)/\(Self.folder(edition))/restatements.csv"
        return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\r\n").map(String.init)
            .filter { $0.contains(",first_response,company,all,answered_share,") }
    }

    /// Every file of an edition has the bytes that its manifest names.
    private func expectTruth(of folder: String, in office: Office) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(office.folder)/\(folder)/manifest.json"))
        let files = try JSONDecoder().decode(Manifest.self, from: data).files
        #expect(files.contains { $0.name == "restatements.csv" })
        try office.files.write(files.map { "\($0.sha256)  \(folder)/\($0.name)\n" }.joined(), to: "sums")
        let check = try Program(["--check", "--strict", "sums"], of: "/usr/bin/sha256sum", in: office.folder).wait()
        #expect(check.status == 0, "\(check.output)")
        #expect(check.lines.count == files.count)
    }

    /// As much of `manifest.json` as is looked at.
    private struct Manifest: Decodable {
        struct File: Decodable {
            let name: String
            let sha256: String
        }

        let files: [File]
    }
}
