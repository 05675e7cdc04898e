import Foundation

/// The form in which names, ids and references are stored, so that comparing them is comparing bytes: no white space at
/// the ends, one plain blank for each run of white space inside, Unicode Normalization Form C.
enum NameText {
    /// Whether UTF-8 text has that form already, by a look at its bytes; may be false for text that has it.
    ///
    /// Text in Latin letters, precomposed accents included, is told at once, which is nearly every cell.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in bytes {
            switch byte {
            case 0x20: if previous == 0x20 { return false }
            case 0x21...0x7e: break
            // The letters U+00C0 to U+02FF; before U+00C0 stands the no-break space, behind U+02FF the combining marks.
            case 0xc3...0xcb, 0x80...0xbf: break
            default: return false
            }
            previous = byte
        }
        return bytes.isEmpty || previous != 0x20
    }

    /// `text` in that form.
    static func normalized(_ text: String) -> String {
        var text = text
        if text.withUTF8(isPlain) { return text }
        let words = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
        let joined = words.map { String($0) }.joined(separator: " ")
        return joined.unicodeScalars.allSatisfy(isStable) ? joined : joined.precomposedStringWithCanonicalMapping
    }

    /// Whether the character is never changed by normalization, whatever stands beside it; false for many that are not
    /// either. Whole alphabets are listed, so that their text is not handed to Foundation.
    private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ...0x2ff, 0x400...0x482, 0x48a...0x52f, 0x531...0x58f, 0x5d0...0x5f4, 0x621...0x64a, 0xe01...0xe30,
            0x10a0...0x10ff, 0x2010...0x205e, 0x2070...0x20cf, 0x3041...0x3096, 0x309b...0x30ff, 0x4e00...0x9fff,
            0xac00...0xd7a3, 0xff01...0xffef:
            true
        default: false
        }
    }
}
