/// The server's text form of an array: `{plain,"quo\"ted",NULL}`
/// (<https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO>).
enum ArrayLiteral {
    /// The elements of an array of one dimension; nil for NULL elements, nested arrays and text of another form.
    static func elements(of text: String) -> [String]? {
        var bytes = Substring(text).utf8
        guard bytes.popFirst() == UInt8(ascii: "{"), bytes.popLast() == UInt8(ascii: "}") else { return nil }
        var elements: [String] = []
        while !bytes.isEmpty {
            guard let element = takeElement(&bytes) else { return nil }
            elements.append(element)
            guard bytes.isEmpty || (bytes.popFirst() == UInt8(ascii: ",") && !bytes.isEmpty) else { return nil }
        }
        return elements
    }

    private static func takeElement(_ bytes: inout Substring.UTF8View) -> String? {
        bytes.first == UInt8(ascii: "\"") ? takeQuoted(&bytes) : takePlain(&bytes)
    }

    private static func takePlain(_ bytes: inout Substring.UTF8View) -> String? {
        let plain = bytes.prefix { $0 != UInt8(ascii: ",") }
        bytes = bytes[plain.endIndex...]
        let element = String(Substring(plain))
        // Unquoted, the word stands for no value.
        return element.isEmpty || element == "NULL" || element.utf8.first == UInt8(ascii: "{") ? nil : element
    }

    private static func takeQuoted(_ bytes: inout Substring.UTF8View) -> String? {
        bytes.removeFirst()
        var content: [UInt8] = []
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = bytes.popFirst() else { return nil }
                content.append(escaped)
            default: content.append(byte)
            }
        }
        return nil
    }
}
