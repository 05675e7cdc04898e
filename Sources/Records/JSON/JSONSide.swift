/// The side loads of one page, by their keys.
struct JSONSide {
    let load: JSONSideLoad
    private var objects: [[UInt8]: [UInt8]] = [:]

    init(_ load: JSONSideLoad) {
        self.load = load
    }

    /// Takes the objects of the page that begins at position 0 in the place of those of the page before.
    mutating func take(_ bytes: UnsafePointer<UInt8>, count: Int) {
        objects = [:]
        for member in JSONOutline(bytes, count: count, at: 0).members where member.name == load.array {
            guard bytes[member.value] == UInt8(ascii: "[") else { continue }
            takeElements(bytes, count, from: member.value + 1)
        }
    }

    private mutating func takeElements(_ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int) {
        let key = Array(load.key.utf8)
        var position = bytes.skippingBlanks(from: start)
        while position < count, bytes[position] == UInt8(ascii: "{") {
            var scanner = JSONScanner()
            guard scanner.scan(bytes + position, count: count - position) == .complete else { return }
            let end = position + scanner.position
            if scanner.fault == nil, let found = JSONEnvelope.member(key, in: bytes, at: position),
                let text = JSONEnvelope.text(bytes, found)
            {
                objects[text] = Array(UnsafeBufferPointer(start: bytes + position, count: end - position))
            }
            position = bytes.skippingBlanks(from: end)
            if bytes[position] == UInt8(ascii: ",") { position = bytes.skippingBlanks(from: position + 1) }
        }
    }

    /// The object that belongs into the record at position 0; nil when there is none.
    func object(for record: UnsafePointer<UInt8>) -> [UInt8]? {
        guard let found = JSONEnvelope.member(Array(load.reference.utf8), in: record, at: 0),
            let key = JSONEnvelope.text(record, found)
        else { return nil }
        return objects[key]
    }
}
