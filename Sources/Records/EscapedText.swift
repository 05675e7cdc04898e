/// A text made safe to print: a name that comes from outside cannot move the cursor, change colours or
/// reverse the reading direction of a terminal or a log.
///
/// Control characters (C0, DEL, C1), line and paragraph separators, directional marks and the backslash itself
/// are written as `\n`, `\t`, `\r`, `\\` or `\u{1b}`; everything else stays as it is.
public struct EscapedText: CustomStringConvertible, Sendable {
    /// The text with its dangerous characters escaped, on one line.
    public let description: String

    /// Escapes `text`.
    public init(_ text: String) {
        var escaped = ""
        for scalar in text.unicodeScalars {
            Self.append(scalar, to: &escaped)
        }
        description = escaped
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\\": text += "\\\\"
        case _ where isDangerous(scalar): text += "\\u{" + String(scalar.value, radix: 16) + "}"
        default: text.unicodeScalars.append(scalar)
        }
    }

    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}
