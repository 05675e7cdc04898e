import Records
import Testing

@Suite struct JSONReaderTests {
    @Test(arguments: [
        "{\"id\":1}\n{\"id\":2}\n", "{\"id\":1}\r\n\r\n{\"id\":2}", "{\"id\":1}{\"id\":2}", "[{\"id\":1},{\"id\":2}]",
        "[{\"id\":1}][]\n[{\"id\":2}]", "\u{feff}[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2\n  }\n]\n",
        "{\n  \"id\": 1\n}\n{\n  \"id\": 2\n}\n", "{\"ticket\":{\"id\":1}}\n{\"ticket\":{\"id\":2}}\n",
        "{\"tickets\":[{\"id\":1},{\"id\":2}],\"next_page\":null,\"count\":2}",
        "{\"count\":1,\"tickets\":[{\"id\":1}]}\n{\"count\":1,\"tickets\":[{\"id\":2}]}",
        "{\"result\":{\"total\":2,\"list\":[{\"id\":1},{\"id\":2}]}}",
        "[{\"ticket\":{\"id\":1}},{\"ticket\":{\"id\":2}}]",
        "{\"x\":[{\"ticket\":{\"id\":1}},{\"ticket\":{\"id\":2}}]}",
        "\u{feff}{\"id\":1}\n\u{feff}{\"id\":2}",
    ])
    func readsRecordsWhereverTheyStand(_ text: String) throws {
        for block in [1, 2, 3, 7, 1 << 18] {
            let file = try ReadJSON(text, block: block)
            #expect(file.cells == [["1"], ["2"]] && file.faults.isEmpty && file.isWhole, "blocks of \(block)")
        }
    }

    @Test func aRecordWithAnArrayOfObjectsIsNoWrapping() throws {
        let text = "{\"id\":1,\"subject\":\"x\",\"items\":[{\"id\":7},{\"id\":8}]}\n{\"id\":2,\"items\":[]}\n"
        #expect(try ReadJSON(text, ["id", "subject"]).cells == [["1", "x"], ["2", ""]])
    }

    @Test func theCallerMaySayWhereRecordsStand() throws {
        let text = "{\"id\":1,\"data\":{\"x\":[{\"id\":2}],\"y\":[{\"id\":3}]}}"
        #expect(try ReadJSON(text, shape: .records).cells == [["1"]])
        #expect(try ReadJSON(text, shape: .wrapped(in: ["data", "y"])).cells == [["3"]])
    }

    @Test func anEmptyPageHasNoRecords() throws {
        #expect(try ReadJSON("{\"tickets\":[],\"count\":0}").records.isEmpty)
        #expect(try ReadJSON("{\"tickets\":null}", shape: .wrapped(in: ["tickets"])).records.isEmpty)
        #expect(try ReadJSON("").records.isEmpty)
        #expect(try ReadJSON("[]\n[]").records.isEmpty)
    }

    @Test func aPageWithoutItsArrayIsAFault() throws {
        let file = try ReadJSON("{\"tickets\":[{\"id\":1}]}\n{\"error\":\"RateLimited\"}\n{\"tickets\":[{\"id\":2}]}")
        #expect(file.faults == [.missingArray])
        #expect(file.records.map(\.line) == [1, 2, 3])
    }

    @Test func linesAreCountedThroughout() throws {
        let file = try ReadJSON("[\r\n {\"id\":\r\n1},\r\r {\"id\":2}\n,\n{\"id\":3}]")
        #expect(file.records.map(\.line) == [2, 5, 7])
        #expect(try ReadJSON("{\"a\":[\n1,\n2],\n\"tickets\":\n[{\"id\":3}]}").records.map(\.line) == [5])
    }

    @Test func rawBytesAreTheRecordAlone() throws {
        let file = try ReadJSON("[ {\"id\" : 1 } , {\"id\":2}\n]")
        #expect(file.records.map(\.raw) == ["{\"id\" : 1 }", "{\"id\":2}"])
    }

    @Test(arguments: [1, 5, 64])
    func aLongRecordIsCutAndReadingResumesBehindIt(_ block: Int) throws {
        let long = "{\"id\":\"" + String(repeating: "x", count: 40) + "\",\"n\":[1,{}]}"
        for text in ["[{\"id\":1},\(long),{\"id\":2}]", "{\"id\":1}\n\(long)\n{\"id\":2}\n"] {
            let file = try ReadJSON(text, block: block, limit: 32)
            #expect(file.faults == [.recordTooLong(limit: 32)] && file.isWhole)
            #expect(file.cells == [["1"], ["2"]])
            #expect(file.records[1].raw == String(long.prefix(32)))
        }
    }

    @Test func aWrappingLongerThanARecordIsReadAllTheSame() throws {
        let records = (1...20).map { "{\"id\":\($0)}" }.joined(separator: ",")
        let text = "{\"meta\":[1,2,3],\"tickets\":[\(records)],\"more\":\"\(String(repeating: "x", count: 99))\"}"
        for block in [1, 16, 1000] {
            #expect(try ReadJSON(text, block: block, limit: 40).cells.count == 20)
        }
    }

    @Test func everyCutIsNoticed() throws {
        let text = "{\"tickets\":[{\"id\":1,\"a\":[\"x\\u00e4\",true]},\n{\"id\":2}],\"n\":1}"
        let bytes = Array(text.utf8)
        for length in 1..<bytes.count {
            let file = try ReadJSON(Array(bytes[..<length]), shape: .wrapped(in: ["tickets"]))
            #expect(file.truncatedAt != nil && file.unreadableAt == nil, "cut at \(length)")
        }
    }

    @Test func sideLoadsBecomeMembers() throws {
        let users = JSONSideLoad(array: "users", key: "id", reference: "requester_id", name: "requester")
        let sets = JSONSideLoad(array: "metric_sets", key: "ticket_id", reference: "id", name: "metric_set")
        let page = """
            {"tickets":[{"id":7,"requester_id":3},
            {"id":8,"requester_id":null,"metric_set":null}],"users":[{"id":3,"email":"a@b.example"},{"id":4}],
            "metric_sets":[{"ticket_id":8,"reopens":2}]}
            """
        for block in [1, 1 << 18] {
            let file = try ReadJSON(
                page + page, ["id", "requester.email", "metric_set.reopens"], sideLoads: [users, sets], block: block)
            #expect(file.cells.prefix(2) == [["7", "a@b.example", ""], ["8", "", "2"]])
            #expect(file.cells.prefix(2) == file.cells.suffix(2))
            #expect(file.records.map(\.line) == [1, 2, 3, 4])
            #expect(file.records[1].raw.ranges(of: "metric_set").count == 1)
            // The bytes that are kept for a replay hold what was beside the record.
            #expect(
                try ReadJSON(file.records[0].raw, ["id", "requester.email"], shape: .records).cells
                    == [["7", "a@b.example"]])
        }
    }
}
