import Foundation
import Testing

/// LibreOffice without a window, which opens CSV files and tells what it took each cell for.
struct Spreadsheet {
    /// nil: none is installed.
    static let program = ["/usr/bin/soffice", "/usr/bin/libreoffice"].first(
        where: FileManager.default.isExecutableFile)

    /// A cell as it was understood.
    enum Cell: Equatable {
        case empty, text(String), number(Double), date(String)
        /// Anything else, by its type, such as `formula`, `percentage` or `time`.
        case other(String)
    }

    /// The countries whose ways of writing numbers it may be set to, by their number in Windows.
    enum Country: Int {
        case america = 1033, germany = 1031
    }

    /// Opens all CSV files of a folder as text in UTF-8, quoted cells being text.
    ///
    /// - Returns: their rows, headers included, by name of file.
    static func open(_ folder: String, delimiter: Character, in country: Country) throws -> [String: [[Cell]]] {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(program))
        // Delimiter, quote, UTF-8, first line; then country, quoted cells as text, dates and the like found out.
        let filter = "\(delimiter.asciiValue ?? 0),34,76,1,,\(country.rawValue),true,true"
        process.arguments =
            [
                "-env:UserInstallation=file://\(scratch)/profile", "--headless", "--infilter=CSV:\(filter)",
                "--convert-to", "fods", "--outdir", scratch,
            ] + files.map { "\(folder)/\($0)" }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try Dictionary(
            uniqueKeysWithValues: files.map { file in
                let sheet = "\(scratch)/\(file.replacing(".csv", with: ".fods"))"
                return (file, try SheetReader.rows(of: Data(contentsOf: URL(fileURLWithPath: sheet))))
            })
    }
}
