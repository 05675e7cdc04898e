import Foundation
import Intake
import Postgres

@testable import Reporting

extension Company {
    /// Takes everything out, and the records of a fixture in.
    func hold(_ fixture: Fixture) throws {
        try clear()
        try set(fixture.settings)
        for delivery in try fixture.deliveries {
            try deliver(delivery.kind, delivery.path, source: delivery.source, observedAt: delivery.observedAt)
        }
        if let loadedAt = try fixture.loadedAt {
            try connection.execute("update ops.load set finished_at = \(loadedAt)")
        }
    }

    /// Loads records given as lines, the header first.
    func load(_ name: String, lines: [String]) throws {
        guard lines.count > 1, let kind = Kind(named: name) else { return }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try deliver(kind, path)
    }

    /// Loads a file that may hold records at fault.
    ///
    /// - Parameters:
    ///   - source: nil: the usual one.
    ///   - observedAt: nil: it shows what was when it was written.
    private func deliver(
        _ kind: Kind, _ path: String, source: String? = nil, observedAt: Timestamp? = nil
    ) throws {
        var request = LoadRequest(kind: kind, path: path)
        request.limit = .count(100)
        request.source = source
        request.observedAt = observedAt
        _ = try Load(request, on: connection, now: Self.now, runID: UUID().uuidString, clock: Self.now).run()
    }

    /// Leaves what migrations put there.
    private func clear() throws {
        let tables = try connection.rows(
            """
            select format('delete from %I.%I', schemaname, tablename) as statement
            from pg_tables
            where (schemaname = 'core' and tablename <> 'setting_definition')
               or (schemaname = 'ops' and tablename in ('load', 'source', 'rejection', 'dirty_week'))
               or (schemaname = 'mart' and tablename = 'metric_value')
            """)
        let statements: [String] = try tables.map { try $0["statement"] }
        // No foreign key is looked at, so the order of the tables is free.
        try connection.executeScript("set session_replication_role = replica")
        try connection.executeScript(statements.joined(separator: ";"))
        try connection.executeScript("reset session_replication_role")
    }
}
