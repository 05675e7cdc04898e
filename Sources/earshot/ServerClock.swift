import Postgres
import Synchronization
import Warehouse

/// The clock of the database's server, which decides which weeks have ended, whatever machine a command runs on.
///
/// It is read once and carried on by this machine's steady clock.
struct ServerClock: Sendable {
    /// Seconds by which this machine's clock is ahead of it, negative: behind; 0 where the time that the question took
    /// explains the difference.
    let lead: Double
    private let instant: Timestamp
    private let reading = ContinuousClock.now

    /// - Parameters:
    ///   - instant: What the server's clock showed.
    ///   - sentAt: What this machine's clock showed when the server was asked.
    ///   - receivedAt: What it showed when the answer was there.
    init(_ instant: Timestamp, sentAt: Timestamp, receivedAt: Timestamp) {
        self.instant = instant
        let ahead = max(0, sentAt.secondsSinceUnixEpoch - instant.secondsSinceUnixEpoch)
        let behind = max(0, instant.secondsSinceUnixEpoch - receivedAt.secondsSinceUnixEpoch)
        lead = ahead - behind
    }

    /// Asks the server.
    init(_ connection: Connection) throws {
        let sentAt = Timestamp.machineTime
        let rows = try Failure.telling { try connection.rows("select clock_timestamp() as instant") }
        self.init(try rows[0]["instant"], sentAt: sentAt, receivedAt: .machineTime)
    }

    /// The present.
    var now: Timestamp { instant.adding(ContinuousClock.now - reading) }

    /// That the two clocks differ by more than a minute, in words; nil: they do not.
    var difference: String? {
        guard abs(lead) > 60 else { return nil }
        let seconds = Int(abs(lead).rounded())
        return "this machine's clock is \(seconds) s \(lead > 0 ? "ahead of" : "behind") that of the database's server"
    }

    /// What to do about a difference.
    static let remedy = "Have both machines keep time: `timedatectl set-ntp true`."
}

extension ServerClock {
    private static let first = Mutex<ServerClock?>(nil)

    /// The clock of this process; nil: no session was opened yet.
    static var current: ServerClock? { first.withLock { $0 } }

    /// Makes the clock of the first session's server that of this process, and tells of a difference.
    static func adopt(from connection: Connection) throws {
        guard current == nil else { return }
        let clock = try ServerClock(connection)
        let isFirst = first.withLock { known in
            defer { known = known ?? clock }
            return known == nil
        }
        guard isFirst, let difference = clock.difference else { return }
        Output.warn("earshot: \(difference), which decides what weeks have ended. \(remedy)")
    }
}
