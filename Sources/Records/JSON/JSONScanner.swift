/// Finds the end of one JSON value (RFC 8259) in bytes that arrive block by block, and what is wrong inside.
///
/// What leaves the structure of the value in no doubt (an unknown word, a bad escape, a comma too many) is noted as
/// ``fault`` and passed; anything else breaks the value. Positions count from the value's first byte.
struct JSONScanner {
    /// What a piece of scanning came to.
    enum Step {
        /// ``position`` is behind the value.
        case complete
        /// Nothing says where the value ends; ``position`` is at the byte that cannot stand there.
        case broken
        case needsMore
    }

    private enum State {
        case value
        case elementOrClose
        case name
        case nameOrClose
        case colon
        case behindValue
        case text
        case bare
        /// Deeper than the limit: only strings and brackets count.
        case loose
    }

    /// The most arrays and objects in one another.
    static let depthLimit = 128

    private(set) var position = 0
    /// Line ends passed.
    private(set) var lines = 0
    /// The first thing wrong that leaves the structure in no doubt.
    private(set) var fault: Fault.Rule?
    /// Bits of all bytes in strings.
    private(set) var seen: UInt64 = 0

    private var state = State.value
    private var isName = false
    private var isBehindCarriageReturn = false
    private var isPassing = false
    private var depth = 0
    /// The kinds of what is open, the innermost in the lowest bit: 1 is an object.
    private var kinds: UInt128 = 0
    private var bareStart = 0

    /// Notes `rule` at the value's first byte, as if it stood inside.
    mutating func noteMalformedStart() {
        fault = .malformedJSON(byteOffset: 0)
    }

    /// Goes on at position 0 with what is behind ``position``; words and numbers are no longer looked at.
    mutating func pass() {
        isPassing = true
        position = 0
        lines = 0
    }

    /// Reads on to the end of the value or of the `count` bytes, behind which stand eight NULs.
    mutating func scan(_ bytes: UnsafePointer<UInt8>, count: Int) -> Step {
        while true {
            let step =
                switch state {
                case .text: scanText(bytes, count)
                case .bare: scanBare(bytes, count)
                case .loose: scanLoosely(bytes, count)
                default: scanStructure(bytes, count)
                }
            if let step { return step }
        }
    }

    /// The source has ended: whether that completes the value, a number or a word.
    mutating func closeAtEnd(_ bytes: UnsafePointer<UInt8>) -> Bool {
        guard state == .bare, depth == 0 else { return false }
        judgeBare(bytes)
        return true
    }

    /// Whether a value may begin with `byte` that is no string, array or object.
    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), JSONTextSearch.quote:
            false
        default: true
        }
    }
}

extension JSONScanner {
    private mutating func scanStructure(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Step? {
        skipBlanks(bytes, count)
        if position == count { return .needsMore }
        let byte = bytes[position]
        switch state {
        case .name, .nameOrClose: return openName(byte)
        case .colon:
            guard byte == UInt8(ascii: ":") else { return .broken }
            position += 1
            state = .value
            return nil
        case .behindValue:
            guard byte == UInt8(ascii: ",") else { return close(byte) }
            position += 1
            state = isInObject ? .name : .value
            return nil
        default: return openValue(byte)
        }
    }

    private mutating func skipBlanks(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        while position < count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { break }
            passBlank(byte)
        }
        if position < count { isBehindCarriageReturn = false }
    }

    @inline(__always)
    private mutating func passBlank(_ byte: UInt8) {
        if byte == 0x0d || (byte == 0x0a && !isBehindCarriageReturn) { lines += 1 }
        isBehindCarriageReturn = byte == 0x0d
        position += 1
    }

    private mutating func openName(_ byte: UInt8) -> Step? {
        if byte == JSONTextSearch.quote {
            isName = true
            openText()
            return nil
        }
        if byte == UInt8(ascii: "}") {
            if state == .name { noteMalformed() }
            return close(byte)
        }
        guard Self.isBare(byte) else { return .broken }
        noteMalformed()
        isName = true
        openBare()
        return nil
    }

    private mutating func openValue(_ byte: UInt8) -> Step? {
        switch byte {
        case JSONTextSearch.quote: openText()
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(isObject: byte == UInt8(ascii: "{"))
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            guard depth > 0 else { return .broken }
            if state == .value { noteMalformed() }
            return close(byte)
        case UInt8(ascii: ","):
            guard depth > 0 else { return .broken }
            noteMalformed()
            state = .behindValue
        default:
            guard Self.isBare(byte) else { return .broken }
            openBare()
        }
        return nil
    }

