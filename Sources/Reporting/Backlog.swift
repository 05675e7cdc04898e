/// The weeks that wait to be computed, in the order in which they are.
///
/// What the newest bundle shows, its own week and those before it up to ``shownWeeks``, goes before the rest, so that a stall
/// in ancient weeks does not hold it back. In both parts the newest week comes first.
public struct Backlog: Equatable, Sendable {
    /// How many weeks before its own a bundle shows in `history.csv` and compares with.
    public static let shownWeeks = 52

    /// Those that the newest bundle shows, newest first.
    public let recent: [Week]
    /// Those before them, newest first.
    public let older: [Week]

    /// - Parameters:
    ///   - waiting: The weeks, in any order.
    ///   - latest: The newest computed week; nil: none was computed.
    public init(_ waiting: [Week], latest: Week?) {
        let newestFirst = waiting.sorted(by: >)
        guard let newest = [newestFirst.first, latest].compactMap(\.self).max() else {
            (recent, older) = ([], [])
            return
        }
        let first = newest.advanced(by: -Self.shownWeeks)
        recent = newestFirst.filter { $0 >= first }
        older = newestFirst.filter { $0 < first }
    }

    /// Whether a bundle of that week shows one of the older weeks, and so has to wait for it.
    public func keepsWaiting(_ week: Week) -> Bool {
        let shown = week.advanced(by: -Self.shownWeeks)...week
        return older.contains { shown.contains($0) }
    }
}
