import Foundation
import Testing

@testable import Reporting

/// `report.html` in a real browser, where there is one.
@Suite(.enabled(if: Browser.path != nil)) struct BrowserTests {
    /// With more of everything than a page shows, and names without a blank.
    @Test func fitsAPhoneAndFourSheetsOfPaper() throws {
        let browser = try Browser()
        defer { browser.close() }
        let page = "\(browser.folder)/report.html"
        try CrowdedWeek().page().write(toFile: page, atomically: true, encoding: .utf8)
        #expect(try browser.width(of: page, on: 390) == 390)
        let sheets = try browser.sheets(of: page)
        #expect((1...4).contains(sheets), "\(sheets) sheets")
    }
}

/// Chromium without a window.
private struct Browser {
    /// nil: none is installed.
    static let path = ["chromium", "chromium-browser", "google-chrome"].lazy.map { "/usr/bin/\($0)" }
        .first(where: FileManager.default.isExecutableFile)

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func close() { try? FileManager.default.removeItem(atPath: folder) }

    /// How wide a page becomes on a screen so many pixels wide; more than that has to be scrolled.
    func width(of page: String, on screen: Int) throws -> Int? {
        // A window has a least width, a frame has none.
        let frame = """
            <iframe id="frame" width="\(screen)" height="800" style="border:0" src="file://\(page)"></iframe>
            <script>frame.onload = () => {
                document.title = "width " + frame.contentDocument.documentElement.scrollWidth }</script>
            """
        try frame.write(toFile: "\(folder)/frame.html", atomically: true, encoding: .utf8)
        let content = try run(["--allow-file-access-from-files", "--dump-dom", "file://\(folder)/frame.html"])
        return content.firstMatch(of: /<title>width (\d+)/).flatMap { Int($0.1) }
    }

    /// Sheets of A4 that a page takes.
    func sheets(of page: String) throws -> Int {
        _ = try run(["--no-pdf-header-footer", "--print-to-pdf=\(folder)/page.pdf", "file://\(page)"])
        let content = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/page.pdf"))
        return String(decoding: content, as: UTF8.self).matches(of: /\/Type\s*\/Page\b/).count
    }

    private func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: try #require(Self.path))
        process.arguments =
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--user-data-dir=\(folder)/profile",
            ] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text
    }
}
