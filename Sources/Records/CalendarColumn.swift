/// The columns of a calendar's records, the same for every file, in this order.
///
/// Instants are RFC 3339 in UTC (`2026-03-02T09:30:00Z`); what the file does not say is empty.
public enum CalendarColumn: String, CaseIterable, Sendable {
    /// `UID`: the event, or the series that an occurrence belongs to. One without gets `content-` and a digest of its times,
    /// title, place and who is invited.
    case uid
    /// The original start of an occurrence of a series: an instant, or `2026-03-02` in a series of days. Empty for
    /// an event that happens once.
    case recurrenceID = "recurrence_id"
    /// What no other record has: the UID, for an occurrence followed by `/` and ``recurrenceID``, for one of several events
    /// of that UID by `/` and its start.
    case key
    /// `SUMMARY`, the title.
    case summary
    /// `DESCRIPTION`.
    case description
    /// `LOCATION`.
    case location
    /// `STATUS` in small letters: `confirmed`, `tentative` or `cancelled`.
    case status
    /// When it starts, an instant.
    case start
    /// When it ends, an instant: `DTEND`, or the start and `DURATION`, or a day after an all-day start, or the start.
    case end
    /// Minutes from start to end, with a fraction where they are not whole.
    case durationMinutes = "duration_minutes"
    /// E-mail of the `ORGANIZER`.
    case organizer
    /// List: e-mails of the `ATTENDEE`s, rooms and other resources left out. Often without the organizer.
    case attendees
    /// List: those of the attendees who accepted.
    case accepted
    /// List: those of the attendees who declined.
    case declined
    /// List: who may have been there: the organizer and the attendees, without those who declined, sent somebody else or
    /// are invited for information only.
    case participants
    /// List: who said that they are there: the organizer, unless they declined, and the attendees who accepted.
    case confirmed
    /// List: `CATEGORIES`.
    case categories
    /// `SEQUENCE`, the number of the event's revision.
    case sequence
    /// `LAST-MODIFIED`, an instant. `DTSTAMP` is in no column: in an export it is the time of the export.
    case lastModified = "last_modified"
    /// `CREATED`, an instant.
    case created
    /// `true` when it starts on a day instead of at a time.
    case isAllDay = "is_all_day"
    /// `true` for an occurrence of a series.
    case isRecurring = "is_recurring"
    /// `X-WR-CALNAME`, the calendar's name.
    case calendar

    /// Its place in a record, from 0.
    var index: Int { Self.indices[self] ?? 0 }

    private static let indices = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}
