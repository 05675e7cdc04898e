/// Finds, eight bytes at a time, where a cell may end.
///
/// The bit tricks are "determine if a word has a zero byte" and "… a byte less than n" of Sean Anderson's Bit Twiddling
/// Hacks (https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord); their lowest hit is exact on a
/// little-endian load.
struct ByteSearch {
    private let marks: UInt64

    /// A search for `mark`.
    init(for mark: UInt8) {
        marks = UInt64(mark) &* Self.ones
    }

    /// The first position from `start` on that holds the mark or a byte below 0x0e (NUL, TAB, LF, CR and their
    /// neighbours). There has to be one, followed by at least seven readable bytes.
    ///
    /// `seen` collects the bits of all bytes looked at, which may be up to seven more than were passed.
    @inline(__always)
    func first(in bytes: UnsafePointer<UInt8>, from start: Int, seen: inout UInt64) -> Int {
        var position = start
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self))
            seen |= word
            let difference = word ^ marks
            let marked = (difference &- Self.ones) & ~difference
            let low = (word &- Self.ones &* 0x0e) & ~word
            let hits = (marked | low) & Self.highs
            if hits != 0 { return position + hits.trailingZeroBitCount / 8 }
            position += 8
        }
    }

    /// Whether a byte that is not ASCII was among those `seen`.
    static func hasHigh(_ seen: UInt64) -> Bool { seen & highs != 0 }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
}
