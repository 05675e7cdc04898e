import Foundation
import TestSupport
import Testing

@testable import Warehouse

@Suite struct PrivateServerTests {
    @Test func startsStopsAndStartsAgain() throws {
        try withServer { server in
            #expect(server.status == .missing)
            #expect(!server.exists)
            try server.start()
            let first = try #require(server.processID)
            #expect(server.status == .running(processID: first))
            try server.start()
            #expect(server.processID == first, "a server that runs is left alone")
            try server.stop()
            #expect(server.status == .stopped)
            try server.stop()
            try server.ensureRunning()
            #expect(server.processID != nil)
        }
    }

    @Test func isNotMadeByLookingForIt() throws {
        try withServer { server in
            let failure = #expect(throws: Failure.self) { try server.ensureRunning() }
            #expect(failure?.kind == .configuration)
            #expect(server.status == .missing)
        }
    }

    @Test func comesBackAfterACrash() throws {
        try withServer { server in
            try server.start()
            let crashed = try #require(server.processID)
            kill(crashed, SIGKILL)
            while server.processID == crashed { sched_yield() }
            try server.start()
            #expect(server.processID != nil)
        }
    }

    @Test func takesANumberInTheProcessFileForAServerOnlyWhenItIsOne() throws {
        try withServer { server in
            try server.start()
            try server.stop()
            let file = URL(fileURLWithPath: "\(server.data)/postmaster.pid")
            try Data("\(getpid())\n".utf8).write(to: file)
            #expect(server.status == .stopped)
        }
    }

    @Test func isMadeOnceWhenTwoStartIt() async throws {
        try await withServer { server in
            async let one: Void = Task.detached { try server.start() }.value
            async let two: Void = Task.detached { try server.start() }.value
            _ = try await (one, two)
            #expect(server.processID != nil)
        }
    }

    @Test(arguments: [String(repeating: "long", count: 30), "with spaces, and more"])
    func livesInAnyFolder(name: String) throws {
        try withServer(below: name) { server in
            try server.start()
            #expect(server.socketFolder.path.utf8.count <= 92)
            #expect(FileManager.default.fileExists(atPath: "\(server.socketFolder.path)/.s.PGSQL.5432"))
        }
    }

    @Test func refusesAFolderThatAShellWouldRead() throws {
        let failure = #expect(throws: Failure.self) {
            try PrivateServer(home: "/tmp/$(true)").start()
        }
        #expect(failure?.kind == .configuration)
    }

    @Test(.enabled(if: geteuid() == 0)) func namesTheFolderThatShutsItsUserOut() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o700)
        let failure = #expect(throws: Failure.self) {
            try PrivateServer(home: "\(folder.path)/below/home", isDurable: false).start()
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("cannot enter \(folder.path).") == true)
    }

    @Test(.enabled(if: geteuid() == 0)) func runsAsAnUnprivilegedUser() throws {
        try withServer { server in
            try server.start()
            let process = try #require(server.processID)
            #expect(Account(owning: "/proc/\(process)")?.userID != 0)
            #expect(Account(owning: server.data)?.userID != 0)
        }
    }

    @Test func refusesAClusterOfAnotherMajorVersion() throws {
        let installed = [Installation(major: 17, folder: "/usr/lib/postgresql/17/bin")]
        let failure = #expect(throws: Failure.self) {
            try Installation.running(major: 15, cluster: "/srv/data", among: installed)
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.remedy?.contains("pg_upgrade") == true)
    }

    @Test func choosesTheNewestForANewClusterAndItsOwnForAnOldOne() throws {
        let installed = [17, 15, 13].map { Installation(major: $0, folder: "/pg/\($0)") }
        #expect(try Installation.forNewCluster(among: installed).major == 17)
        #expect(try Installation.running(major: 15, cluster: "/srv", among: installed).major == 15)
        let failure = #expect(throws: Failure.self) { try Installation.forNewCluster(among: [installed[2]]) }
        #expect(failure?.kind == .configuration)
    }

    @Test func readsTheRootsLimitOfASocketsAddress() {
        let short = SocketFolder(of: "/var/lib/earshot/postgres", userID: 0)
        #expect(short.path == "/var/lib/earshot/postgres/socket")
        let long = "/" + String(repeating: "x", count: 120)
        #expect(SocketFolder(of: long, userID: 0).path.hasPrefix("/run/earshot-"))
        #expect(SocketFolder(of: long, userID: 7).path.hasPrefix("/tmp/earshot-7-"))
        #expect(SocketFolder(of: long, userID: 7) != SocketFolder(of: long + "y", userID: 7))
    }

    private func withServer(below name: String = "home", _ body: (PrivateServer) throws -> Void) throws {
        let folder = try TemporaryFolder(under: Scratch.folder)
        let server = PrivateServer(home: "\(folder.path)/\(name)", isDurable: false)
        defer { try? server.stop() }
        try body(server)
    }

    private func withServer(_ body: (PrivateServer) async throws -> Void) async throws {
        let folder = try TemporaryFolder(under: Scratch.folder)
        let server = PrivateServer(home: "\(folder.path)/home", isDurable: false)
        defer { try? server.stop() }
        try await body(server)
    }
}
