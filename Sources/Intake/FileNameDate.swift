public import Postgres
import Records
public import Warehouse

/// Finds in a file's name the time at which the file showed the world.
public struct FileNameDate: Sendable {
    private let format: TimestampFormat
    private let length: Int
    private let pattern: String

    /// A finder of times written as `pattern`, such as `yyyy-MM-dd` or `yyyyMMdd'T'HHmm`.
    ///
    /// Throws a `Failure` of kind `configuration` when the pattern means nothing.
    public init(pattern: String) throws(Failure) {
        do {
            format = try TimestampFormat(pattern: pattern)
        } catch {
            throw Failure(.configuration, "The pattern \(pattern) of observed_at is wrong: \(error).")
        }
        self.pattern = pattern
        length = pattern.utf8.count { $0 != UInt8(ascii: "'") }
    }

    /// The first such time in the last part of `path`, read in the zone called `zone` as the server knows it.
    ///
    /// Throws a `Failure` of kind `data` when there is none: guessing would put the file in the wrong order.
    public func instant(in path: String, zone: String, on connection: Connection) throws -> Timestamp {
        let name = Array(path.split(separator: "/").last.map(String.init)?.utf8 ?? "".utf8)
        let zone = try Zone(named: zone, on: connection)
        for start in 0..<max(0, name.count - length + 1) {
            let stamp = name[start..<start + length].withUnsafeBufferPointer { format.parse(Cell($0)) }
            if let stamp { return Timestamp(stamp.instant(in: zone, dates: zone).instant) }
        }
        throw Failure(
            .data, "The name of the file holds no time written as \(pattern).",
            remedy: "Rename the file, change observed_at of the source, or load it with --as-of.")
    }
}