    private mutating func openText() {
        position += 1
        state = .text
    }

    private mutating func openBare() {
        bareStart = position
        state = .bare
    }

    private mutating func open(isObject: Bool) {
        depth += 1
        position += 1
        if depth > Self.depthLimit {
            if fault == nil { fault = .nestedTooDeep(limit: Self.depthLimit) }
            state = .loose
        } else {
            kinds = kinds << 1 | (isObject ? 1 : 0)
            state = isObject ? .nameOrClose : .elementOrClose
        }
    }

    private var isInObject: Bool { kinds & 1 == 1 }

    private mutating func close(_ byte: UInt8) -> Step? {
        guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return .broken }
        position += 1
        depth -= 1
        kinds >>= 1
        return endValue()
    }

    private mutating func endValue() -> Step? {
        if depth > Self.depthLimit {
            state = .loose
        } else if isName {
            isName = false
            state = .colon
        } else {
            state = .behindValue
            if depth == 0 { return .complete }
        }
        return nil
    }

    private mutating func noteMalformed() {
        note(.malformedJSON(byteOffset: position))
    }

    private mutating func note(_ rule: Fault.Rule) {
        if fault == nil { fault = rule }
    }
}

extension JSONScanner {
    private mutating func scanText(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Step? {
        while true {
            position = JSONTextSearch.first(in: bytes, from: position, seen: &seen)
            switch bytes[position] {
            case JSONTextSearch.quote:
                position += 1
                return endValue()
            case JSONTextSearch.backslash:
                guard passEscape(bytes, count) else { return .needsMore }
            case 0 where position == count: return .needsMore
            case 0x0a, 0x0d: return .broken
            case let control:
                note(control == 0 ? .nulByte(byteOffset: position) : .malformedJSON(byteOffset: position))
                position += 1
            }
        }
    }

    /// False when the escape is not in memory as a whole.
    private mutating func passEscape(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard position + 1 < count else { return false }
        switch bytes[position + 1] {
        case UInt8(ascii: "u"): return passCodeUnit(bytes, count)
        case JSONTextSearch.quote, JSONTextSearch.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        default:
            // The byte behind stays to be judged, for it may end the line.
            noteMalformed()
            position += 1
        }
        return true
    }

    private mutating func passCodeUnit(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard position + 6 <= count else {
            guard bytes.hasOnlyHexadecimals(from: position + 2, to: count) else { return passBadEscape() }
            return false
        }
        guard let unit = bytes.hexadecimals(at: position + 2) else { return passBadEscape() }
        switch unit {
        case 0: note(.nulByte(byteOffset: position))
        case 0xdc00...0xdfff: note(.loneSurrogate(byteOffset: position))
        case 0xd800...0xdbff: return passSurrogate(bytes, count)
        default: break
        }
        position += 6
        return true
    }

    private mutating func passBadEscape() -> Bool {
        noteMalformed()
        position += 2
        return true
    }

    /// Passes the first half of a pair, and the second if it is there.
    private mutating func passSurrogate(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let second = position + 6
        if second == count || (bytes[second] == JSONTextSearch.backslash && second + 1 == count) { return false }
        guard bytes[second] == JSONTextSearch.backslash, bytes[second + 1] == UInt8(ascii: "u") else {
            note(.loneSurrogate(byteOffset: position))
            position = second
            return true
        }
        if second + 6 > count, bytes.hasOnlyHexadecimals(from: second + 2, to: count) { return false }
        if second + 6 <= count, let low = bytes.hexadecimals(at: second + 2), 0xdc00...0xdfff ~= low {
            position = second + 6
            return true
        }
        note(.loneSurrogate(byteOffset: position))
        position = second
        return true
    }

    private mutating func scanBare(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Step? {
        while Self.isBare(bytes[position]) {
            if bytes[position] == 0 {
                if position == count { return .needsMore }
                note(.nulByte(byteOffset: position))
            }
            position += 1
        }
        judgeBare(bytes)
        return endValue()
    }

    private mutating func judgeBare(_ bytes: UnsafePointer<UInt8>) {
        guard !isPassing, !isName else { return }
        let word = UnsafeBufferPointer(start: bytes + bareStart, count: position - bareStart)
        if !JSONWord.isValid(word) { note(.malformedJSON(byteOffset: bareStart)) }
    }

    private mutating func scanLoosely(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Step? {
        while position < count {
            switch bytes[position] {
            case JSONTextSearch.quote:
                openText()
                return nil
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
                if depth == Self.depthLimit { return endValue() }
            case let byte: passBlank(byte)
            }
        }
        return .needsMore
    }
}
