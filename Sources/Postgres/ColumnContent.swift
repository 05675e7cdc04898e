/// What a column of a query holds, as far as whoever writes its text down has to know.
public enum ColumnContent: Sendable {
    /// Text, which may look like anything.
    case text
    /// Numbers of the types real, double precision and numeric, whose text may have a decimal point.
    case fraction
    /// Whole numbers, dates and all else whose text is always of one form.
    case other

    /// That of a type, by the number that the server's catalogue fixes.
    init(type: UInt32) {
        switch type {
        case 25, 1042, 1043: self = .text
        case 700, 701, 1700: self = .fraction
        default: self = .other
        }
    }
}
