import Foundation
import Glibc
import Postgres
import Testing

struct ConnectionTests {
    @Test func `a session has the settings its options ask for`() throws {
        var options = try testOptions()
        options.applicationName = "earshot test"
        options.statementTimeout = .milliseconds(12_345)
        options.lockTimeout = nil
        let row = try #require(
            Connection(options).rows(
                """
                select
                    current_setting('application_name') as name, current_setting('statement_timeout') as statement,
                    current_setting('client_encoding') as encoding, current_setting('TimeZone') as zone,
                    current_setting('client_connection_check_interval') as interval
                """
            ).first)
        #expect(try row["name"] == "earshot test")
        #expect(try row["statement"] == "12345ms")
        #expect(try row["encoding"] == "UTF8")
        #expect(try row["zone"] == "UTC")
        #expect(try row["interval"] == "500ms")
    }

    @Test func `a closed connection refuses work, and closing it again does nothing`() throws {
        let connection = try Connection(testOptions())
        connection.close()
        connection.close()
        let error = try #require(throws: PostgresError.self) { try connection.execute("select 1") }
        #expect(error.kind == .connectionLost)
        #expect(error.outcome == .notSent)
    }

    @Test func `nobody there is told with the address`() throws {
        let options = ConnectionOptions(target: "host=/no/such/folder user=postgres password=canary")
        let error = try #require(throws: PostgresError.self) { try Connection(options) }
        #expect(error.kind == .connect)
        #expect(error.outcome == .notSent)
        #expect(error.message.contains("/no/such/folder"))
        #expect(!String(describing: error).contains("canary"))
    }

    @Test func `a refused session has its SQLSTATE`() throws {
        var options = try testOptions()
        options.target += " dbname=no_such_database"
        let error = try #require(throws: PostgresError.self) { try Connection(options) }
        #expect(error.sqlState == .invalidCatalogName)
    }

    @Test(arguments: [
        "host=localhost password='canary", "postgres://user:canary@[::1", "postgres://user:pass@canary@host/db",
        "canary hunter=2",
    ])
    func `a target that cannot be read is not repeated`(target: String) throws {
        let error = try #require(throws: PostgresError.self) { try Connection(ConnectionOptions(target: target)) }
        #expect(error.kind == .connect)
        #expect(!String(describing: error).contains("canary"))
    }

    @Test func `a peer that never speaks ends by the deadline`() throws {
        let listener = try SilentListener()
        let options = ConnectionOptions(
            target: "host=127.0.0.1 port=\(listener.port) user=x", connectTimeout: .milliseconds(50))
        let error = try #require(throws: PostgresError.self) { try Connection(options) }
        #expect(error.kind == .connect)
    }

    @Test func `a reply that does not come in time closes the session`() throws {
        var options = try testOptions()
        options.replyTimeout = .milliseconds(50)
        let connection = try Connection(options)
        let error = try #require(throws: PostgresError.self) { try connection.execute("select pg_sleep(60)") }
        #expect(error.kind == .deadline)
        #expect(error.outcome == .inDoubt)
        #expect(!connection.isOpen)
    }

    @Test func `a reply that does not come in a transaction leaves no doubt`() throws {
        var options = try testOptions()
        options.replyTimeout = .milliseconds(50)
        let connection = try Connection(options)
        let error = try #require(throws: PostgresError.self) {
            try connection.transaction { try connection.execute("select pg_sleep(60)") }
        }
        #expect(error.outcome == .rolledBack)
    }

    @Test func `statement_timeout ends the statement, not the session`() throws {
        var options = try testOptions()
        options.statementTimeout = .milliseconds(50)
        let connection = try Connection(options)
        let error = try #require(throws: PostgresError.self) { try connection.execute("select pg_sleep(60)") }
        #expect(error.sqlState == .queryCanceled)
        #expect(error.outcome == .rolledBack)
        #expect(try connection.rows("select 1").count == 1)
    }

    @Test func `a statement is cancelled from another thread`() throws {
        let connection = try Connection(testOptions())
        let (pid, canceller) = (connection.serverProcessID, connection.canceller)
        // A thread of its own: the pool's may all be waiting for statements of other tests.
        Thread.detachNewThread {
            guard let observer = try? Connection(testOptions()) else { return }
            // The cancel must find the statement running; each look waits at the server, so that the loop does not spin.
            let isRunning: SQL =
                "select 1 from pg_stat_activity, pg_sleep(0.01) where pid = \(pid) and wait_event = 'PgSleep'"
            while let rows = try? observer.rows(isRunning), rows.isEmpty {}
            canceller.cancel()
        }
        let error = try #require(throws: PostgresError.self) { try connection.execute("select pg_sleep(60)") }
        #expect(error.sqlState == .queryCanceled)
        #expect(try connection.rows("select 1").count == 1)
    }

    @Test func `a killed session is closed`() throws {
        let connection = try Connection(testOptions())
        try Connection(testOptions()).execute("select pg_terminate_backend(\(connection.serverProcessID), 5000)")
        let error = try #require(throws: PostgresError.self) { try connection.execute("select 1") }
        #expect(error.sqlState == .adminShutdown)
        #expect(!connection.isOpen)
    }

    @Test func `notices are passed on with severity and state`() throws {
        let connection = try Connection(testOptions())
        var notices: [Notice] = []
        connection.onNotice = { notices.append($0) }
        try connection.executeScript(
            "do $$ begin raise warning 'Heard' using detail = 'canary', errcode = '01XYZ'; end $$")
        #expect(notices.map(\.severity) == ["WARNING"])
        #expect(notices.map(\.sqlState) == ["01XYZ"])
        #expect(notices.map(\.message) == ["Heard"])
    }

    @Test func `a script runs whole or not at all`() throws {
        let connection = try Connection(testOptions())
        try connection.executeScript(
            "create temporary table t (a int); insert into t values (1); insert into t values (2)")
        #expect(throws: PostgresError.self) { try connection.executeScript("delete from t; select 1 / 0") }
        #expect(try connection.execute("update t set a = a") == 2)
    }

    @Test func `COPY as an ordinary statement is refused`() throws {
        let connection = try Connection(testOptions())
        let error = try #require(throws: PostgresError.self) { try connection.execute("copy (select 1) to stdout") }
        #expect(error.kind == .misuse)
    }
}

/// A socket that listens and never speaks.
private final class SilentListener {
    private let descriptor: Int32
    let port: UInt16

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(listening)
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(descriptor)
    }
}
