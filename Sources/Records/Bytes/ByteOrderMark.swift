/// What stands at the beginning of a text and tells its encoding.
enum ByteOrderMark: Equatable {
    case utf8
    /// The name that iconv has for it.
    case utf16(encoding: String)

    /// The mark that `bytes` begin with; nil: none.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
            self = .utf8
        } else if bytes.starts(with: [0xff, 0xfe]) {
            self = .utf16(encoding: "UTF-16LE")
        } else if bytes.starts(with: [0xfe, 0xff]) {
            self = .utf16(encoding: "UTF-16BE")
        } else {
            return nil
        }
    }
}
