/// Walks over the bytes of a time stamp.
struct DigitScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    var isAtDigit: Bool { position < bytes.count && Cell.isDigit(bytes[position]) }

    /// Steps over `character` if it comes next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    /// A number of exactly `count` digits.
    mutating func number(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for offset in 0..<count {
            let byte = bytes[position + offset]
            guard Cell.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += count
        return value
    }

    /// The digits behind a decimal mark as millionths, at least one; those beyond the sixth are dropped.
    mutating func microseconds() -> Int? {
        guard isAtDigit else { return nil }
        var value = 0
        var weight = 100_000
        while isAtDigit {
            value += Int(bytes[position] - 0x30) * weight
            weight /= 10
            position += 1
        }
        return value
    }
}
