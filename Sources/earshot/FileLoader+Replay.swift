import Foundation
import Intake
import Postgres
import Records

extension FileLoader {
    /// Loads the rejected records of `load` again.
    func replay(_ load: Int, by mappings: ReplayMappings, isDryRun: Bool) throws -> LoadSummary {
        let bar = ProgressLine("load \(load)")
        defer { bar.clear() }
        let (now, runID) = (now(), UUID().uuidString)
        return try session.repeating { connection in
            let replay = try Replay(of: load, over: connection)
            var request = try mappings.request(replay)
            request.isDryRun = isDryRun
            return try Load(request, replaying: replay, on: connection, now: now, runID: runID).run()
        } lookUp: { doubt, connection in
            try doubt.lookUp(over: connection)
        }
    }
}
