import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Warehouse

/// PostgreSQL upgraded while its server runs: its programs are replaced, and the process goes on with the old ones.
@Suite struct UpgradeTests {
    private final class Installed: Sendable {
        let list: Mutex<[Installation]>

        init(_ list: [Installation]) { self.list = Mutex(list) }
    }

    /// A private server that runs programs of its own, which can be upgraded and removed.
    private final class Machine {
        private let folder: TemporaryFolder
        private let programs: TemporaryFolder
        private let installed: Installed
        let server: PrivateServer

        init() throws {
            folder = try TemporaryFolder(under: Scratch.folder)
            programs = try TemporaryFolder()
            let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
            let newest = try Installation.forNewCluster(among: Installation.all(searchPath: searchPath))
            for name in ["initdb", "pg_ctl", "postgres"] {
                let program = URL(fileURLWithPath: newest.program(name)).resolvingSymlinksInPath()
                try FileManager.default.copyItem(atPath: program.path, toPath: "\(programs.path)/\(name)")
            }
            let installed = Installed([Installation(major: newest.major, folder: programs.path)])
            self.installed = installed
            server = PrivateServer(home: "\(folder.path)/home", isDurable: false) { installed.list.withLock { $0 } }
        }

        deinit {
            try? server.stop()
        }

        /// Puts the same program in the place of the one that runs, as a package does: by a new file and a rename.
        func upgrade() throws {
            let (program, new) = ("\(programs.path)/postgres", "\(programs.path)/postgres.new")
            try FileManager.default.copyItem(atPath: program, toPath: new)
            #expect(rename(new, program) == 0)
        }

        /// Removes the installation and leaves one of the next major version.
        func replaceMajorVersion() throws {
            try FileManager.default.removeItem(atPath: "\(programs.path)/postgres")
            installed.list.withLock { list in
                list = list.map { Installation(major: $0.major + 1, folder: "/nonexistent") }
            }
        }

        func connect() throws -> Connection { try Connection(ConnectionOptions(target: server.target)) }
    }

    @Test func itsServerIsRestartedOnceNobodyIsAtWork() throws {
        let machine = try Machine()
        let server = machine.server
        try server.start()
        let first = try #require(server.processID)
        #expect(!server.isOutdated)
        try machine.upgrade()
        #expect(server.isOutdated)

        let writer = try machine.connect()
        try WriterLock.take(writer)
        try server.ensureRunning()
        #expect(server.processID == first, "a writer is left alone")
        try writer.advisoryUnlock(WriterLock.key)
        try writer.transaction {
            try writer.execute("select 1")
            try server.ensureRunning()
            #expect(server.processID == first, "a transaction is left alone")
        }
        try server.ensureRunning()
        #expect(server.processID != first, "an idle session is not")
        #expect(!server.isOutdated)

        let second = server.processID
        try machine.replaceMajorVersion()
        #expect(server.isOutdated)
        try server.ensureRunning()
        #expect(server.processID == second, "what could not be started again is not stopped")
        let failure = #expect(throws: Failure.self) { try server.checkInstallation() }
        #expect(failure?.kind == .configuration)
    }

    @Test func aLibraryThatDoesNotLoadIsWorthARetryAndADataFileThatIsMissingIsNot() throws {
        let database = try TestDatabase()
        let connection = try database.connect()
        let failure = #expect(throws: Failure.self) {
            try Failure.telling {
                try connection.execute(
                    "create function pg_temp.f() returns integer language c as '/nonexistent/library', 'f'")
            }
        }
        #expect(failure?.kind == .busy)
        #expect(failure?.cause?.sqlState == .undefinedFile)
        #expect(failure?.remedy?.contains("earshot db stop") == true)
        let lost = #expect(throws: Failure.self) {
            try Failure.telling { try connection.execute("select pg_read_file('/nonexistent/file')") }
        }
        #expect(lost?.kind == .inputOutput)
    }
}
