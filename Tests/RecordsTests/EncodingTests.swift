import Records
import Testing

@Suite struct EncodingTests {
    private func read(_ bytes: [UInt8], _ encoding: String?, expecting count: Int? = nil) throws -> [ReadRecord] {
        var records: [ReadRecord] = []
        try withTemporaryFile(bytes: bytes) { path in
            for block in [1 << 18, 1, 5] {
                var reader = CSVReader(try ByteSource(path: path, encoding: encoding), blockSize: block)
                let found = try ReadFile(&reader).records
                #expect(block == 1 << 18 || found == records)
                records = found
            }
        }
        return records
    }

    private func sixteen(_ text: String, isBig: Bool) -> [UInt8] {
        ("\u{feff}" + text).utf16.flatMap {
            isBig ? [UInt8($0 >> 8), UInt8($0 & 0xff)] : [UInt8($0 & 0xff), UInt8($0 >> 8)]
        }
    }

    @Test(arguments: [true, false])
    func sixteenBitTextIsKnownByItsMark(_ isBig: Bool) throws {
        let text = "id,näme\r\n1,😀\r\n2,\"a\nb\"\r\n"
        let records = try read(sixteen(text, isBig: isBig), nil)
        #expect(records.map(\.cells) == [["id", "näme"], ["1", "😀"], ["2", "a\nb"]])
        #expect(records.map(\.line) == [1, 2, 3])
    }

    @Test func othersAreReadWhereTheyAreNamed() throws {
        #expect(try read([0x61, 0x2c, 0x80, 0xe4, 0x0a], "windows-1252").map(\.cells) == [["a", "€ä"]])
        #expect(try read([0x61, 0x2c, 0x83, 0x65, 0x0a], "SHIFT_JIS").map(\.cells) == [["a", "テ"]])
        #expect(try read([0x61, 0x2c, 0xe4, 0x0a], nil).map(\.fault) == [.invalidUTF8(byteOffset: 2)])
        #expect(try read(Array("\u{feff}a,ä\n".utf8), "windows-1252").map(\.cells) == [["a", "ä"]])
    }

    @Test func aByteThatTheEncodingDoesNotHaveIsAFaultOfItsRecord() throws {
        // 0x81 is nothing in windows-1252.
        let bytes =
            Array("id,x\n1,".utf8) + [0xe4, 0x81, 0x0a] + Array("2,".utf8) + [0xfc] + Array("\n3,".utf8) + [0x81]
        let records = try read(bytes, "windows-1252")
        #expect(records.map(\.fault) == [nil, .undecodable(byteOffset: 4), nil, .undecodable(byteOffset: 2)])
        #expect(records.map(\.line) == [1, 2, 3, 4])
        #expect(records[2].cells == ["2", "ü"])
    }

    @Test func halfASurrogatePairIsAFaultOfItsRecord() throws {
        var bytes = sixteen("a,b\n1,x\n2,y\n", isBig: false)
        bytes.replaceSubrange(14..<16, with: [0x00, 0xd8])
        #expect(try read(bytes, nil).map(\.fault) == [nil, .undecodable(byteOffset: 2), nil])
        #expect(try read(sixteen("a,b\n", isBig: true) + [0x00], nil).last?.fault == .undecodable(byteOffset: 0))
    }

    @Test func theFaultStaysWhenItsBytesAreReadAgain() throws {
        let record = try read([0x61, 0x2c, 0x81, 0x0a], "windows-1252")[0]
        #expect(record.bytes == [0x61, 0x2c, 0xff, 0x38, 0x31])
        #expect(try ReadFile(record.bytes).faults == [.invalidUTF8(byteOffset: 2)])
    }

    @Test(arguments: ["klingon", "UTF-8//IGNORE", "ASCII//TRANSLIT"])
    func encodingsThatNobodyKnowsAreRefused(_ name: String) throws {
        try withTemporaryFile("x") { path in
            #expect(throws: RecordsError.unknownEncoding(name: name)) { try ByteSource(path: path, encoding: name) }
        }
    }
}
