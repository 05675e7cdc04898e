internal import Glibc

/// Finds `$1`, `$2`, … in SQL text, but not inside literals, quoted names, dollar quotes and comments.
///
/// The rules are those of [the manual's lexical structure](https://www.postgresql.org/docs/15/sql-syntax-lexical.html).
struct Placeholders {
    /// The text, and a zero byte behind it.
    private let bytes: [UInt8]
    private var position = 0
    private var fragmentStart = 0
    private var fragments: [String] = []
    private var numbers: [Int] = []

    /// The text between the placeholders, and their numbers; one fragment more than numbers.
    static func split(_ text: String) -> (fragments: [String], numbers: [Int]) {
        var scan = Placeholders(bytes: Array(text.utf8) + [0])
        scan.run()
        return (scan.fragments, scan.numbers)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func run() {
        while let byte = nextSpecial() {
            switch byte {
            case UInt8(ascii: "'"): skipQuoted(byte, backslash: follows(escapePrefix: position))
            case UInt8(ascii: "\""): skipQuoted(byte, backslash: false)
            case UInt8(ascii: "-") where peek(1) == byte: skipLine()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
            case UInt8(ascii: "$") where isInWord(position): skip { Self.isWord($0) || $0 == UInt8(ascii: "$") }
            case UInt8(ascii: "$"): takeDollar()
            default: position += 1
            }
        }
        endFragment(at: count)
    }

    private var count: Int { bytes.count - 1 }

    private func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < count ? bytes[position + ahead] : nil
    }

    /// Goes to the next byte that may begin something else than plain text; the C library finds it fastest.
    private mutating func nextSpecial() -> UInt8? {
        position += length(until: "'\"-/$")
        return peek()
    }

    /// How many bytes from here on are none of `stops`, nor the zero behind the text.
    private func length(until stops: String) -> Int {
        bytes.withUnsafeBytes { text in
            text.baseAddress.map {
                strcspn($0.advanced(by: min(position, count)).assumingMemoryBound(to: CChar.self), stops)
            } ?? 0
        }
    }

    /// Whether the byte goes on with a name, in which a dollar is a letter.
    private func isInWord(_ index: Int) -> Bool {
        index > fragmentStart && Self.isWord(bytes[index - 1])
    }

    private mutating func skip(while isPart: (UInt8) -> Bool) {
        while let byte = peek(), isPart(byte) { position += 1 }
    }

    /// Whether the quote at `quote` opens an `E'…'` literal, the only kind in which a backslash escapes.
    private func follows(escapePrefix quote: Int) -> Bool {
        guard quote > 0, bytes[quote - 1] | 0x20 == UInt8(ascii: "e") else { return false }
        return quote == 1 || !Self.isWord(bytes[quote - 2])
    }

    /// A doubled quote needs no rule of its own: it ends one literal and opens the next.
    private mutating func skipQuoted(_ quote: UInt8, backslash: Bool) {
        position += 1
        while let byte = peek(), byte != quote {
            position += backslash && byte == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
        if backslash, peek() == quote { skipQuoted(quote, backslash: true) }
    }

    private mutating func skipLine() {
        position += length(until: "\n")
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            switch (peek(), peek(1)) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): (depth, position) = (depth + 1, position + 2)
            case (UInt8(ascii: "*"), UInt8(ascii: "/")): (depth, position) = (depth - 1, position + 2)
            default: position += 1
            }
        } while depth > 0 && position < count
    }

    private mutating func takeDollar() {
        let start = position
        position += 1
        if let byte = peek(), Self.isDigit(byte) {
            skip(while: Self.isDigit)
            endFragment(at: start)
            numbers.append(Int(String(decoding: bytes[start + 1..<position], as: UTF8.self)) ?? 0)
            fragmentStart = position
        } else {
            skip(while: Self.isWord)
            guard peek() == UInt8(ascii: "$") else { return }
            position += 1
            skipDollarQuoted(tag: bytes[start..<position])
        }
    }

    private mutating func skipDollarQuoted(tag: ArraySlice<UInt8>) {
        while position < count, !bytes[position...].starts(with: tag) { position += 1 }
        position = min(position + tag.count, count)
    }

    private mutating func endFragment(at end: Int) {
        fragments.append(String(decoding: bytes[fragmentStart..<end], as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
}
