/// A record that broke a rule: where it stands, which rule, and its own bytes.
public struct Rejection: Sendable {
    /// The rules a record can break.
    public enum Rule: String, Error, Sendable, CaseIterable {
        case tooFewCells = "too_few_cells"
        case tooManyCells = "too_many_cells"
        case textAfterClosingQuote = "text_after_closing_quote"
        case invalidUTF8 = "invalid_utf8"
        case nulByte = "nul_byte"
        case recordTooLong = "record_too_long"
        case undecodable = "undecodable"
        case malformedJSON = "malformed_json"
        case loneSurrogate = "lone_surrogate"
        case nestedTooDeep = "nested_too_deep"
        case notAnObject = "not_an_object"
        case missingArray = "missing_array"
        case malformedLine = "malformed_line"
        case unterminatedComponent = "unterminated_component"
        case notACalendar = "not_a_calendar"
        case unreadableProperty = "unreadable_property"
        case unknownZone = "unknown_zone"
        case unreadableRecurrence = "unreadable_recurrence"
        case tooManyOccurrences = "too_many_occurrences"
        case repeatedHeader = "repeated_header"
        case repeatedName = "repeated_name"
        case totalsRow = "totals_row"
        case missingValue = "missing_value"
        case badTimestamp = "bad_timestamp"
        case badNumber = "bad_number"
        case badBoolean = "bad_boolean"
        case unknownWord = "unknown_word"
        case nameTooLong = "name_too_long"
        case destroyedIdentifier = "destroyed_identifier"
        case badDomain = "bad_domain"
        case zeroDate = "zero_date"
        case tooEarly = "too_early"
        case inTheFuture = "in_the_future"
        case tooFarAhead = "too_far_ahead"
        case negativeNumber = "negative_number"
        case scoreOutOfRange = "score_out_of_range"
        case durationTooLong = "duration_too_long"
        case unknownCurrency = "unknown_currency"
        case listTooLong = "list_too_long"
        case endsBeforeItStarts = "ends_before_it_starts"
        case historyOverlaps = "history_overlaps"
        case historyIncomplete = "history_incomplete"

        /// What is expected instead, and what to do.
        public var advice: String {
            switch self {
            case .tooFewCells: "fewer cells than the header has; look for a missing delimiter or a quote left open"
            case .tooManyCells: "more cells than the header has; put quotes around cells that hold the delimiter"
            case .textAfterClosingQuote: "text behind a closing quote; write a quote inside a quoted cell twice"
            case .invalidUTF8:
                "bytes that are not UTF-8; export as UTF-8, or name the encoding of the source (encoding: windows-1252)"
            case .nulByte: "a NUL byte; export as UTF-8 text"
            case .recordTooLong: "a record of more than 8 MiB; look for a quote left open"
            case .undecodable:
                "bytes that the encoding of the file does not have; name the right one or export as UTF-8"
            case .malformedJSON: "not JSON as RFC 8259 has it; export again, or correct the line"
            case .loneSurrogate: "half of a surrogate pair in an escape; export as UTF-8"
            case .nestedTooDeep: "more than 128 arrays and objects in one another"
            case .notAnObject: "no object; a record is an object with named members"
            case .missingArray: "an object without the array that holds the records"
            case .malformedLine:
                "a line of the event is not NAME:VALUE; look for a line break without a blank behind it"
            case .unterminatedComponent: "an event without END:VEVENT before the next one begins"
            case .notACalendar: "no BEGIN:VCALENDAR in the file; export as iCalendar (.ics)"
            case .unreadableProperty: "not of its type in RFC 5545; times are 20260302T093000Z, days 20260302"
            case .unknownZone: "a time zone (TZID) that nobody knows and the file does not define"
            case .unreadableRecurrence: "no recurrence of RFC 5545 (RRULE, RDATE, EXDATE)"
            case .tooManyOccurrences:
                "a series with more occurrences than are taken; let it end earlier or happen less often"
            case .repeatedHeader: "the header once more; remove the line"
            case .repeatedName: "a name that stands twice in one object; nothing says which of the two is meant"
            case .totalsRow: "the total of the rows above, no record; leave it out of the export"
            case .missingValue: "the cell must not be empty"
            case .badTimestamp: "expected a time such as 2026-03-02T14:05:00Z or a day such as 2026-03-02"
            case .badNumber: "expected a number such as 12.5, with a point and without grouping"
            case .badBoolean: "expected true or false"
            case .unknownWord: "a word that is not among those known; name it under values in a mapping"
            case .nameTooLong: "more than \(Column.longestName) bytes; shorten it"
            case .destroyedIdentifier:
                "an id in scientific notation, of which a spreadsheet kept a few digits; export again and load that file, or "
                    + "import it into the spreadsheet with this column as text"
            case .badDomain: "no domain of e-mail addresses; expected one such as acme.example"
            case .zeroDate:
                "an empty date, or a time without its date, that was written as day zero (0001-01-01, 1753-01-01, "
                    + "1899-12-30, 1900-01-01, 1904-01-01 or 1970-01-01); leave the cell empty or write the date"
            case .tooEarly:
                "before the first day that events may have; correct the year, or set another first day "
                    + "(earshot settings set earliest_event_date 1980-01-01)"
            case .inTheFuture:
                "more than a day after the server's clock, and what has not happened cannot be counted; correct the date, "
                    + "its format or the zone, or leave the cell empty"
            case .tooFarAhead:
                "too far in the future; correct the year. For conversations planned further ahead, use "
                    + "earshot settings set planned_horizon_days 1000"
            case .negativeNumber: "below zero; expected zero or more"
            case .scoreOutOfRange:
                "a score above its score_max, which is 10 where none is given; give score_max, in a mapping as "
                    + "score_max: {constant: 100}"
            case .durationTooLong:
                "longer than 31 days for a conversation, or than 100 years for anything else; correct the end or the unit"
            case .unknownCurrency:
                "no currency of ISO 4217, such as EUR; translate other words under values in a mapping"
            case .listTooLong:
                "a list of more than \(Column.longestList) entries; look for a missing line break or the wrong separator"
            case .endsBeforeItStarts: "ends before or when it starts; correct one of the two"
            case .historyOverlaps: "holds at the same time as another row; end one before the other begins"
            case .historyIncomplete: "belongs to a history that has overlapping rows; correct those"
            }
        }
    }

    /// Line of the file on which the record begins, from 1.
    public let line: Int
    /// The column at fault, as the file names it; nil: the record as a whole.
    public let column: String?
    /// The rule that was broken.
    public let rule: Rule
    /// The other line of the file that it collides with; nil: none.
    public let otherLine: Int?
    /// The bytes of the record as they stood in the file, without the line end.
    public let record: [UInt8]
    /// Patterns of the mapping, one of which the cell should have had; empty: the rule says it.
    var expected: [String] = []

    /// What is wrong and what to do, without anything that the record says.
    public var message: String {
        guard let otherLine else { return expected.isEmpty ? rule.advice : adviceOnPatterns }
        return "\(rule.advice) (see line \(otherLine))"
    }

    private var adviceOnPatterns: String {
        "expected \(expected.joined(separator: " or ")) as the mapping has it, or ISO 8601 such as 2026-03-02T14:05:00Z"
    }
}

extension Rejection: CustomStringConvertible {
    /// Where and what; the bytes of the record stay out of logs.
    public var description: String { "line \(line): \(column.map { "\($0): " } ?? "")\(message)" }
}
