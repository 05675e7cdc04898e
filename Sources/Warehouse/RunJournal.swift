public import Postgres

/// What a run writes about itself into `ops.run`, outside the transactions of its work: other sessions see it at once.
public struct RunJournal: Sendable {
    /// A UUID.
    public let runID: String

    /// The journal of a run.
    public init(runID: String) { self.runID = runID }

    /// Notes that the run begins. Saying it twice, as after a lost reply, changes nothing.
    public func begin(_ connection: Connection, now: Timestamp) throws {
        _ = try Failure.telling {
            try connection.execute(
                """
                insert into ops.run (run_id, started_at, server_process, stage, unit, unit_number, unit_count)
                values (\(runID)::uuid, \(now), pg_backend_pid(), \(RunStep.Stage.load.rawValue), '', 0, 0)
                on conflict (run_id) do nothing
                """)
        }
    }

    /// Notes what the run is at.
    ///
    /// - Parameter isWriter: Whether the session holds the writer's lock, by which others know that the run is alive.
    public func note(_ step: RunStep, _ connection: Connection, isWriter: Bool) throws {
        _ = try Failure.telling {
            try connection.execute(
                """
                update ops.run set
                    server_process = case when \(isWriter) then pg_backend_pid() else server_process end,
                    stage = \(step.stage.rawValue),
                    unit = \(step.unit),
                    unit_number = \(step.number),
                    unit_count = \(step.count)
                where run_id = \(runID)::uuid
                """)
        }
    }

    /// Notes how the run ended.
    public func finish(_ connection: Connection, exitCode: Int32, now: Timestamp) throws {
        _ = try Failure.telling {
            try connection.execute(
                """
                update ops.run set finished_at = \(now), exit_code = \(Int(exitCode))
                where run_id = \(runID)::uuid
                """)
        }
    }
}
