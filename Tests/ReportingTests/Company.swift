import Foundation
import Intake
import Postgres
import TestSupport
import Warehouse

@testable import Reporting

/// A database filled from a folder of canonical files, named after their kinds.
struct Company {
    let database: TestDatabase
    let connection: Connection
    /// After everything that the files speak of.
    static let now = Timestamp("2030-01-01 00:00:00+00") ?? .infinity

    /// - Parameters:
    ///   - folder: Path of the files; kinds without a file have no records.
    ///   - settings: Values that hold from ever.
    ///   - role: Whose rights all of it is done with; nil: the superuser's.
    init(folder: String, settings: [String: String], role: Identifier? = nil) throws {
        try self.init(settings: settings, role: role)
        for kind in Kind.all where FileManager.default.fileExists(atPath: "\(folder)/\(kind.name).csv") {
            try load(kind, "\(folder)/\(kind.name).csv")
        }
    }

    /// A database without records.
    init(settings: [String: String], role: Identifier? = nil) throws {
        try self.init(database: TestDatabase())
        if let role { try connection.execute("set role \(role)") }
        try set(settings)
    }

    init(database: TestDatabase) throws {
        self.database = database
        connection = try database.connect()
    }

    func set(_ settings: [String: String]) throws {
        for (name, value) in settings {
            try connection.execute(
                """
                insert into core.setting (setting, valid_from, value, changed_at)
                values (\(name), '-infinity', \(value), \(Self.now))
                """)
        }
    }

    /// - Parameter observedAt: When the file, which holds every record of its source, showed the world; nil: the file may hold
    ///   only some, and shows what was when it was written.
    func load(_ kind: Kind, _ path: String, completeAt observedAt: Timestamp? = nil) throws {
        var request = LoadRequest(kind: kind, path: path)
        request.limit = .count(0)
        request.observedAt = observedAt
        request.isComplete = observedAt != nil
        _ = try Load(request, on: connection, now: Self.now, runID: UUID().uuidString, clock: Self.now).run()
    }

    /// Those of `weeks` that are new or were touched by a load since they were computed.
    func pending(among weeks: [Week]) throws -> [Week] {
        try Schedule(connection).pending(now: Self.now).filter(weeks.contains)
    }

    /// Computes a week with all metrics.
    @discardableResult
    func compute(_ week: Week, metrics: Set<String>? = nil, force: Bool = false) throws -> ComputeSummary {
        try MetricRun(connection, catalogue: Catalogue()).compute([week], metrics: metrics, force: force, now: Self.now)
    }
}
