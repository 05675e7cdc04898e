/// One cell of a record: its bytes, unescaped, valid UTF-8 without NUL when they come from a record without fault.
///
/// The bytes belong to the reader and are good until it moves on; copy what is to stay (``string``).
/// The readings (``integer``, ``boolean``, …) are nil when the cell does not have that form; none of them trims.
public struct Cell {
    /// The bytes of the cell; nobody else's to free.
    public let bytes: UnsafeBufferPointer<UInt8>

    /// A cell over `bytes`, which have to outlive it.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Its text; invalid UTF-8 becomes U+FFFD.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The cell without Unicode white space at both ends.
    public var trimmed: Cell {
        var rest = bytes[...]
        while let first = rest.first, first <= 0x20 || first >= 0xc2, let length = WhiteSpace.length(at: rest) {
            rest = rest.dropFirst(length)
        }
        while let last = rest.last, last <= 0x20 || last >= 0x80, let length = WhiteSpace.length(before: rest) {
            rest = rest.dropLast(length)
        }
        return Cell(UnsafeBufferPointer(rebasing: rest))
    }

    /// Whether its bytes are exactly those of `text`.
    public func equals(_ text: StaticString) -> Bool {
        bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether its bytes are those of `word`, capital ASCII letters counting as small ones; `word` is in small letters.
    public func equalsIgnoringCase(_ word: StaticString) -> Bool {
        let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        return bytes.elementsEqual(word) { (0x41...0x5a ~= $0 ? $0 | 0x20 : $0) == $1 }
    }

    /// Calls `body` with the UTF-8 of `text` as a cell, which is good only inside `body`.
    public static func with<Result>(_ text: String, _ body: (Cell) throws -> Result) rethrows -> Result {
        var text = text
        return try text.withUTF8 { try body(Cell($0)) }
    }
}
