import Records
import Testing

@Suite struct JSONFaultTests {
    /// Faults inside a record whose end is in no doubt, wherever the record stands.
    @Test(
        arguments: [
            ("{\"id\":NaN}", .malformedJSON(byteOffset: 6)), ("{\"id\":01}", .malformedJSON(byteOffset: 6)),
            ("{\"id\":1,}", .malformedJSON(byteOffset: 8)), ("{\"id\":\"\\x\"}", .malformedJSON(byteOffset: 7)),
            ("{\"id\":\"a\tb\"}", .malformedJSON(byteOffset: 8)), ("{id:1}", .malformedJSON(byteOffset: 1)),
            ("{\"id\":\"\\ud800\"}", .loneSurrogate(byteOffset: 7)),
            ("{\"id\":\"\\udc00\\ud800\"}", .loneSurrogate(byteOffset: 7)),
            ("{\"id\":\"\\ud800\\u0041\"}", .loneSurrogate(byteOffset: 7)),
            ("{\"id\":\"a\\u0000\"}", .nulByte(byteOffset: 8)), ("{\"id\":\"\0\"}", .nulByte(byteOffset: 7)),
            ("[1]", .notAnObject), ("\"x\"", .notAnObject), ("17", .notAnObject), ("null", .notAnObject),
        ] as [(String, Fault.Rule)])
    func areFaultsOfTheirRecordAlone(_ text: String, _ rule: Fault.Rule) throws {
        for block in [1, 2, 3, 64] {
            let array = try ReadJSON("[{\"id\":1},\(text),{\"id\":2}]", block: block)
            #expect(array.faults == [rule] && array.cells == [["1"], ["2"]] && array.isWhole)
            #expect(array.records[1].raw == text)
            if text.first == "[" { continue }
            let lines = try ReadJSON("{\"id\":1}\n\(text)\n{\"id\":2}", block: block)
            #expect(lines.faults == [rule] && lines.cells == [["1"], ["2"]] && lines.isWhole)
            #expect(lines.records.map(\.line) == [1, 2, 3])
        }
    }

    /// A name that stands twice in one object that is read, however it is written.
    @Test(arguments: [
        ("{\"id\":1,\"id\":2}", true), ("{\"id\":1,\"\\u0069d\":2}", true), ("{\"x\":1,\"id\":2,\"x\":null}", true),
        ("{\"id\":1,\"a\":{\"b\":1,\"b\":1}}", true), ("{\"id\":1,\"a\":{\"c\":1,\"c\":1}}", true),
        ("{\"id\":1,\"l\":[{\"n\":1},{\"n\":2,\"n\":3}]}", true), ("{\"ticket\":{\"id\":1,\"id\":2}}", true),
        ("{\"id\":1,\"l\":[{\"n\":1},{\"n\":2}],\"a\":{\"id\":1}}", false),
        // Nobody reads what is in there.
        ("{\"id\":1,\"z\":{\"b\":1,\"b\":2}}", false),
    ])
    func namesThatStandTwiceAreFaults(_ text: String, _ isFault: Bool) throws {
        let file = try ReadJSON("{\"id\":0}\n\(text)\n{\"id\":9}", ["id", "a.b", "l[].n"])
        #expect(file.faults == (isFault ? [.repeatedName] : []))
        #expect(file.cells.last?.first == "9" && file.isWhole)
    }

    @Test func bytesThatAreNotUTF8AreFaults() throws {
        let file = try ReadJSON(Array("[{\"id\":\"ä".utf8) + [0xff] + Array("\"},{\"id\":\"ö\"}]".utf8))
        #expect(file.faults == [.invalidUTF8(byteOffset: 9)])
        #expect(file.cells == [["ö"]])
    }

    @Test func nestingHasALimit() throws {
        func nested(_ depth: Int) -> String {
            "{\"id\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        for block in [1, 64] {
            let file = try ReadJSON("\(nested(128))\n\(nested(129))\n\(nested(2000))\n{\"id\":3}", block: block)
            #expect(file.faults == [.nestedTooDeep(limit: 128), .nestedTooDeep(limit: 128)])
            #expect(file.cells.count == 2 && file.cells.last == ["3"])
        }
    }

    /// Records that break off: what stands on the line is the fault, and nothing else.
    @Test(arguments: [
        "{\"id\":1", "{\"id\":\"x", "{\"id\":1,", "{\"id\":[1,", "{\"id\"", "{", "garbage, more", "}", "{\"id\":1]",
        "{\"id\" 1}",
        "{\"id\":{\"a\":2}", "<html>", "{\"a\":\"x\\",
    ])
    func aBrokenLineIsOneFault(_ text: String) throws {
        for block in [1, 3, 64] {
            let file = try ReadJSON("{\"id\":1}\n\(text)\n{\"id\":2}\n{\"id\":3}\n", block: block)
            #expect(file.faults.count == 1 && file.isWhole)
            #expect(file.records.map(\.line) == [1, 2, 3, 4])
            #expect(file.records[1].raw == text)
            let first = try ReadJSON("\(text)\n{\"id\":2}\n{\"id\":3}\n", block: block)
            #expect(first.records.map(\.line) == [1, 2, 3])
        }
    }

    @Test func aLastLineThatBreaksOffIsTruncated() throws {
        let file = try ReadJSON("{\"id\":1}\n{\"id\":2")
        #expect(file.truncatedAt == 2 && file.cells == [["1"]])
    }

    @Test func readingResumesAtTheNextLineThatIsIndentedAlike() throws {
        let text = """
            [
              {
                "id": 1,
                "broken": "x
              },
              {
                "id": 2
              },
              {
                "id": 3,
                "broken": ]
              }
            ]
            """
        let file = try ReadJSON(text)
        #expect(file.isWhole && file.cells == [["2"]])
        #expect(file.records.map(\.line) == [2, 6, 9])
        #expect(try ReadJSON("[\n{\"id\":1},\n{\"id\":\"x\n},\n{\"id\":2}\n]").cells == [["1"], ["2"]])
    }

    @Test func withoutSuchALineTheFileIsUnreadable() throws {
        #expect(try ReadJSON("[{\"id\":1},{\"id\":\"x\n\"},{\"id\":2}]").unreadableAt == 1)
        #expect(try ReadJSON("[\n{\n\"id\":1]\n},\n{\n\"id\":2\n}\n]").unreadableAt == 2)
        #expect(try ReadJSON("id,name\n1,x\n").unreadableAt == 1)
    }

    @Test func strayCommasAndMissingOnesAreFaults() throws {
        #expect(try ReadJSON("[{\"id\":1},]").faults == [.malformedJSON(byteOffset: 0)])
        #expect(try ReadJSON("[,{\"id\":1}]").faults == [.malformedJSON(byteOffset: 0)])
        #expect(try ReadJSON("[{\"id\":1},,{\"id\":2}]").cells.count == 2)
        let file = try ReadJSON("[{\"id\":1}\n{\"id\":2},{\"id\":3}]")
        #expect(file.cells == [["1"], ["3"]] && file.faults.count == 1)
    }
}
