/// Walks over the bytes of a time stamp.
struct DigitScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    var isAtDigit: Bool { position < bytes.count && Cell.isDigit(bytes[position]) }

    /// The byte that comes next; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

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

    /// As many digits as there are, within `count`.
    mutating func number(_ count: ClosedRange<Int>) -> Int? {
        var digits = 0
        while digits < count.upperBound, position + digits < bytes.count, Cell.isDigit(bytes[position + digits]) {
            digits += 1
        }
        return digits < count.lowerBound ? nil : number(digits)
    }

    /// Steps over one space, also one that does not break (U+00A0, U+202F: Java's own before AM since release 20).
    mutating func skipSpace() -> Bool {
        if skip(" ") { return true }
        return next == 0xc2 && skip(word: [0xc2, 0xa0]) || next == 0xe2 && skip(word: [0xe2, 0x80, 0xaf])
    }

    /// Steps over `word` if it comes next, capital and small ASCII letters counting as the same.
    mutating func skip(word: [UInt8]) -> Bool {
        guard position + word.count <= bytes.count else { return false }
        for (offset, byte) in word.enumerated() where !Self.areSame(bytes[position + offset], byte) { return false }
        position += word.count
        return true
    }

    /// Steps over capital ASCII letters if as many of them come next.
    mutating func skipCapitals(_ count: ClosedRange<Int>) -> Bool {
        var letters = 0
        while position + letters < bytes.count, 0x41...0x5a ~= bytes[position + letters] { letters += 1 }
        guard count.contains(letters) else { return false }
        position += letters
        return true
    }

    private static func areSame(_ left: UInt8, _ right: UInt8) -> Bool {
        left == right || (left ^ right == 0x20 && 0x61...0x7a ~= left | 0x20)
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
