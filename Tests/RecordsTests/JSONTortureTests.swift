import Foundation
import Records
import Testing

/// Texts that are JSON and texts that are none, as values of a member and as files of their own.
@Suite struct JSONTortureTests {
    /// One text a line: y good, n not JSON, then the text, in which ␊ stands for LF and ␉ for TAB.
    private static let cases: [(isGood: Bool, text: String)] = {
        let path = URL(filePath: #filePath).appending(path: "../../Fixtures/json/values.txt").standardized
        let lines = (try? String(contentsOf: path, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.filter { !$0.hasPrefix("#") }.map { line in
            let text = line.dropFirst(2).replacing("␊", with: "\n").replacing("␉", with: "\t").replacing(
                "␀", with: "\0")
            return (line.hasPrefix("y"), String(text))
        }
    }()

    @Test func goodValuesAreReadAndOthersNot() throws {
        #expect(Self.cases.count > 150)
        for (isGood, text) in Self.cases {
            for block in [1, 5, 1 << 18] {
                let file = try ReadJSON("[{\"id\":\(text)}]", block: block)
                #expect((file.cells.count == 1 && file.faults.isEmpty && file.isWhole) == isGood, "\(text)")
            }
        }
    }

    @Test func whatABrokenValueStandsBesideIsReadAllTheSame() throws {
        for (isGood, text) in Self.cases where !text.contains("\n") {
            let file = try ReadJSON("{\"id\":1}\n{\"id\":\(text)}\n{\"id\":2}\n")
            #expect(file.isWhole && file.cells.first == ["1"] && file.cells.last == ["2"], "\(text)")
            #expect(file.records.filter { $0.fault == nil }.count == (isGood ? 3 : 2) || !isGood, "\(text)")
            #expect(isGood == file.faults.isEmpty, "\(text)")
        }
    }

    @Test(.enabled(if: SharedData.exists(SharedData.torture)))
    func naughtyStringsKeepTheirBytes() throws {
        let data = try Data(contentsOf: URL(filePath: SharedData.torture + "/blns/blns.json"))
        let strings = try JSONDecoder().decode([String].self, from: data)
        let elements = try ReadJSON([UInt8](data))
        #expect(elements.records.count == strings.count && elements.faults.allSatisfy { $0 == .notAnObject })
        let lines = try strings.map { string in
            "{\"id\":" + String(decoding: try JSONEncoder().encode(string), as: UTF8.self) + "}"
        }
        let file = try ReadJSON(lines.joined(separator: "\n"))
        #expect(zip(file.cells, strings).allSatisfy { Array($0[0].utf8) == Array($1.utf8) })
        #expect(file.cells.count == strings.count)
    }

    /// Whatever happens to the bytes, reading ends, tells the same in blocks of every size, and counts every line.
    @Test func anyBytesReadAlikeInBlocksOfEverySize() throws {
        var random = SplitMix(state: 11)
        let texts = [
            "{\"id\":1,\"a\":[1,{\"b\":\"\\u00e4\\ud83d\\ude00\"}]}\n{\"id\":2}\n\n{\"id\":3,\"t\":\"x\"}\n",
            "[\n  {\"id\": 1},\n  {\"id\": 2, \"a\": null},\n  {\n    \"id\": 3\n  }\n]\n",
            "{\"n\":1,\"tickets\":[{\"id\":1,\"u\":5},{\"id\":2}],\"users\":[{\"id\":5}]}",
        ].map { Array($0.utf8) }
        let pieces = Array("{}[]\",:\\u0dn1 \n\r\t".utf8) + [0, 0xc3, 0xa4, 0xff]
        let sides = [JSONSideLoad(array: "users", key: "id", reference: "u", name: "user")]
        for round in 0..<1500 {
            var bytes = texts[round % 3]
            for _ in 0...random.next() % 4 {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = pieces[Int(random.next() % UInt64(pieces.count))]
                case 1: bytes.insert(pieces[Int(random.next() % UInt64(pieces.count))], at: place)
                default: bytes.remove(at: place)
                }
            }
            let whole = try ReadJSON(
                bytes, ["id", "a[].b", "user.id"], sideLoads: round % 2 == 0 ? [] : sides, limit: 48)
            for block in [1, 2, 7] {
                let cut = try ReadJSON(
                    bytes, ["id", "a[].b", "user.id"], sideLoads: round % 2 == 0 ? [] : sides, block: block, limit: 48)
                #expect(cut == whole, "\(String(decoding: bytes, as: UTF8.self)) by \(block)")
            }
        }
    }

    /// Lines of one record each: what is not read is a fault, and what was not touched is read.
    @Test func noLineIsLost() throws {
        var random = SplitMix(state: 5)
        let pieces = Array("{}[]\",:\\x1 ".utf8)
        for _ in 0..<500 {
            var lines = (0..<20).map { Array("{\"id\":\($0),\"a\":[{\"b\":\"c\"}]}".utf8) }
            let broken = 3 + Int(random.next() % 14)
            let place = Int(random.next() % UInt64(lines[broken].count))
            lines[broken][place] = pieces[Int(random.next() % UInt64(pieces.count))]
            let file = try ReadJSON(Array(lines.joined(separator: [UInt8(ascii: "\n")])))
            let read = Set(file.cells.map { $0[0] })
            #expect(file.isWhole, "\(String(decoding: lines[broken], as: UTF8.self))")
            for index in 0..<20 where index != broken {
                #expect(read.contains("\(index)"), "\(String(decoding: lines[broken], as: UTF8.self))")
            }
            #expect(file.records.contains { $0.line == broken + 1 })
        }
    }
}
