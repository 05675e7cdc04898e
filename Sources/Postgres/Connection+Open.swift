internal import CLibPQ
internal import Glibc

extension Connection {
    /// A connection that is ready for statements, in non-blocking mode.
    static func open(_ options: ConnectionOptions) throws(PostgresError) -> OpaquePointer {
        try check(target: options.target)
        guard let handle = start(options) else { throw PostgresError(.connect, .notSent, "no memory for a connection") }
        // Silent until the session has a receiver: libpq's own prints to standard error.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        do throws(PostgresError) {
            try complete(handle, until: Deadline(after: connectTimeout(of: handle) ?? options.connectTimeout))
            PQsetnonblocking(handle, 1)
            return handle
        } catch {
            PQfinish(handle)
            throw error
        }
    }

    /// Refuses a target libpq cannot read. Its own message would quote the target, and with it a password.
    private static func check(target: String) throws(PostgresError) {
        let isURL = target.hasPrefix("postgresql://") || target.hasPrefix("postgres://")
        guard isURL || target.contains("=") else { return }
        guard let parsed = PQconninfoParse(target, nil) else {
            throw PostgresError(
                .connect, .notSent, "the connection target is neither a conninfo string nor a URL libpq can read")
        }
        defer { PQconninfoFree(parsed) }
        // An @ within a host is the tail of a password that was not percent-encoded; in front it marks an abstract socket.
        if value(of: "host", in: parsed)?.dropFirst().contains("@") == true {
            throw PostgresError(.connect, .notSent, "the host holds an @; write an @ of a password as %40")
        }
    }

    /// Settings before the target are defaults it may override; those behind it hold whatever it says.
    private static func start(_ options: ConnectionOptions) -> OpaquePointer? {
        let settings: [(String, String)] = [
            // A peer that vanished is noticed within a minute.
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
            ("dbname", options.target),
            ("fallback_application_name", options.applicationName),
            ("client_encoding", "UTF8"),
        ]
        return withCStrings(settings.map(\.0)) { keywords in
            withCStrings(settings.map(\.1)) { values in PQconnectStartParams(keywords, values, 1) }
        }
    }

    private static func complete(_ handle: OpaquePointer, until deadline: Deadline) throws(PostgresError) {
        var step = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while step != PGRES_POLLING_OK {
            guard step != PGRES_POLLING_FAILED else {
                throw PostgresError(connectMessage: String(cString: PQerrorMessage(handle)))
            }
            let event = step == PGRES_POLLING_READING ? POLLIN : POLLOUT
            if Socket.wait(PQsocket(handle), for: event, until: deadline) == 0 {
                throw PostgresError(
                    .connect, .notSent, "no connection to \(address(of: handle)) within the time allowed")
            }
            step = PQconnectPoll(handle)
        }
    }

    private static func address(of handle: OpaquePointer) -> String {
        let host = PQhost(handle).map { String(cString: $0) } ?? ""
        let port = PQport(handle).map { String(cString: $0) } ?? ""
        return host.isEmpty ? "the server" : "\(host) port \(port)"
    }

    /// `connect_timeout` of target or environment; nil when neither sets a positive one.
    private static func connectTimeout(of handle: OpaquePointer) -> Duration? {
        guard let settings = PQconninfo(handle) else { return nil }
        defer { PQconninfoFree(settings) }
        guard let seconds = value(of: "connect_timeout", in: settings).flatMap(Int.init), seconds > 0 else {
            return nil
        }
        return .seconds(seconds)
    }

    /// The value of a keyword in libpq's list, which ends with a null keyword; nil when unset.
    private static func value(of keyword: String, in settings: UnsafePointer<PQconninfoOption>) -> String? {
        var setting = settings
        while let name = setting.pointee.keyword {
            if String(cString: name) == keyword { return setting.pointee.val.map { String(cString: $0) } }
            setting += 1
        }
        return nil
    }
}
