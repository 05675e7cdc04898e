import Foundation
import Postgres
import TestSupport

@testable import Warehouse

/// A private server of one test's own, to be stopped and crashed.
final class OwnServer: Sendable {
    let server: PrivateServer
    /// `$EARSHOT_HOME` of it.
    var home: String { server.home }
    /// Its database.
    var target: String { server.target }

    /// - Parameter programs: Folder of the programs of the PostgreSQL to run; nil: the newest on the machine.
    init(programs: String? = nil) throws {
        let folder = URL(fileURLWithPath: Scratch.folder).appendingPathComponent(
            "earshot-\(UUID().uuidString.prefix(8))")
        server =
            programs.map { programs in
                PrivateServer(home: folder.path, isDurable: false) { Installation.onPath(programs) }
            } ?? PrivateServer(home: folder.path, isDurable: false)
        try server.start()
    }

    deinit {
        try? server.stop()
        try? FileManager.default.removeItem(atPath: server.home)
    }

    func start() throws { try server.start() }

    /// Stops it as a power failure would: nothing is finished, and nobody is told.
    func crash() {
        guard let process = server.processID else { return }
        kill(process, SIGQUIT)
        untilCrashed()
    }

    /// Waits until its process is gone.
    func untilCrashed() {
        while server.processID != nil { usleep(5_000) }
    }
}
