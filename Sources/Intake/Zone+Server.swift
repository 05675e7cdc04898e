import Postgres
import Records
import Warehouse

extension Zone {
    /// The zone as the server knows it.
    init(named name: String, on connection: Connection) throws {
        self.init(
            name: name,
            offsets: try Zones.offsets(of: name, on: connection).map {
                Offset(
                    start: Instant(microsecondsSinceUnixEpoch: $0.start.microsecondsSinceUnixEpoch),
                    secondsEastOfUTC: $0.secondsEastOfUTC)
            })
    }
}
