/// The members of an object that may not be in memory to its end.
struct JSONOutline {
    /// Names of the members whose value begins in memory, and where it begins.
    private(set) var members: [(name: String, value: Int)] = []

    /// The members of what begins at `start`, as far as they are among the first `count` bytes; none when it is no
    /// object.
    init(_ bytes: UnsafePointer<UInt8>, count: Int, at start: Int) {
        guard start < count, bytes[start] == UInt8(ascii: "{") else { return }
        var position = bytes.skippingBlanks(from: start + 1)
        while position < count, bytes[position] == JSONTextSearch.quote {
            guard let end = Self.end(bytes, count, position) else { return }
            let colon = bytes.skippingBlanks(from: end)
            let value = bytes.skippingBlanks(from: colon + 1)
            guard colon < count, bytes[colon] == UInt8(ascii: ":"), value < count else { return }
            let inside = UnsafeBufferPointer(start: bytes + position + 1, count: end - position - 2)
            members.append((JSONText.string(inside), value))
            guard let behind = Self.end(bytes, count, value) else { return }
            position = bytes.skippingBlanks(from: behind)
            guard position < count, bytes[position] == UInt8(ascii: ",") else { return }
            position = bytes.skippingBlanks(from: position + 1)
        }
    }

    private static func end(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ start: Int) -> Int? {
        var scanner = JSONScanner()
        guard scanner.scan(bytes + start, count: count - start) == .complete else { return nil }
        let end = start + scanner.position
        return end > count ? nil : end
    }
}
