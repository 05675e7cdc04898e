import ArgumentParser
import Postgres
import Records

/// An instant on the command line, written as `2026-03-02T14:05:00Z`.
struct InstantArgument: ExpressibleByArgument {
    let instant: Timestamp

    init?(argument: String) {
        guard let stamp = Cell.with(argument, { TimestampFormat.iso8601.parse($0) }) else { return nil }
        instant = Timestamp(
            microsecondsSinceUnixEpoch: stamp.instant(in: .utc, dates: .utc).instant.microsecondsSinceUnixEpoch)
    }
}
