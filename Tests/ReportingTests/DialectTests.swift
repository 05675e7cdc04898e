import Foundation
import Postgres
import Testing

@testable import Reporting

/// Files for spreadsheets that part cells by semicolons and write decimal commas.
@Suite struct DialectTests {
    private static let european = CSVDialect(delimiter: ";", decimal: ",")

    @Test(arguments: [
        ("a,b", "a;b"), ("0.5,0.5", "0,5;\"0.5\""), ("-1.25e-05,v1.2", "-1,25e-05;v1.2"), (",", ";"),
        ("1,a;b", "1;\"a;b\""), ("1,\"a,b\"", "1;\"a,b\""), ("1,\"say \"\"a,b\"\"; c\"", "1;\"say \"\"a,b\"\"; c\""),
        ("1,\"two\nlines\",é", "1;\"two\nlines\";é"), ("1,007", "1;\"007\""), ("1,1E5,1E5", "1;\"1E5\";1E5"),
        ("1,2026-01-02,-", "1;\"2026-01-02\";-"), (",12:30,2026-W10", ";\"12:30\";2026-W10"),
    ])
    func rewritesARecord(standard: String, european: String) {
        let bytes = Array(standard.utf8)
        let written = bytes.withUnsafeBytes { Self.european.rewritten($0, columns: [.fraction, .text, .other]) }
        #expect(String(decoding: written, as: UTF8.self) == european)
    }

    @Test func saysTheSameInEveryFile() throws {
        let log = try FigureLog()
        for segment in ["a;b", "v1.2", "=1+2"] {
            try log.note("retention share", 0.25, of: segment, dimension: "segment", 1, 4, n: 4)
        }
        try log.note("retention share", 0.25, 3, 12, n: 12)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let standard = try Bundle(log.connection, directory: "\(folder)/1", hasByteOrderMark: false)
            .publish(log.week, now: Company.now)
        let european = try Bundle(
            log.connection, directory: "\(folder)/2", hasByteOrderMark: false, dialect: Self.european
        ).publish(log.week, now: Company.now)
        for table in BundleTable.all(of: log.week) {
            let columns = try log.connection.columnContents(of: table.query)
            let text = try Data(contentsOf: URL(fileURLWithPath: "\(standard.path)/\(table.file)"))
            let expected = text.withUnsafeBytes { bytes in
                bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
                    Self.european.rewritten(UnsafeRawBufferPointer(rebasing: $0), columns: columns)
                }
            }
            let written = try Data(contentsOf: URL(fileURLWithPath: "\(european.path)/\(table.file)"))
            #expect(Data(expected.joined(separator: [UInt8(ascii: "\n")])) == written, "\(table.file)")
        }
        let segments = try String(contentsOfFile: "\(european.path)/segments.csv", encoding: .utf8)
        #expect(segments.contains("\r\n2026-03-30;2026-W14;segment;\"a;b\";0;;;;"))
        #expect(segments.contains(";v1.2;0;;") && segments.contains(";'=1+2;") && segments.contains(";0,25;"))
    }
}
