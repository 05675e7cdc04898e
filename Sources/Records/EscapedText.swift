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

    /// Escapes `bytes`; what is no UTF-8 is written as `\xff`.
    public init(bytes: [UInt8]) {
        var escaped = ""
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .emptyInput:
                description = escaped
                return
            case .valid(let units):
                Self.append(Unicode.UTF8.decode(units), to: &escaped)
                position += units.count
            case .error(let length):
                for byte in bytes[position..<position + length] {
                    escaped += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
                position += length
            }
        }
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

    /// Whether `scalar` could do something to a terminal or a log instead of standing there.
    public static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}
