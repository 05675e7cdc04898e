import Records
import Testing

/// Whatever the size of the blocks in which a file arrives, it reads the same.
@Suite struct CSVBoundaryTests {
    private static let pieces = [
        "", "a", "bc", "\"", "\"\"", ",", "\n", "\r", "\r\n", "ä", "€", "😀", "\t", " ", "longer text",
    ]

    @Test(arguments: [",", ";", "\t"] as [Character])
    func whatIsWrittenIsRead(_ delimiter: Character) throws {
        var random = SplitMix(state: 42)
        for round in 0..<300 {
            let rows = Self.rows(&random)
            let end = ["\n", "\r\n", "\r"][round % 3]
            let text = rows.map { Self.line($0, delimiter, &random) + end }.joined()
            let file = try ReadFile(text, delimiter: delimiter, block: 1 + round % 17)
            #expect(file.cells == rows, "round \(round)")
            #expect(file.records.map(\.raw).joined(separator: end) + end == text)
        }
    }

    @Test func blocksOfEverySizeGiveTheSameRecords() throws {
        let text =
            "\u{feff}a,b\r\n\"x\r\ny\",\"\"\"\"\r\r\n\n1\n\"q\"w,2\n\"über\0\",3\r\n4,\"5\r6\"\r\n7,\"8\n9,\"\"\n"
        let whole = try ReadFile(text, expecting: 2)
        #expect(whole.records.count == 6 && whole.truncatedAt == 11)
        for block in 1...17 {
            #expect(try ReadFile(text, expecting: 2, block: block) == whole, "blocks of \(block)")
        }
    }

    @Test func anyBytesReadAlikeInBlocksOfEverySize() throws {
        var random = SplitMix(state: 7)
        let alphabet: [UInt8] = Array("ab,\"\"\n\r".utf8) + [0, 0xc3, 0xa4]
        for _ in 0..<400 {
            let bytes = (0..<Int(random.next() % 60)).map { _ in alphabet[Int(random.next() % 10)] }
            let whole = try ReadFile(bytes, expecting: 2, limit: 24)
            for block in [1, 2, 3, 5, 8, 13] {
                #expect(try ReadFile(bytes, expecting: 2, block: block, limit: 24) == whole, "\(bytes) by \(block)")
            }
        }
    }

    @Test func aFileCutAtAnyByteKeepsItsWholeRecordsOrSaysSo() throws {
        let text = "id,note\r\n1,plain\r\n2,\"two\r\nlines\"\r\n3,\"say \"\"no\"\"\"\r\n"
        let bytes = Array(text.utf8)
        let whole = try ReadFile(bytes, expecting: 2)
        for length in 0..<bytes.count {
            let cut = try ReadFile(Array(bytes[..<length]), expecting: 2)
            let good = cut.records.filter { $0.fault == nil }
            // Only the last record may differ from the whole file's: nothing tells "1,pla" from "1,plain".
            #expect(good.dropLast() == whole.records.prefix(max(good.count - 1, 0)), "cut at \(length)")
            #expect((cut.truncatedAt != nil) == Self.isInsideQuotes(bytes[..<length]), "cut at \(length)")
        }
    }

    private static func rows(_ random: inout SplitMix) -> [[String]] {
        let width = 2 + Int(random.next() % 4)
        return (0..<4).map { _ in
            (0..<width).map { _ in
                (0..<Int(random.next() % 5)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
            }
        }
    }

    private static func line(_ row: [String], _ delimiter: Character, _ random: inout SplitMix) -> String {
        row.map { cell in
            // By scalars: as a Character, CRLF is neither CR nor LF.
            let special = cell.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) }
            guard special || cell.contains(delimiter) || random.next() % 3 == 0 else { return cell }
            return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }.joined(separator: String(delimiter))
    }

    /// Quotes stand only around cells or doubled in that text, so their count tells.
    private static func isInsideQuotes(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count { $0 == UInt8(ascii: "\"") } % 2 == 1
    }
}

/// Random numbers that are the same in every run (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
