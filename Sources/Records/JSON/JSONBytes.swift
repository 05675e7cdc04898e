extension UnsafePointer<UInt8> {
    /// The four hexadecimal digits from `start` on as a number; nil when one is something else.
    func hexadecimals(at start: Int) -> UInt32? {
        var value: UInt32 = 0
        for position in start..<start + 4 {
            guard let digit = Self.digit(self[position]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    /// Whether there are only hexadecimal digits from `start` up to `end`.
    func hasOnlyHexadecimals(from start: Int, to end: Int) -> Bool {
        start >= end || (start..<end).allSatisfy { Self.digit(self[$0]) != nil }
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }
}

/// Steps over values that a ``JSONScanner`` has found to be good; behind the bytes stand eight NULs.
extension UnsafePointer<UInt8> {
    /// The first position from `start` on that is no blank.
    @inline(__always)
    func skippingBlanks(from start: Int) -> Int {
        var position = start
        while true {
            let byte = self[position]
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return position }
            position += 1
        }
    }

    /// The position behind the value that begins at `start`.
    func skippingValue(from start: Int) -> Int {
        switch self[start] {
        case JSONTextSearch.quote: skippingText(from: start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): skippingContainer(from: start)
        default: skippingWord(from: start)
        }
    }

    /// The position behind the string whose opening quote is at `start`.
    @inline(__always)
    func skippingText(from start: Int) -> Int {
        var seen: UInt64 = 0
        var position = start + 1
        while true {
            position = JSONTextSearch.first(in: self, from: position, seen: &seen)
            if self[position] == JSONTextSearch.quote { return position + 1 }
            position += 2
        }
    }

    private func skippingContainer(from start: Int) -> Int {
        var position = start + 1
        var depth = 1
        while depth > 0 {
            switch self[position] {
            case JSONTextSearch.quote:
                position = skippingText(from: position)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            position += 1
        }
        return position
    }

    private func skippingWord(from start: Int) -> Int {
        var position = start
        while true {
            switch self[position] {
            case 0, 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): return position
            default: position += 1
            }
        }
    }
}
