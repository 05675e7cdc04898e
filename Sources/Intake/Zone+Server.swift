import Postgres
import Records
import Synchronization
import Warehouse

extension Zone {
    /// The zone as the server knows it.
    ///
    /// The server is asked once a process and zone: the look takes longer than loading a small file.
    init(named name: String, on connection: Connection) throws {
        if let known = Self.known.withLock({ $0[name] }) {
            self = known
            return
        }
        self.init(
            name: name,
            offsets: try ZoneOffsets(name, connection).changes.map {
                Offset(
                    start: Instant(microsecondsSinceUnixEpoch: $0.from.microsecondsSinceUnixEpoch),
                    secondsEastOfUTC: $0.seconds)
            })
        Self.known.withLock { [self] in $0[name] = self }
    }

    private static let known = Mutex<[String: Zone]>([:])
}
