public import Postgres

/// A run as `ops.run` tells of it.
public struct RunRecord: Encodable, Equatable, Sendable {
    /// How a run stands.
    public enum State: String, Encodable, Sendable {
        /// It is at work.
        case running
        /// It ended by itself.
        case ended
        /// It is gone without having said how it ended: it was killed, or lost the server for good.
        case brokenOff = "broken_off"
    }

    /// How it stands.
    public let state: State
    /// When it began, in the reporting zone.
    public let startedAt: String
    /// When it ended, in the reporting zone; nil: it did not.
    public let finishedAt: String?
    /// Its exit code; nil: it did not end.
    public let exitCode: Int?
    /// What it is at, or was at last.
    public let stage: String
    /// The file or week of that; empty: none yet.
    public let unit: String
    /// Place of that in the stage, from 1, and how many there are.
    public let unitNumber, unitCount: Int

    private enum CodingKeys: String, CodingKey {
        case state, stage, unit
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case exitCode = "exit_code"
        case unitNumber = "unit_number"
        case unitCount = "unit_count"
    }

    /// How far it is, for people: `load 3 of 7 (exports/tickets.csv)`.
    public var progress: String {
        unit.isEmpty ? stage : "\(stage) \(unitNumber) of \(unitCount) (\(unit))"
    }

    /// Whether it needs somebody to look: it was broken off, or ended with another code than 0.
    public var hasFailed: Bool { state == .brokenOff || (exitCode ?? 0) != 0 }

    /// The run that began last; nil: there was none.
    public static func newest(_ connection: Connection) throws -> RunRecord? {
        try Failure.telling {
            let writer = try connection.advisoryLockHolder(WriterLock.key)?.processID
            return try connection.rows(
                """
                select
                    to_char(started_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as started_at,
                    to_char(finished_at at time zone core.reporting_tz(), 'YYYY-MM-DD HH24:MI') as finished_at,
                    exit_code, server_process, stage, unit, unit_number, unit_count
                from ops.run
                order by run.started_at desc
                limit 1
                """
            ).first.map { try RunRecord($0, writer: writer) }
        }
    }

    /// When the last run that did everything ended; nil: none did.
    public static func lastSuccess(_ connection: Connection) throws -> Timestamp? {
        try Failure.telling {
            try connection.rows("select max(finished_at) as finished_at from ops.run where exit_code = 0")[0][
                "finished_at"]
        }
    }

    private init(_ row: Row, writer: Int?) throws {
        startedAt = try row["started_at"]
        finishedAt = try row["finished_at"]
        exitCode = try row["exit_code"]
        stage = try row["stage"]
        unit = try row["unit"]
        unitNumber = try row["unit_number"]
        unitCount = try row["unit_count"]
        let session: Int = try row["server_process"]
        state = finishedAt != nil ? .ended : session == writer ? .running : .brokenOff
    }
}
