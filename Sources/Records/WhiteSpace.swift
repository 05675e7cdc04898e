/// The characters of UTF-8 text that have the Unicode property White_Space, as bytes.
enum WhiteSpace {
    typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// The length in bytes of the white space character at the start of `text`; nil: there is none.
    static func length(at text: Bytes) -> Int? {
        guard let first = text.first else { return nil }
        if isASCII(first) { return 1 }
        if first == 0xc2, text.count > 1, isLatin(text[text.startIndex + 1]) { return 2 }
        return text.count > 2 && isLong(text.prefix(3)) ? 3 : nil
    }

    /// The length in bytes of the white space character at the end of `text`; nil: there is none.
    static func length(before text: Bytes) -> Int? {
        guard let last = text.last else { return nil }
        if isASCII(last) { return 1 }
        if text.count > 1, text[text.endIndex - 2] == 0xc2, isLatin(last) { return 2 }
        return text.count > 2 && isLong(text.suffix(3)) ? 3 : nil
    }

    /// Tab to carriage return, and space.
    private static func isASCII(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0d ~= byte }

    /// The second byte of U+0085 (next line) and U+00A0 (no-break space).
    private static func isLatin(_ byte: UInt8) -> Bool { byte == 0x85 || byte == 0xa0 }

    /// U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
    private static func isLong(_ bytes: Bytes) -> Bool {
        let (second, third) = (bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2])
        return switch (bytes[bytes.startIndex], second) {
        case (0xe1, 0x9a): third == 0x80
        case (0xe2, 0x80): 0x80...0x8a ~= third || third == 0xa8 || third == 0xa9 || third == 0xaf
        case (0xe2, 0x81): third == 0x9f
        case (0xe3, 0x80): third == 0x80
        default: false
        }
    }
}
