import Foundation
import Postgres
import Testing

/// The program with a server of its own, and away from where it was built.
@Suite struct InstallationTests {
    @Test func `a server that was stopped is started by the next command, and its database migrated`() throws {
        let own = try OwnServer()
        let folder = try Folder()
        try folder.write("ticket_id,created_at,status\nA,2026-03-02,open\n", to: "tickets.csv")
        for command in [["load", "tickets", "tickets.csv"], ["db", "stop"], ["load", "tickets", "tickets.csv"]] {
            let outcome = try Program(command, in: folder.path, environment: ["EARSHOT_HOME": own.home]).wait()
            #expect(outcome.status == 0)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.isEmpty)
        }
        let connection = try Connection(ConnectionOptions(target: own.target))
        #expect(try connection.rows("select from core.ticket").count == 1)
        #expect(try connection.rows("select from ops.load").count == 1)
    }

    @Test func `a program that was moved finds its files in share, and says what is missing`() throws {
        let office = try Office()
        let moved = try moveProgram(into: office.folder)
        let command = ["settings", "get", "reporting_tz"] + office.target()
        let outcome = try Program(command, of: moved, in: office.folder).wait()
        #expect(outcome.status == 0)
        #expect(outcome.output == "UTC\n")
        try FileManager.default.removeItem(atPath: "\(office.folder)/share")
        let lost = try Program(command, of: moved, in: office.folder).wait()
        #expect(lost.status == 78)
        #expect(lost.errors.contains("\(office.folder)/share/earshot/sql"))
    }

    /// Copies the program and its files as `make install` does.
    /// - Returns: path of the program.
    private func moveProgram(into folder: String) throws -> String {
        let files = FileManager.default
        let built = URL(fileURLWithPath: Program.earshot).deletingLastPathComponent().path
        for name in ["bin", "share/earshot"] {
            try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try files.copyItem(atPath: Program.earshot, toPath: "\(folder)/bin/earshot")
        for name in ["sql", "pages"] {
            try files.copyItem(
                atPath: "\(built)/earshot_Warehouse.resources/\(name)", toPath: "\(folder)/share/earshot/\(name)")
        }
        try files.copyItem(
            atPath: "\(built)/earshot_Intake.resources/Mappings", toPath: "\(folder)/share/earshot/Mappings")
        return "\(folder)/bin/earshot"
    }
}
