import Digest

/// What one `VEVENT` says, before it is known what its times mean.
struct CalendarEvent {
    /// The texts that all its occurrences share.
    private(set) var texts: [CalendarColumn: String] = [:]
    /// The lists that all its occurrences share.
    private(set) var lists: [CalendarColumn: [String]] = [:]
    /// `UID`.
    private(set) var uid = ""
    /// `RECURRENCE-ID`: it stands for that occurrence of its series.
    private(set) var recurrenceID: CalendarTime?
    /// `RANGE=THISANDFUTURE`: and for all that follow.
    private(set) var isRange = false
    /// `DTSTART` and what repeats it.
    private(set) var series: CalendarSeries
    /// `DTEND`.
    private(set) var end: CalendarTime?
    /// `DURATION`.
    private(set) var duration: CalendarDuration?
    /// `SEQUENCE`; 0 when it is absent or no number.
    private(set) var sequence = 0
    /// `LAST-MODIFIED`; nil when it is absent or no time in UTC.
    private(set) var lastModified: Instant?
    /// Whether it is said to last all day, though it starts at a time (`X-MICROSOFT-CDO-ALLDAYEVENT`).
    private(set) var isMarkedAllDay = false

    private var attendance = CalendarAttendance()

    /// Reads a component from `BEGIN:VEVENT` to `END:VEVENT`, which begins on physical line `line`.
    init(_ component: UnsafeBufferPointer<UInt8>, line: Int) throws(CalendarFault) {
        var lines = CalendarLines(component)
        var depth = 0
        var start: CalendarTime?
        series = CalendarSeries(start: CalendarTime(civil: CivilTime(microsecondsSinceCivilEpoch: 0), clock: .date))
        while let bytes = lines.next() {
            try Self.check(bytes, of: lines)
            guard let content = CalendarLine(bytes) else {
                throw CalendarFault(.malformedLine(line + lines.linesBefore))
            }
            switch content.name {
            case "BEGIN": depth += 1
            case "END": depth -= 1
            case _ where depth > 1 || content.value.isEmpty: break  // an alarm's, or says nothing
            case "DTSTART": if start == nil { start = try Self.time(content, .start) }
            default: try read(content)
            }
        }
        // A cancellation may say no more than which occurrence it means.
        guard let start = start ?? (texts[.status] == "cancelled" ? recurrenceID : nil) else {
            throw CalendarFault(.missingProperty, in: .start)
        }
        settle(start)
    }

    /// Takes in what only the whole component tells.
    private mutating func settle(_ start: CalendarTime) {
        series.start = start
        if end?.clock == .floating, !start.isDate { end?.clock = start.clock }
        texts[.organizer] = attendance.organizer
        lists.merge(attendance.lists) { _, new in new }
        if uid.isEmpty { uid = contentID }
    }

    /// The clocks it speaks of.
    var clocks: [CalendarTime.Clock] {
        [series.start.clock, end?.clock, recurrenceID?.clock].compactMap { $0 } + series.clocks
    }

    /// What stands for the UID of an event without one: the same in every export as long as its time, its title and who is
    /// invited stay the same, whatever they answer.
    private var contentID: String {
        let times = [series.start.text, end?.text ?? "", duration.map { "\($0.days)d\($0.seconds)s" } ?? ""]
        let parts =
            times + series.rules + [texts[.summary] ?? "", texts[.location] ?? ""] + attendance.invited.sorted()
        return "content-" + SHA256.text(of: parts.joined(separator: "\n").utf8).prefix(32)
    }

    private static func check(_ bytes: [UInt8], of lines: CalendarLines) throws(CalendarFault) {
        if let position = bytes.firstIndex(of: 0) {
            throw CalendarFault(.nulByte(byteOffset: lines.byteOffset(of: position)))
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw CalendarFault(.invalidUTF8(byteOffset: lines.byteOffset(of: error.byteOffsets.lowerBound)))
        }
    }

    private mutating func read(_ line: CalendarLine) throws(CalendarFault) {
        switch line.name {
        case "UID": if uid.isEmpty { uid = line.text.trimmingBlanks }
        case "RECURRENCE-ID":
            recurrenceID = try Self.time(line, .recurrenceID)
            isRange = line.parameter("RANGE")?.uppercased() == "THISANDFUTURE"
        case "DTEND": if end == nil { end = try Self.time(line, .end) }
        case "DURATION":
            guard let duration = CalendarDuration(line.value) else {
                throw CalendarFault(.unreadableProperty, in: .end)
            }
            self.duration = duration
        case "RRULE": series.rules.append(line.value)
        case "EXRULE": series.exclusionRules.append(line.value)
        case "RDATE": try series.add(line)
        case "EXDATE": try series.exclude(line)
        case "ORGANIZER": attendance.readOrganizer(line)
        case "ATTENDEE": attendance.readAttendee(line)
        case "CATEGORIES":
            lists[.categories, default: []] += line.texts.map(\.trimmingBlanks).filter { !$0.isEmpty }
        default: readText(line)
        }
    }

    private mutating func readText(_ line: CalendarLine) {
        switch line.name {
        case "SUMMARY": note(line.text, .summary)
        case "DESCRIPTION": note(line.text, .description)
        case "LOCATION": note(line.text, .location)
        case "STATUS":
            let status = line.text.trimmingBlanks.lowercased()
            note(status == "canceled" ? "cancelled" : status, .status)
        case "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT":
            if line.value.trimmingBlanks.uppercased() == "TRUE" { isMarkedAllDay = true }
        case "SEQUENCE":
            note(line.text.trimmingBlanks, .sequence)
            sequence = Int(line.text.trimmingBlanks) ?? 0
        case "CREATED": note(Self.instant(line)?.text ?? "", .created)
        case "LAST-MODIFIED":
            lastModified = Self.instant(line)
            note(lastModified?.text ?? "", .lastModified)
        default: break
        }
    }

    private mutating func note(_ text: String, _ column: CalendarColumn) {
        if texts[column] == nil { texts[column] = text }
    }

    private static func time(_ line: CalendarLine, _ column: CalendarColumn) throws(CalendarFault) -> CalendarTime {
        guard let time = CalendarTime(line.value, line: line) else {
            throw CalendarFault(.unreadableProperty, in: column)
        }
        return time
    }

    /// An instant of bookkeeping; nil for what is none (Google writes `00001231T000000Z` for "never").
    private static func instant(_ line: CalendarLine) -> Instant? {
        guard let time = CalendarTime(line.value, line: line), time.clock == .universal else { return nil }
        return time.civil.instant(secondsEastOfUTC: 0)
    }
}

extension String {
    /// The text without spaces and tabs at both ends.
    var trimmingBlanks: String { Cell.with(self) { $0.trimmed.string } }
}
