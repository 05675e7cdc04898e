/// What is kept of an event while the rest of its file is unknown.
struct CalendarEntry {
    /// What no other exception has.
    struct Key: Hashable {
        var uid: String
        /// Which occurrence it stands for.
        var id: CalendarOccurrenceID
    }

    /// Its place among the events of the file, from 0.
    let number: Int
    /// Its calendar's place in the file, from 1; 0 for an event outside of any.
    let calendar: Int
    let uid: String
    let recurrenceID: CalendarTime?
    let isRange: Bool
    let series: CalendarSeries
    /// `SEQUENCE`.
    let sequence: Int
    private let lastModified: Instant?

    init(_ event: CalendarEvent, number: Int, calendar: Int) {
        self.number = number
        self.calendar = calendar
        uid = event.uid
        recurrenceID = event.recurrenceID
        isRange = event.isRange
        series = event.series
        sequence = event.sequence
        lastModified = event.lastModified
    }

    /// Whether it takes the place of one that stands before it in the file: it has a higher SEQUENCE, or the same and
    /// is not older by LAST-MODIFIED.
    func replaces(_ other: CalendarEntry) -> Bool {
        if sequence != other.sequence { return sequence > other.sequence }
        guard let lastModified, let modified = other.lastModified else { return true }
        return lastModified >= modified
    }
}
