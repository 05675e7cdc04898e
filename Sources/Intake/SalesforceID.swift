/// Ids of Salesforce records.
enum SalesforceID {
    /// The id of 18 characters for one of 15, whose three more say which letters are capitals, so that case no longer
    /// matters; anything else as it is, such as names of 15 letters: an id begins with the prefix of its object, which
    /// is a digit, or `a` and a digit in objects of one's own.
    ///
    /// Source: Salesforce help, "Convert 15 Character IDs to 18 Character IDs" and "Standard Field Record ID Prefix Decoder".
    static func long(_ id: String) -> String {
        let characters = Array(id.utf8)
        guard characters.count == 15, characters.allSatisfy(isLetterOrDigit), hasPrefix(characters) else {
            return id
        }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".unicodeScalars)
        let suffix = stride(from: 0, to: 15, by: 5).map { start in
            let capitals = (0..<5).reduce(0) { bits, place in
                0x41...0x5a ~= characters[start + place] ? bits | 1 << place : bits
            }
            return Character(letters[capitals])
        }
        return id + String(suffix)
    }

    private static func hasPrefix(_ id: [UInt8]) -> Bool {
        isDigit(id[0]) || id[0] == UInt8(ascii: "a") && isDigit(id[1])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte
    }
}
