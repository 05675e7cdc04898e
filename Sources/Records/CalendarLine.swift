/// One content line of RFC 5545, section 3.1, unfolded: `NAME;PARAMETER=VALUE:VALUE`.
struct CalendarLine {
    /// The property's name, in capitals.
    let name: String
    /// The value as it stands there.
    let value: String
    private let parameters: [(name: String, value: String)]

    /// Reads valid UTF-8; nil when it is no content line.
    init?(_ bytes: borrowing [UInt8]) {
        guard let end = bytes.firstIndex(where: { !Self.isNameByte($0) }), end > 0 else { return nil }
        name = Self.text(bytes[..<end]).uppercased()
        var position = end
        var parameters: [(name: String, value: String)] = []
        while bytes[position] == UInt8(ascii: ";") {
            guard let (parameter, end) = Self.parameter(in: bytes, from: position + 1) else { return nil }
            parameters.append(parameter)
            position = end
        }
        guard bytes[position] == UInt8(ascii: ":") else { return nil }
        self.parameters = parameters
        value = Self.text(bytes[(position + 1)...])
    }

    /// The parameter's value without the quotes around it; nil when it is absent. The name is in capitals.
    func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// The value of a text property with its escapes resolved (section 3.3.11).
    var text: String { texts(partedByCommas: false).first ?? "" }

    /// The values of a property that holds several texts.
    var texts: [String] { texts(partedByCommas: true) }

    private func texts(partedByCommas: Bool) -> [String] {
        var texts: [String] = []
        var text: [UInt8] = []
        var isEscaped = false
        for byte in value.utf8 {
            if isEscaped {
                text.append(byte | 0x20 == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if partedByCommas, byte == UInt8(ascii: ",") {
                texts.append(Self.text(text[...]))
                text.removeAll()
            } else {
                text.append(byte)
            }
        }
        return texts + [Self.text(text[...])]
    }

    /// The parameter that begins at `start`, and where it ends: at the next `;` or `:`.
    private static func parameter(
        in bytes: borrowing [UInt8], from start: Int
    ) -> (parameter: (name: String, value: String), end: Int)? {
        var isQuoted = false
        var equals: Int?
        for position in start..<bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "=") where equals == nil: equals = position
            case UInt8(ascii: ";") where !isQuoted && equals != nil && isEscaped(in: bytes, at: position): break
            case UInt8(ascii: ";") where !isQuoted, UInt8(ascii: ":") where !isQuoted:
                guard let equals, equals > start else { return nil }
                let name = text(bytes[start..<equals]).uppercased()
                return ((name, unquoted(bytes[(equals + 1)..<position])), position)
            default: break
            }
        }
        return nil
    }

    /// Whether the `;` at `position` belongs to the value before it: a backslash precedes it and no parameter follows.
    ///
    /// A parameter has no escapes, but Apple's calendars write those of a text into addresses.
    private static func isEscaped(in bytes: borrowing [UInt8], at position: Int) -> Bool {
        guard bytes[position - 1] == UInt8(ascii: "\\") else { return false }
        var next = position + 1
        while next < bytes.count, isNameByte(bytes[next]) { next += 1 }
        return next == position + 1 || next == bytes.count || bytes[next] != UInt8(ascii: "=")
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
        let quote = UInt8(ascii: "\"")
        guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return text(bytes) }
        return text(bytes.dropFirst().dropLast())
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Letters, digits and `-` by the standard; `_` and `.` in the wild.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
