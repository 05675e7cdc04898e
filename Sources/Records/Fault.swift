/// What is wrong with one record of a file. It quotes nothing of the record.
public struct Fault: Hashable, Sendable {
    /// The rule that a record breaks.
    public enum Rule: Hashable, Sendable {
        /// Fewer cells than the header.
        case tooFewCells(expected: Int, found: Int)
        /// More cells than the header; `found` may stop counting where the record was given up.
        case tooManyCells(expected: Int, found: Int)
        /// Something other than a delimiter or a line end behind a closing quote.
        case textAfterClosingQuote
        /// Bytes that are not UTF-8, first at `byteOffset` of the record's ``RecordReader/rawBytes``.
        case invalidUTF8(byteOffset: Int)
        /// A byte that the encoding of the file does not have, first at `byteOffset` of the record's
        /// ``RecordReader/rawBytes``, where it is written as 0xff and two hexadecimal digits.
        case undecodable(byteOffset: Int)
        /// A NUL, as a byte or escaped, first at `byteOffset` of the record's ``RecordReader/rawBytes``.
        case nulByte(byteOffset: Int)
        /// More bytes than `limit`.
        case recordTooLong(limit: Int)
        /// No JSON (RFC 8259), first at `byteOffset` of the record's ``RecordReader/rawBytes``.
        case malformedJSON(byteOffset: Int)
        /// Half of a surrogate pair in an escape, first at `byteOffset` of the record's ``RecordReader/rawBytes``.
        case loneSurrogate(byteOffset: Int)
        /// Arrays and objects in one another, more than `limit`.
        case nestedTooDeep(limit: Int)
        /// A name that stands twice in one object.
        case repeatedName
        /// A number, text, array or other value where a record, an object, belongs.
        case notAnObject
        /// An object without the array of records that it should wrap.
        case missingArray
        /// In an event, on that physical line, something that is no content line (RFC 5545, section 3.1).
        case malformedLine(Int)
        /// A component within which another one begins, or its calendar ends.
        case unterminatedComponent
        /// No calendar and no event in the whole file.
        case notACalendar
        /// An event lacks what it cannot do without.
        case missingProperty
        /// A property of an event is not of its type.
        case unreadableProperty
        /// A time by a zone whose name says nothing and which the file does not define.
        case unknownZone
        /// A recurrence rule, or a date that it adds or leaves out, that is none.
        case unreadableRecurrence
        /// A series with more than `limit` occurrences, or steps to find them, in the window asked for.
        case tooManyOccurrences(limit: Int)
        /// An event ends before it starts.
        case endsBeforeStart
    }

    /// The physical line on which the record begins, from 1.
    public let line: Int
    /// The column at fault, from 0; nil when it is the record as a whole.
    public let column: Int?
    /// What is wrong.
    public let rule: Rule

    /// A fault of the record that begins on `line`.
    public init(line: Int, column: Int? = nil, rule: Rule) {
        self.line = line
        self.column = column
        self.rule = rule
    }
}

extension Fault.Rule {
    /// Where in the record's ``RecordReader/rawBytes`` the rule is broken first; nil when it is the record as a whole.
    public var byteOffset: Int? {
        switch self {
        case .invalidUTF8(let offset), .undecodable(let offset), .nulByte(let offset), .malformedJSON(let offset),
            .loneSurrogate(let offset):
            offset
        default: nil
        }
    }
}
