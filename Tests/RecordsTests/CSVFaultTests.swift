import Records
import Testing

@Suite struct CSVFaultTests {
    @Test func wrongCountsOfCellsAreFaultsOfTheirRecordAlone() throws {
        let file = try ReadFile("a,b\n1\n1,2,3\n4,5\n", expecting: 2)
        #expect(file.faults == [.tooFewCells(expected: 2, found: 1), .tooManyCells(expected: 2, found: 3)])
        #expect(file.records.map(\.line) == [1, 2, 3, 4])
        #expect(file.records.map(\.raw) == ["a,b", "1", "1,2,3", "4,5"])
        #expect(file.cells.last == ["4", "5"])
    }

    @Test func textBehindAClosingQuoteIsAFault() throws {
        let file = try ReadFile("a,\"b\"c,d\ne,f,g\n")
        #expect(file.faults == [.textAfterClosingQuote])
        #expect(file.records.map(\.raw) == ["a,\"b\"c,d", "e,f,g"])
    }

    @Test func aMisplacedQuoteGivesBackTheLinesItSwallowed() throws {
        // The quote opens on line 2 and meets one on line 4, behind which text follows.
        let file = try ReadFile("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n", expecting: 2)
        #expect(file.records.map(\.line) == [1, 2, 3, 4, 5])
        #expect(file.faults == [.textAfterClosingQuote])
        #expect(file.records[1].raw == "1,\"x")
        #expect(file.cells.suffix(3) == [["2", "y"], ["3", "z"], ["4", "w"]])
    }

    @Test func wrongCountsOverSeveralLinesResumeOnTheSecond() throws {
        let file = try ReadFile("1,\"x\r\n2,y\r\n\",3,4\r\n5,6\r\n", expecting: 2)
        #expect(file.records.map(\.line) == [1, 2])
        #expect(file.records[0].raw == "1,\"x")
        #expect(file.cells[1] == ["2", "y"])
        #expect(file.truncatedAt == 3)
    }

    @Test func nulBytesAreFaultsAndTheRecordStaysWhole() throws {
        let file = try ReadFile("a,\"b\n\0\"\nc,d\n")
        #expect(file.faults == [.nulByte(byteOffset: 5)])
        #expect(file.records.map(\.line) == [1, 3])
        #expect(file.records[0].raw == "a,\"b\n\0\"")
        #expect(try ReadFile("a\0").faults == [.nulByte(byteOffset: 1)])
    }

    @Test(
        arguments: [
            [0xff], [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82],
            [0x80],
        ] as [[UInt8]])
    func bytesThatAreNotUTF8AreFaults(_ bytes: [UInt8]) throws {
        let file = try ReadFile(Array("ä,b,x".utf8) + bytes + Array(",c\né,f\n".utf8))
        #expect(file.faults == [.invalidUTF8(byteOffset: 6)])
        #expect(file.cells.last == ["é", "f"])
    }

    @Test func faultsOfBytesNameTheColumn() throws {
        var reader = CSVReader(ByteSource(bytes: Array("a,b,".utf8) + [0xff] + Array(",d\ne,f\0,g,h".utf8)))
        #expect(try reader.next() == .fault(Fault(line: 1, column: 2, rule: .invalidUTF8(byteOffset: 4))))
        #expect(try reader.next() == .fault(Fault(line: 2, column: 1, rule: .nulByte(byteOffset: 3))))
    }

    @Test func aQuoteOpenAtTheEndNamesItsLine() throws {
        let file = try ReadFile("a,b\n1,2\n3,\"x\ny\",\"z\n\n")
        #expect(file.truncatedAt == 4)
        #expect(file.cells == [["a", "b"], ["1", "2"]])
    }

    @Test(arguments: [1, 7, 64])
    func aLongLineIsCutAndReadingResumesBehindIt(_ block: Int) throws {
        let file = try ReadFile("ok\n" + String(repeating: "x", count: 33) + "\r\nok\n", block: block, limit: 32)
        #expect(file.faults == [.recordTooLong(limit: 32)])
        #expect(file.records.map(\.line) == [1, 2, 3])
        #expect(file.records[1].raw == String(repeating: "x", count: 32))
        #expect(try ReadFile(String(repeating: "x", count: 32), block: block, limit: 32).faults.isEmpty)
    }

    @Test(arguments: [1, 7, 64])
    func aLongRecordGivesBackItsLines(_ block: Int) throws {
        let file = try ReadFile("\"a\n" + String(repeating: "bb\n", count: 12), block: block, limit: 32)
        #expect(file.faults == [.recordTooLong(limit: 32)])
        #expect(file.records[0].raw == "\"a")
        #expect(file.cells.dropFirst() == ArraySlice(repeating: ["bb"], count: 12))
        #expect(file.records.last?.line == 13)
    }

    @Test func saysThatALongLineWasCut() throws {
        var reader = CSVReader(ByteSource(bytes: Array("aaaaa\nb\n".utf8)), recordLimit: 4)
        #expect(try reader.next() == .fault(Fault(line: 1, rule: .recordTooLong(limit: 4))))
        let wasCut = reader.rawBytesAreCut
        #expect(try reader.next() == .record)
        let isCut = reader.rawBytesAreCut
        #expect(wasCut && !isCut)
    }

    @Test func aLineOfDelimitersTakesNoMemoryForItsCells() throws {
        let file = try ReadFile(String(repeating: ",", count: 4 << 20) + "\na\n")
        #expect(file.faults == [.tooManyCells(expected: CSVReader.cellLimit, found: (4 << 20) + 1)])
        #expect(file.cells.last == ["a"])
    }

    @Test func quotesThatSwallowEveryLineAreReadInReasonableTime() throws {
        // Each line closes the quote of the line before and opens another one; without giving up at the
        // surplus cell every line would be read to the end of the file.
        let file = try ReadFile(String(repeating: "\",x\",\"\n", count: 100_000), expecting: 3)
        #expect(file.records.count >= 99_000)
    }
}
