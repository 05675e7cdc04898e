/// What a file seems to be, by its first bytes; its name says nothing.
public enum FormatGuess: Hashable, Sendable {
    /// Cells parted by `delimiter`; nil: what parts them cannot be told.
    case csv(delimiter: UInt8?)
    /// JSON, one record a line.
    case ndjson
    /// JSON in any other layout.
    case json
    /// A calendar (RFC 5545).
    case calendar
    /// A zip archive; its members are to be looked at.
    case zip
    /// A workbook of a spreadsheet program, which is not read: it has to be exported as CSV.
    case workbook
    /// A web page, often a login page in the place of an export.
    case html
    /// XML of some kind.
    case xml
    case pdf
    /// A file of another program, which is not text: an image, a database, an archive; what it is, as a noun.
    case foreign(String)
    /// Anything else that is no text.
    case binary
    /// Nothing, or only blanks.
    case empty

    /// Bytes that are looked at: 64 KiB.
    public static let sampleCount = 1 << 16

    /// Looks at the beginning of `source`, unpacked and decoded, which is read up to there. Take another for reading.
    public init(_ source: ByteSource) throws(RecordsError) {
        self.init(try source.beginning())
    }

    /// Looks at `sample`, the first bytes of an unpacked file.
    public init(_ sample: [UInt8]) {
        let text = sample.starts(with: [0xef, 0xbb, 0xbf]) ? sample[3...] : sample[...]
        let body = text.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
        self =
            if let packed = Self.packed(sample) {
                packed
            } else if body.isEmpty {
                .empty
            } else if Self.isBinary(body) {
                .binary
            } else {
                Self.marked(body) ?? .csv(delimiter: DelimiterGuess(Array(text)).delimiter)
            }
    }

    private static func packed(_ sample: [UInt8]) -> Self? {
        if ZipArchive.isArchive(sample) {
            // A workbook has its table of contents among the first members.
            return sample.prefix(4096).contains("[Content_Types].xml".utf8) ? .workbook : .zip
        }
        if sample.starts(with: "%PDF-".utf8) { return .pdf }
        // The older workbooks are compound files.
        if sample.starts(with: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) { return .workbook }
        return signatures.first { sample.starts(with: $0.bytes) }.map { .foreign($0.name) }
    }

    /// First bytes of formats that are met in the place of an export. Source: each format's specification.
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x89] + "PNG\r\n".utf8, "a PNG image"), ([0xff, 0xd8, 0xff], "a JPEG image"),
        (Array("GIF8".utf8), "a GIF image"), (Array("PAR1".utf8), "a Parquet file"),
        (Array("SQLite format 3\0".utf8), "an SQLite database"), (Array("Obj\u{1}".utf8), "an Avro file"),
        (Array("ORC".utf8), "an ORC file"), (Array("ARROW1".utf8), "an Arrow file"),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"), (Array("Rar!\u{1a}".utf8), "a RAR archive"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "an xz file"), ([0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file"),
        (Array("BZh".utf8), "a bzip2 file"), (Array("{\\rtf".utf8), "an RTF document"),
    ]

    /// Up to one byte in ten may be damaged; with more than that it is no text.
    private static func isBinary(_ body: ArraySlice<UInt8>) -> Bool {
        let strange = body.count { $0 < 0x09 || (0x0e..<0x20).contains($0) || $0 == 0x7f }
        return strange * 10 > body.count
    }

    private static func marked(_ body: ArraySlice<UInt8>) -> Self? {
        switch body.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return json(body)
        case UInt8(ascii: "<"):
            let start = String(decoding: body.prefix(512), as: UTF8.self).lowercased()
            return start.hasPrefix("<!doctype html") || start.contains("<html") ? .html : .xml
        default:
            let start = String(decoding: body.prefix(15), as: UTF8.self).uppercased()
            return start == "BEGIN:VCALENDAR" ? .calendar : nil
        }
    }

    /// A bracket may also begin the first cell of a table, so the next byte has to be JSON's too.
    private static func json(_ body: ArraySlice<UInt8>) -> Self? {
        let next = body.dropFirst().first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        if body.first == UInt8(ascii: "[") {
            guard let next else { return .json }
            return "[{]\"-0123456789tfn".utf8.contains(next) ? .json : nil
        }
        guard next == nil || next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") else {
            // Names without quotes, or in single ones, as JavaScript and Python print objects: JSON, but broken.
            return next == UInt8(ascii: "'") || body.prefix(256).contains(UInt8(ascii: ":")) ? .json : nil
        }
        let line = body.prefix { $0 != 0x0a && $0 != 0x0d }
        let rest = body.dropFirst(line.count).drop { $0 == 0x0a || $0 == 0x0d }
        return line.last == UInt8(ascii: "}") && (rest.isEmpty || rest.first == UInt8(ascii: "{")) ? .ndjson : .json
    }
}
