/// The form in which COPY hands out rows, always UTF-8 and one line end (`\n`) a row.
public enum CopyFormat: Hashable, Sendable {
    /// PostgreSQL's text form: tabs between values, `\N` for NULL, backslash escapes.
    case text
    /// CSV after RFC 4180, NULL as nothing and empty text as `""`; with or without a first line of column names.
    case csv(header: Bool)

    var clause: StaticString {
        switch self {
        case .text: "(format text, encoding 'UTF8')"
        case .csv(header: true): "(format csv, header true, encoding 'UTF8')"
        case .csv(header: false): "(format csv, header false, encoding 'UTF8')"
        }
    }
}
