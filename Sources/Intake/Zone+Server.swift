import Postgres
import Records
import Warehouse

extension Zone {
    /// The zone as the server knows it.
    init(named name: String, on connection: Connection) throws {
        self.init(
            name: name,
            offsets: try ZoneOffsets(name, connection).changes.map {
                Offset(
                    start: Instant(microsecondsSinceUnixEpoch: $0.from.microsecondsSinceUnixEpoch),
                    secondsEastOfUTC: $0.seconds)
            })
    }
}
