import Foundation
public import Postgres
import Synchronization
import Warehouse

/// The private server of this test process, started when first needed and removed when the process ends.
public enum TestServer {
    /// Where to connect to as superuser, for what is not about one test database.
    public static func options(database: String = "postgres") throws -> ConnectionOptions {
        let server = try started.get()
        return ConnectionOptions(
            target: server.target(database: database), applicationName: "test")
    }

    /// Does something as superuser over a session that is kept: databases come and go by the hundred.
    static func administer(_ statement: SQL) throws {
        let options = try options()
        try administrator.withLock { session in
            let connection = try session ?? Connection(options)
            session = connection
            try connection.execute(statement)
        }
    }

    private static let administrator = Mutex<Connection?>(nil)

    /// The server whose database `earshot` is migrated and serves as the template of every test database; nobody
    /// connects to it.
    private static let started = Result { try start() }

    private static func start() throws -> PrivateServer {
        removeStale()
        let server = PrivateServer(home: folder(of: getpid()), isDurable: false)
        atexit { TestServer.remove(getpid()) }
        try server.start()
        let connection = try Connection(ConnectionOptions(target: server.target, applicationName: "test template"))
        try Migrator().migrate(connection)
        connection.close()
        return server
    }

    private static let prefix = "earshot-test-"

    private static func folder(of process: Int32) -> String {
        URL(fileURLWithPath: Scratch.folder).appendingPathComponent("\(prefix)\(process)").path
    }

    /// Removes what processes left behind that died without their `atexit`.
    private static func removeStale() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Scratch.folder)) ?? []
        for name in names where name.hasPrefix(prefix) {
            if let process = Int32(name.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH {
                remove(process)
            }
        }
    }

    private static func remove(_ process: Int32) {
        try? PrivateServer(home: folder(of: process), isDurable: false).stop()
        try? FileManager.default.removeItem(atPath: folder(of: process))
    }
}
