/// How the lines behind a table are recognised that some exports have: totals, who made the report and when.
public enum CSVFooter: Hashable, Sendable {
    /// They begin with the first record, besides the header, that stands behind an empty line.
    case behindEmptyLine
    /// They begin with the first record, besides the header, whose first cell begins with this text.
    case startingWith(String)
}
