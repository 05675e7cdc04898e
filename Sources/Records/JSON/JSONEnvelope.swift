/// Looks into objects that a ``JSONScanner`` has found to be good, without taking them apart.
enum JSONEnvelope {
    /// Where the record stands in an object that wraps it as its only member, `{"ticket":{…}}`; nil when it wraps none.
    ///
    /// A member that is asked for by its name is no wrapping.
    static func inner(of bytes: UnsafePointer<UInt8>, at start: Int, _ asked: Set<[UInt8]>) -> Int? {
        let quote = bytes.skippingBlanks(from: start + 1)
        guard bytes[start] == UInt8(ascii: "{"), bytes[quote] == JSONTextSearch.quote else { return nil }
        let end = bytes.skippingText(from: quote)
        let value = bytes.skippingBlanks(from: bytes.skippingBlanks(from: end) + 1)
        guard bytes[value] == UInt8(ascii: "{") else { return nil }
        guard bytes[bytes.skippingBlanks(from: bytes.skippingValue(from: value))] == UInt8(ascii: "}") else {
            return nil
        }
        let name = JSONText.string(UnsafeBufferPointer(start: bytes + quote + 1, count: end - quote - 2))
        return asked.contains(Array(name.utf8)) ? nil : value
    }

    /// Whether the value at `start` is an object whose member `name`, the last one of that name, has the text `value`.
    static func hasMember(
        _ name: [UInt8], of value: [UInt8], in bytes: UnsafePointer<UInt8>, at start: Int
    ) -> Bool {
        guard let found = member(name, in: bytes, at: start) else { return false }
        return text(bytes, found).map { $0 == value } ?? false
    }

    /// Where the value of the member `name` lies, the last one of that name, in the object at `start`.
    static func member(_ name: [UInt8], in bytes: UnsafePointer<UInt8>, at start: Int) -> Range<Int>? {
        guard bytes[start] == UInt8(ascii: "{") else { return nil }
        var found: Range<Int>?
        var position = bytes.skippingBlanks(from: start + 1)
        while bytes[position] == JSONTextSearch.quote {
            let end = bytes.skippingText(from: position)
            let written = UnsafeBufferPointer(start: bytes + position + 1, count: end - position - 2)
            let value = bytes.skippingBlanks(from: bytes.skippingBlanks(from: end) + 1)
            position = bytes.skippingValue(from: value)
            if isName(written, name) { found = value..<position }
            position = bytes.skippingBlanks(from: position)
            if bytes[position] == UInt8(ascii: ",") { position = bytes.skippingBlanks(from: position + 1) }
        }
        return found
    }

    /// The text of the string, number or word that lies at `extent`; nil for null, arrays and objects.
    static func text(_ bytes: UnsafePointer<UInt8>, _ extent: Range<Int>) -> [UInt8]? {
        switch bytes[extent.lowerBound] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "n"): return nil
        case JSONTextSearch.quote:
            var text: [UInt8] = []
            JSONText.resolve(
                UnsafeBufferPointer(start: bytes + extent.lowerBound + 1, count: extent.count - 2)
            ) { text.append($0) }
            return text
        default: return Array(UnsafeBufferPointer(start: bytes + extent.lowerBound, count: extent.count))
        }
    }

    private static func isName(_ written: UnsafeBufferPointer<UInt8>, _ name: [UInt8]) -> Bool {
        if written.elementsEqual(name) { return true }
        return written.contains(JSONTextSearch.backslash) && JSONText.string(written).utf8.elementsEqual(name)
    }
}
