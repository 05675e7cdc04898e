import Foundation
import Records
import Testing

@Suite struct FormatGuessTests {
    @Test(
        arguments: [
            ("", .empty), ("\u{feff} \n", .empty), ("id,name\n1,2\n", .csv(delimiter: 0x2c)),
            ("id\n1\n", .csv(delimiter: nil)),
            ("{\"id\":1}\n{\"id\":2}\n", .ndjson), ("\u{feff}{\"id\":1}\r\n", .ndjson), ("{\n  \"id\": 1\n}", .json),
            ("[{\"id\":1}]", .json), ("[]", .json), ("[x],y\n1,2\n", .csv(delimiter: 0x2c)),
            ("BEGIN:VCALENDAR\r\n", .calendar), ("<!DOCTYPE html><p>", .html), ("<?xml version=\"1.0\"?><html>", .html),
            ("<?xml version=\"1.0\"?><a/>", .xml), ("%PDF-1.7", .pdf), ("\u{1}\u{2}\u{3}", .binary),
        ] as [(String, FormatGuess)])
    func knowsTextsByTheirBeginning(_ text: String, _ format: FormatGuess) {
        #expect(FormatGuess(Array(text.utf8)) == format)
    }

    @Test func knowsPackedFiles() throws {
        func guess(_ name: String) throws -> FormatGuess {
            try FormatGuess(ByteSource(path: PackedFileTests.path(name)))
        }
        #expect(try guess("members.zip") == .zip)
        #expect(try guess("workbook.xlsx") == .workbook)
        #expect(try guess("zeros.gz") == .binary)
        #expect(try guess("two-members.csv.gz") == .csv(delimiter: 0x2c))
    }

    @Test(arguments: [
        ("a,b\n1,2\n", ","), ("a;b\n1,5;2,5\n3,5;4\n", ";"), ("a\tb\tc\n1,2,3\t\"x\n;\"\t3\n", "\t"),
        ("a|b\n1|2\n", "|"), ("\"a;b\",c\n\"1;2\",3\n", ","), ("sep=;\r\na,b;c\n", ";"), ("\u{feff}sep=|\na,b\n", "|"),
        ("a,b,c\n1,2,3\n1,2\n", ","), ("a;b,c\n1;2,3\n", nil), ("a\nb\n", nil), ("", nil),
    ])
    func tellsWhatPartsCells(_ text: String, _ delimiter: Character?) {
        #expect(DelimiterGuess(Array(text.utf8)).delimiter == delimiter?.asciiValue)
    }

    @Test func looksBehindWhatStandsAboveTheTable() {
        let guess = DelimiterGuess(Array("Report, of, many, words\n\na;b\n1;2\n".utf8), skippedLines: 2)
        #expect(guess.delimiter == UInt8(ascii: ";") && guess.skippedLines == 0)
        #expect(DelimiterGuess(Array("sep=,\na,b\n".utf8)).skippedLines == 1)
    }

    @Test(
        arguments: [
            ("id,n\n\n1,2\n3,4\n\nGrand Totals\nfoo\n", CSVFooter.startingWith("Grand Total"), 2),
            ("id,n\n1,2\n3,4\n\n\nConfidential\n\"x", .behindEmptyLine, 2),
            ("id,n\n1,2\n\"Report, of\",\"x\"\n\"open", .startingWith("Report,"), 1),
            ("id,n\n1,2\n3,4", .startingWith("x"), 2),
        ] as [(String, CSVFooter, Int)])
    func leavesTheFooterUnread(_ text: String, _ footer: CSVFooter, _ count: Int) throws {
        for block in [1, 5, 1 << 18] {
            var reader = CSVReader(ByteSource(bytes: Array(text.utf8)), blockSize: block)
            reader.footer = footer
            #expect(try reader.readHeader() == .record)
            let file = try ReadFile(&reader)
            #expect(file.records.count == count && file.faults.isEmpty && file.truncatedAt == nil)
        }
    }
}
