/// Several formats of time stamps, of which the first that reads a cell counts.
public struct TimestampFormats: Sendable {
    /// The formats, in the order in which they count.
    public let formats: [TimestampFormat]
    /// By format, whether no earlier one can read what it reads, so that it may be tried before them.
    private let standsAlone: [Bool]

    /// Formats in the order in which they count.
    public init(_ formats: [TimestampFormat]) {
        self.formats = formats
        standsAlone = formats.indices.map { place in
            formats[..<place].allSatisfy { $0.isDisjoint(from: formats[place]) }
        }
    }

    /// The stamp that the whole cell is, and the place of the format that reads it; nil when none does.
    ///
    /// `likely` is the place of the format that read the stamp before, in a column that is mostly written alike: it is
    /// tried first where that changes nothing.
    public func parse(_ cell: Cell, likely: Int = 0) -> (stamp: Stamp, place: Int)? {
        if standsAlone.indices.contains(likely), standsAlone[likely], let stamp = formats[likely].parse(cell) {
            return (stamp, likely)
        }
        for place in formats.indices {
            if let stamp = formats[place].parse(cell) { return (stamp, place) }
        }
        return nil
    }
}
