import Records
import Testing

@Suite struct CSVReaderTests {
    @Test func readsPlainCells() throws {
        #expect(try ReadFile("a,b\n1,2\n").cells == [["a", "b"], ["1", "2"]])
    }

    @Test func readsQuotedCells() throws {
        let file = try ReadFile(#"x,"a,b","say ""no""","""","" "# + "\n")
        #expect(file.faults == [.textAfterClosingQuote])
        #expect(try ReadFile(#"x,"a,b","say ""no""","""","""# + "\n").cells == [["x", "a,b", #"say "no""#, "\"", ""]])
    }

    @Test func aQuoteFurtherInIsData() throws {
        #expect(try ReadFile("5\" disk, \"b\"\n").cells == [["5\" disk", " \"b\""]])
    }

    @Test func tellsQuotedFromEmpty() throws {
        var reader = CSVReader(ByteSource(bytes: Array("\"\",,\"a\"\"\"".utf8)))
        #expect(try reader.next() == .record)
        #expect((0..<3).map { reader.wasQuoted($0) } == [true, false, true])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func everyLineEndEndsARecord(_ end: String) throws {
        let file = try ReadFile("a,b\(end)1,\"2\"\(end)\(end)3,4")
        #expect(file.cells == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(file.records.map(\.line) == [1, 2, 4])
        #expect(file.records.map(\.raw) == ["a,b", "1,\"2\"", "3,4"])
    }

    @Test func mixedLineEndsAndEmptyLinesCountAsOneLineEach() throws {
        let file = try ReadFile("a\r\n\r\nb\n\rc\r\r\nd\n")
        #expect(file.cells == [["a"], ["b"], ["c"], ["d"]])
        #expect(file.records.map(\.line) == [1, 3, 5, 7])
    }

    @Test func lineEndsInsideQuotesAreDataAndCount() throws {
        let file = try ReadFile("\"a\r\nb\rc\nd\"\r\nx\n")
        #expect(file.cells == [["a\r\nb\rc\nd"], ["x"]])
        #expect(file.records.map(\.line) == [1, 5])
    }

    @Test func anEmptyQuotedCellIsARecordAndAnEmptyLineIsNone() throws {
        #expect(try ReadFile("a\n\n\"\"\n \n").cells == [["a"], [""], [" "]])
    }

    @Test func dropsTheByteOrderMark() throws {
        #expect(try ReadFile([0xef, 0xbb, 0xbf] + Array("\"a\",b\n".utf8)).cells == [["a", "b"]])
        #expect(try ReadFile([0xef, 0xbb, 0xbf]).records.isEmpty)
    }

    @Test func emptyFilesHaveNoRecords() throws {
        #expect(try ReadFile("").records.isEmpty)
        #expect(try ReadFile("\r\n\n\r").records.isEmpty)
    }

    @Test func readsOtherDelimiters() throws {
        #expect(try ReadFile("a;b,c\n", delimiter: ";").cells == [["a", "b,c"]])
        #expect(try ReadFile("a\tb\t\"c\td\"\n", delimiter: "\t").cells == [["a", "b", "c\td"]])
    }

    @Test func tabsAndControlCharactersAreData() throws {
        #expect(try ReadFile("a\tb\u{b}\u{c}\u{1},\"\t\u{1}\"\n").cells == [["a\tb\u{b}\u{c}\u{1}", "\t\u{1}"]])
    }

    @Test func backslashDotIsData() throws {
        #expect(try ReadFile("\\.\n\\N\n").cells == [["\\."], ["\\N"]])
    }

    @Test func aDelimiterAtTheEndOpensACell() throws {
        #expect(try ReadFile("a,\n,").cells == [["a", ""], ["", ""]])
    }

    @Test func readsAHundredThousandColumns() throws {
        let names = (0..<100_000).map { "c\($0)" }
        let line = names.joined(separator: ",") + "\n"
        let file = try ReadFile(line + line, expecting: names.count)
        #expect(file.cells.map(\.count) == [100_000, 100_000])
        #expect(file.cells.last?.last == "c99999")
    }

    @Test func aHeaderKnowsRepeatedNames() throws {
        var reader = CSVReader(ByteSource(bytes: Array(" Id ,Label,label,Label\n1,2,3\n".utf8)))
        #expect(try reader.readHeader() == .record)
        let header = reader.header
        #expect(header.names == ["Id", "Label", "label", "Label"])
        #expect(header.columns(named: "Label") == [1, 3])
        #expect(header.column(named: "Id") == 0)
        #expect(header.columns(named: "id").isEmpty)
        #expect(try reader.next() == .fault(Fault(line: 2, rule: .tooFewCells(expected: 4, found: 3))))
    }

    @Test(arguments: [1, 2, 3, 64])
    func skipsLinesAboveTheHeader(_ block: Int) throws {
        var reader = CSVReader(
            ByteSource(bytes: Array("\u{feff}Report \"x\r\n\r\nof today\r\na,b\r\n".utf8)), blockSize: block)
        try reader.skipLines(3)
        #expect(try reader.next() == .record)
        let (line, first) = (reader.line, reader[0].string)
        #expect(line == 4 && first == "a")
        #expect(try reader.next() == .end)
        try reader.skipLines(5)
        #expect(try reader.next() == .end)
    }

    @Test func knowsWhatMayPartCells() {
        #expect([",", ";", "\t", "|", "^", "`"].allSatisfy { CSVReader.isDelimiter(UInt8(ascii: $0)) })
        #expect(["\"", "\r", "\n", "\0"].allSatisfy { !CSVReader.isDelimiter(UInt8(ascii: $0)) })
    }
}
