/// Reads the events of a calendar file (iCalendar, RFC 5545), one record an occurrence, with the columns of
/// ``CalendarColumn``.
///
/// The file is read twice: once for its ``CalendarIndex``, once for its records, so that memory grows only with the
/// index, the longest event and the occurrences of one series. A series becomes its occurrences within the window of
/// ``CalendarRules``, each with the line and the bytes of its `VEVENT`; an exception (`RECURRENCE-ID`) takes the place
/// of its occurrence; a cancelled event stays a record. Of several versions of one event only the newest counts.
///
/// Times: their own `Z`; else the zone of their `TZID`; else `X-WR-TIMEZONE`, else the floating zone of the rules. A
/// date is midnight in their date zone. Occurrences step by the clock on the wall, and only then become instants.
/// An event with a fault is passed over as a whole: all the others are read.
public struct CalendarReader: RecordReader, ~Copyable {
    /// The names of the columns.
    public let header = RecordHeader(names: CalendarColumn.allCases.map(\.rawValue))
    /// Events that were left out because the file has a newer version of them.
    public private(set) var supersededCount = 0
    /// Occurrences of series that were left out because they lie before the window of the rules.
    public private(set) var beforeWindowCount = 0

    private let index: CalendarIndex
    private var scanner: CalendarScanner
    private var row = CalendarRow()
    private var met: Set<CalendarColumn> = [.uid, .key, .start, .end, .durationMinutes, .isAllDay, .isRecurring]
    private var eventNumber = 0
    private var event: CalendarEvent?
    private var occurrences: ArraySlice<CalendarOccurrence> = []

    /// A reader of `source`, from its first byte on; `index` has to be that of the same bytes. `blockSize` bytes are
    /// read at a time.
    public init(_ source: ByteSource, index: CalendarIndex, blockSize: Int = 1 << 18) {
        self.index = index
        scanner = CalendarScanner(source, limit: index.rules.componentLimit, blockSize: blockSize)
    }

    /// Where the bytes come from, for progress and digest.
    public var source: ByteSource { scanner.source }

    /// The physical line of the current record's `BEGIN:VEVENT`, from 1.
    public var line: Int { scanner.line }

    /// The current record's `VEVENT`, from BEGIN to END; good until the next ``next()``.
    ///
    /// Alone they make the same record only where the zones and exceptions of their file say nothing of it.
    public var rawBytes: UnsafeBufferPointer<UInt8> { scanner.bytes }

    /// Whether ``rawBytes`` are only the beginning of an event that is too long to keep.
    public var rawBytesAreCut: Bool { scanner.isCut }

    /// The cell in `column`, from 0, of the current record; a list has its items parted by `;`. Good until the next
    /// ``next()``.
    public subscript(column: Int) -> Cell { row[column] }

    /// The items of a list; nil for a column that holds one text.
    public func items(_ column: Int) -> [String]? { row.items(column) }

    /// Whether any event so far had the property behind `column`.
    public func hasMet(_ column: Int) -> Bool { met.contains(CalendarColumn.allCases[column]) }

    /// Goes on to the next occurrence, or the next event.
    public mutating func next() throws(RecordsError) -> RecordOutcome {
        while true {
            if let occurrence = occurrences.popFirst(), let event {
                show(occurrence, of: event)
                return .record
            }
            switch try scanner.next() {
            case .end: return .end
            case .truncated(let line): return .truncated(openedAtLine: line)
            case .fault(let fault): return .fault(fault)
            case .calendar, .property, .zone: break
            case .event:
                do {
                    try readEvent()
                } catch {
                    return .fault(Fault(line: line, column: error.column?.index, rule: error.rule))
                }
            }
        }
    }

    private mutating func readEvent() throws(CalendarFault) {
        let number = eventNumber
        eventNumber += 1
        let event = try CalendarEvent(scanner.bytes, line: scanner.line)
        let calendar = scanner.calendarCount
        let id = try event.recurrenceID.map { time throws(CalendarFault) in
            try index.occurrence(time, of: event.uid, calendar: calendar)
        }
        guard index.isNewest(number, uid: event.uid, id: id), try !index.isOutlived(event, id: id) else {
            supersededCount += 1
            return
        }
        occurrences = try index.occurrences(of: event, id: id, calendar: calendar)[...]
        if id == nil { beforeWindowCount += index.countBeforeWindow(of: event, calendar: calendar) }
        self.event = event
    }

    private mutating func show(_ occurrence: CalendarOccurrence, of event: CalendarEvent) {
        let clock = index.clocks[scanner.calendarCount]
        var texts = event.texts
        texts[.uid] = event.uid
        texts[.recurrenceID] = occurrence.id?.text
        texts[.key] = event.uid + (occurrence.mark.map { "/" + $0.text } ?? "")
        texts[.start] = occurrence.start.text
        texts[.end] = occurrence.end.text
        texts[.durationMinutes] = occurrence.minutes
        texts[.isAllDay] = String(event.series.start.isDate || event.isMarkedAllDay)
        texts[.isRecurring] = String(occurrence.id != nil)
        if occurrence.isExcluded || (texts[.status] == nil && clock.isCancellation) { texts[.status] = "cancelled" }
        if !clock.name.isEmpty { texts[.calendar] = clock.name }
        met.formUnion(texts.keys)
        met.formUnion(event.lists.keys)
        row.fill(texts, lists: event.lists)
    }
}
