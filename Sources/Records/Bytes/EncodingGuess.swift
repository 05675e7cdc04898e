/// Whether the bytes of a file are UTF-8 or rather windows-1252, the encoding of older programs on Windows.
public struct EncodingGuess: Hashable, Sendable {
    /// Whether the bytes are not UTF-8, and each of them is a character of windows-1252.
    public let needsWindows1252: Bool

    /// Bytes that windows-1252 does not use.
    private static let unused: Set<UInt8> = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

    /// Looks at `sample`, the first bytes of a file; its last character may be cut.
    public init(_ sample: [UInt8]) {
        guard !sample.starts(with: [0xff, 0xfe]), !sample.starts(with: [0xfe, 0xff]), !sample.contains(0),
            !Self.isUTF8(sample)
        else {
            needsWindows1252 = false
            return
        }
        needsWindows1252 = !sample.contains(where: Self.unused.contains)
    }

    private static func isUTF8(_ sample: [UInt8]) -> Bool {
        if String(validating: sample, as: UTF8.self) != nil { return true }
        // A character has at most four bytes.
        return (1...3).contains { String(validating: sample.dropLast($0), as: UTF8.self) != nil && sample.count > 1024 }
    }
}
