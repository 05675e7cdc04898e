/// A cell that may hold two time stamps with an arrow between them: `March 2, 2026 10:00 AM → 11:00 AM`.
public struct TimestampRange {
    /// One of the two.
    public enum Bound: String, Sendable, CaseIterable {
        case start, end
    }

    private let start: Cell
    /// Nil: the cell is one time stamp.
    private let end: Cell?

    /// The two sides of the first arrow in `cell`.
    public init(_ cell: Cell) {
        let arrow = Array("→".utf8)
        let bytes = cell.bytes
        let place = bytes.indices.dropLast(arrow.count - 1).first { bytes[$0...].starts(with: arrow) }
        func part(_ range: Range<Int>) -> Cell { Cell(UnsafeBufferPointer(rebasing: bytes[range])).trimmed }
        start = place.map { part(0..<$0) } ?? cell
        end = place.map { part($0 + arrow.count..<bytes.count) }
    }

    /// Whether there is something at that bound; where not, it is unknown.
    public func has(_ bound: Bound) -> Bool { bound == .start || end != nil }

    /// The stamp at `bound`, and the place of the format that reads it; nil when none does.
    ///
    /// An end that is a time of day alone is on the day of the start.
    public func parse(_ bound: Bound, _ formats: TimestampFormats, likely: Int) -> (stamp: Stamp, place: Int)? {
        guard bound == .end, let end else { return formats.parse(start, likely: likely) }
        if let found = formats.parse(end, likely: likely) { return found }
        guard let place = formats.parse(start, likely: likely)?.place else { return nil }
        return formats.formats[place].parse(timeOfDay: end, onDayOf: start).map { ($0, place) }
    }
}
