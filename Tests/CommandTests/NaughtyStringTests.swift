import Foundation
import Postgres
import Testing

/// The big list of naughty strings (https://github.com/minimaxir/big-list-of-naughty-strings, MIT) goes through load and
/// publish byte for byte.
@Suite(.enabled(if: SharedData.isThere)) struct NaughtyStringTests {
    private static let list = SharedData.real.appending(path: "torture/blns/blns.json")

    private static func strings() throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(contentsOf: list))
    }

    @Test func textsComeBackAsTheyWere() throws {
        let strings = try Self.strings()
        let office = try Office()
        let quoted = strings.enumerated().map { "\($0),\(Self.cell($1)),\(Self.cell($1))\r\n" }
        try office.files.write("ticket_id,subject,description\r\n" + quoted.joined(), to: "tickets.csv")
        let objects = try strings.enumerated().map { number, text in
            let object = ["ticket_id": "j\(number)", "subject": text, "description": text]
            return String(decoding: try JSONEncoder().encode(object), as: UTF8.self) + "\n"
        }
        try office.files.write(objects.joined(), to: "tickets.ndjson")
        for file in ["tickets.csv", "tickets.ndjson"] {
            #expect(
                try office.load("tickets", file, more: ["--max-rejects", "0", "--accept-undated"]).wait().status == 0)
        }
        for row in try office.connect().rows("select ticket_id, subject, description from core.ticket_text") {
            let name: String = try row["ticket_id"]
            let number = try #require(Int(name.hasPrefix("j") ? String(name.dropFirst()) : name))
            for column in ["subject", "description"] {
                let found: String? = try row[column]
                #expect(Array((found ?? "").utf8) == Array(strings[number].utf8))
            }
        }
        // Blanks alone are no text.
        let blank = strings.filter { Self.normalized($0).isEmpty }.count
        #expect(try office.count(Identifier("core", "ticket_text")) == 2 * (strings.count - blank))
    }

    @Test func namesStandInTheBundleAsTheyAreStored() throws {
        let office = try Office()
        // Longer ones are no names.
        let names = Array(Set(try Self.strings().map(Self.normalized))).filter { !$0.isEmpty && $0.utf8.count <= 800 }
        let numbered = names.enumerated()
        try office.files.write(
            "customer_id\r\n" + numbered.map { "c\($0.offset)\r\n" }.joined(), to: "customers.csv")
        try office.files.write(
            "customer_id,segment\r\n" + numbered.map { "c\($0),\(Self.cell($1))\r\n" }.joined(), to: "segments.csv")
        try office.files.write(
            "ticket_id,customer,created_at,department\r\n"
                + numbered.map { "t\($0),c\($0),2026-03-03T10:00:00Z,\(Self.cell($1))\r\n" }.joined(), to: "tickets.csv"
        )
        for kind in ["customers", "segments", "tickets"] {
            let outcome = try office.load(kind, "\(kind).csv", more: ["--max-rejects", "0"]).wait()
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try office.earshot("compute", "--week", "2026-W10").status == 0)
        #expect(try office.earshot("publish", "--week", "2026-W10", "--out", "bundle").status == 0)
        let records = try Self.records(
            Data(contentsOf: URL(filePath: "\(office.folder)/bundle/latest/segments.csv")))
        let column = try #require(records[0].firstIndex(of: Array("segment".utf8)))
        let published = Set(records.dropFirst().map { $0[column] })
        let expected = Set(names.map { Array(Self.disarmed($0).utf8) })
        #expect(
            published.isSuperset(of: expected),
            "\(expected.subtracting(published).map { String(decoding: $0, as: UTF8.self) })")
        #expect(try office.count(Identifier("core", "membership")) == names.count)
    }

    private static func cell(_ text: String) -> String {
        "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// In NFC, with one plain blank for each run of white space and none at both ends, as names are stored.
    private static func normalized(_ text: String) -> String {
        text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init).joined(separator: " ")
            .precomposedStringWithCanonicalMapping
    }

    /// What a spreadsheet could take for a formula has an apostrophe in front.
    private static func disarmed(_ name: String) -> String {
        name.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true ? "'" + name : name
    }

    /// The cells of a CSV file, read by rules of our own (RFC 4180).
    private static func records(_ data: Data) -> [[[UInt8]]] {
        var records: [[[UInt8]]] = [[[]]]
        var isQuoted = false
        var bytes = Array(data)[...]
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
        func end() -> (Int, Int) { (records.count - 1, records[records.count - 1].count - 1) }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
                bytes = bytes.dropFirst()
                records[end().0][end().1].append(byte)
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: records[end().0].append([])
            case UInt8(ascii: "\r") where !isQuoted && bytes.first == UInt8(ascii: "\n"):
                bytes = bytes.dropFirst()
                if !bytes.isEmpty { records.append([[]]) }
            default: records[end().0][end().1].append(byte)
            }
        }
        return records
    }
}
