/// The text of a JSON object of strings and lists of strings, written piece by piece.
struct JSONObjectText {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// `name` as the beginning of a member: in quotes, with its colon.
    static func member(_ name: String) -> [UInt8] {
        var member = JSONObjectText()
        member.append(quoted: name.utf8)
        return member.text.dropFirst() + [UInt8(ascii: ":")]
    }

    /// Appends a member whose name is written as ``member(_:)`` does; `value` is UTF-8.
    mutating func append(member: [UInt8], _ value: UnsafeBufferPointer<UInt8>) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        text += member
        append(quoted: value)
    }

    /// Appends a member that is a list, its name written as ``member(_:)`` does; `values` are UTF-8.
    mutating func append(member: [UInt8], _ values: [UnsafeBufferPointer<UInt8>]) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        text += member + [UInt8(ascii: "[")]
        for (place, value) in values.enumerated() {
            if place > 0 { text.append(UInt8(ascii: ",")) }
            append(quoted: value)
        }
        text.append(UInt8(ascii: "]"))
    }

    /// Appends a member.
    mutating func append(_ name: String, _ value: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        text += Self.member(name)
        append(quoted: value.utf8)
    }

    /// The whole object.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    private mutating func append(quoted characters: some Sequence<UInt8>) {
        text.append(UInt8(ascii: "\""))
        for byte in characters {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: text += Array("\\u00".utf8) + [hexadecimal(byte >> 4), hexadecimal(byte & 0xf)]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
