/// How time stamps are written in a file.
public struct TimestampFormat: Sendable {
    private enum Syntax: Sendable {
        case iso8601
    }

    private let syntax: Syntax

    /// `2026-03-01`, `2026-03-01 09:30`, `2026-03-01T09:30:15.25`, the latter two also with `Z` or an offset.
    ///
    /// Between date and time stands `T`, `t` or one space; the offset is `Z`, `z`, `±HH`, `±HHMM`, `±HH:MM` or
    /// `±HH:MM:SS`. Digits of the second beyond the sixth are dropped. Years 0001–9999; no 24:00, no second 60.
    public static let iso8601 = TimestampFormat(syntax: .iso8601)

    /// The stamp that the whole cell is; nil when it is none.
    public func parse(_ cell: Cell) -> Stamp? {
        switch syntax {
        case .iso8601: ISOTimestamp.parse(cell.bytes)
        }
    }
}
