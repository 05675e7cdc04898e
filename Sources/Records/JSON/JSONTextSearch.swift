/// Finds, eight bytes at a time, where a JSON string may end.
///
/// The bit tricks are those of ``ByteSearch``.
enum JSONTextSearch {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let quotes = UInt64(quote) &* ones
    private static let backslashes = UInt64(backslash) &* ones

    /// The first position from `start` on that holds a quote, a backslash or a control character.
    ///
    /// There has to be one, followed by at least seven readable bytes. `seen` collects the bits of all bytes looked
    /// at, which may be up to seven more than were passed.
    @inline(__always)
    static func first(in bytes: UnsafePointer<UInt8>, from start: Int, seen: inout UInt64) -> Int {
        var position = start
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self))
            seen |= word
            let quoted = word ^ quotes
            let escaped = word ^ backslashes
            let marked = (quoted &- ones) & ~quoted | (escaped &- ones) & ~escaped
            let low = (word &- ones &* 0x20) & ~word
            let hits = (marked | low) & highs
            if hits != 0 { return position + hits.trailingZeroBitCount / 8 }
            position += 8
        }
    }
}
