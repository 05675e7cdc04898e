import Foundation
import Records
import Testing

/// Suites of other readers, as their authors published them; skipped where they are not at hand.
///
/// Each is read with the first record's count of cells expected of all others, as a header's is.
@Suite(.enabled(if: SharedData.exists(SharedData.torture)))
struct TortureTests {
    private func read(_ name: String, delimiter: Character = ",") throws -> ReadFile {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: SharedData.torture + "/" + name)))
        var reader = CSVReader(ByteSource(bytes: bytes), delimiter: delimiter.asciiValue ?? 0)
        guard case .record = try reader.next() else { return try ReadFile(bytes, delimiter: delimiter) }
        return try ReadFile(bytes, delimiter: delimiter, expecting: reader.cellCount)
    }

    /// Without newlines_crlf: its CSV lost its CRLFs in the suite's repository, its JSON did not.
    @Test(arguments: [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "quotes_and_newlines",
        "simple", "simple_crlf", "utf8",
    ])
    func csvSpectrum(_ name: String) throws {
        let file = try read("csv-spectrum/\(name).csv")
        let header = try #require(file.cells.first)
        let objects = file.cells.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
        let json = try Data(contentsOf: URL(filePath: SharedData.torture + "/csv-spectrum/\(name).json"))
        #expect(file.faults.isEmpty)
        #expect(try objects == JSONDecoder().decode([[String: String]].self, from: json))
    }

    /// Counts of records besides the header, as Python's csv module has them, and no fault.
    @Test(arguments: [
        ("commons-csv/CSV-196/emoji.csv", 4), ("commons-csv/CSV-196/japanese.csv", 3),
        ("commons-csv/CSV-254/csv-254.csv", 2), ("commons-csv/CSV-290/psql.csv", 2),
        ("commons-csv/CSVFileParser/bom.csv", 251), ("csv-spectrum/location_coordinates.csv", 1),
        ("csvkit/blanks.csv", 1), ("csvkit/iris.csv", 150), ("csvkit/mac_newlines.csv", 2),
        ("csvkit/optional_quote_characters.csv", 1), ("csvkit/test_geo.csv", 17),
        ("csvkit/test_header_newline.csv", 1), ("csvkit/test_utf8.csv", 2), ("csvkit/test_utf8_bom.csv", 2),
        ("csvkit/testdbf_converted.csv", 8), ("papaparse/long-sample.csv", 7), ("papaparse/sample-header.csv", 2),
        ("papaparse/utf-8-bom-sample.csv", 1), ("readr/basic-df.csv", 10), ("readr/eol-cr.csv", 3),
        ("readr/eol-crlf.csv", 3), ("readr/eol-lf.csv", 3), ("readr/test_list_col_name.csv", 4),
        ("rust-csv/smallpop.csv", 10), ("rust-csv/uspop.csv", 100), ("rust-csv/uspop-null.csv", 100),
    ])
    func wellFormedFiles(_ name: String, _ count: Int) throws {
        let file = try read(name)
        #expect(file.faults.isEmpty && file.truncatedAt == nil)
        #expect(file.records.count == count + 1)
    }

    @Test func filesWithOtherDelimiters() throws {
        #expect(
            try read("commons-csv/CSV-213/999751170.patch.csv", delimiter: ";").cells
                == [["CHANELID", "ADDRESS"], ["27", ""]])
        #expect(
            try read("rust-csv/smallpop-colon.csv", delimiter: ":").cells.map(\.count) == Array(repeating: 4, count: 11)
        )
    }

    @Test func aFileWithNothingOnItsLinesHasNoRecords() throws {
        #expect(try read("csvkit/empty.csv").records.isEmpty)
        #expect(try read("commons-csv/empty.txt").records.isEmpty)
    }

    @Test func raggedRowsAreFaults() throws {
        #expect(
            try read("csvkit/bad.csv").faults
                == [.tooManyCells(expected: 3, found: 4), .tooFewCells(expected: 3, found: 2)])
        #expect(
            try read("csvkit/test_join_short_rows.csv").faults
                == [.tooFewCells(expected: 3, found: 2), .tooFewCells(expected: 3, found: 2)])
        // The quote before 44.39 does not close: here the file is truncated there, elsewhere the rest is one long cell.
        let file = try read("papaparse/malformed.tsv", delimiter: "\t")
        #expect(file.truncatedAt == 9)
        #expect(file.faults.count == 2)
    }

    @Test func nulBytesAreFaultsNotData() throws {
        #expect(try read("csvkit/null_byte.csv").faults == [.nulByte(byteOffset: 0)])
        #expect(try read("readr/raw.csv").faults == [.nulByte(byteOffset: 2)])
    }

    /// Other encodings are not guessed.
    @Test(arguments: [
        ("csvkit/test_latin1.csv", 1), ("rust-csv/uspop-latin1.csv", 1),
    ])
    func otherEncodingsAreFaults(_ name: String, _ atLeast: Int) throws {
        let faults = try read(name).faults
        #expect(faults.count >= atLeast)
    }

    @Test(arguments: ["csvkit/test_utf16_big.csv", "csvkit/test_utf16_little.csv"])
    func sixteenBitTextIsReadByItsMark(_ name: String) throws {
        #expect(try read(name).cells == [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]])
    }

    /// Backslashes escape nothing here, unlike in these files.
    @Test func backslashesAreData() throws {
        #expect(try read("rust-csv/strange.csv", delimiter: ";").faults.contains(.textAfterClosingQuote))
        #expect(try read("commons-csv/csv-167/sample1.csv").faults.isEmpty == false)
    }

    /// The quotes of the third record do not close on their line; the fourth record is given back and fails for itself.
    @Test func misplacedQuotesAreFaults() throws {
        let file = try read("commons-csv/CSV-141/csv-141.csv")
        #expect(file.records.map(\.fault) == [nil, nil, .textAfterClosingQuote])
        #expect(file.truncatedAt == 4)
    }
}
