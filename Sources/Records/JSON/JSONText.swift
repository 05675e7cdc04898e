/// The inside of a JSON string that a ``JSONScanner`` has found to be good.
enum JSONText {
    /// The text of `inside`, its escapes resolved.
    static func string(_ inside: UnsafeBufferPointer<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(inside.count)
        resolve(inside) { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Gives the bytes of `inside` to `write`, its escapes resolved; they are never more than those of `inside`.
    @inline(__always)
    static func resolve(_ inside: UnsafeBufferPointer<UInt8>, _ write: (UInt8) -> Void) {
        var position = 0
        while position < inside.count {
            let byte = inside[position]
            guard byte == JSONTextSearch.backslash, position + 1 < inside.count else {
                write(byte)
                position += 1
                continue
            }
            if inside[position + 1] == UInt8(ascii: "u") {
                position += resolveCodeUnit(inside, position, write)
            } else {
                write(character(inside[position + 1]))
                position += 2
            }
        }
    }

    private static func character(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0c
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// Writes the character whose escape is at `position`; gives the bytes it takes.
    private static func resolveCodeUnit(
        _ inside: UnsafeBufferPointer<UInt8>, _ position: Int, _ write: (UInt8) -> Void
    ) -> Int {
        guard let base = inside.baseAddress, position + 6 <= inside.count,
            let unit = base.hexadecimals(at: position + 2)
        else { return 6 }
        var value = unit
        var length = 6
        if 0xd800...0xdbff ~= unit, position + 12 <= inside.count, let low = base.hexadecimals(at: position + 8) {
            value = 0x10000 + (unit - 0xd800) << 10 + (low &- 0xdc00)
            length = 12
        }
        UTF8.encode(Unicode.Scalar(value) ?? "\u{fffd}")?.forEach(write)
        return length
    }
}
