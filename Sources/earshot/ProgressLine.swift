import Foundation

/// A line on the terminal that tells how far a load is; nothing where standard error is no terminal.
struct ProgressLine {
    private let name: String
    private let isShown = isatty(STDERR_FILENO) == 1

    init(_ name: String) { self.name = name }

    /// Replaces the line.
    func show(bytes: Int, of total: Int, records: Int) {
        guard isShown else { return }
        let percent = total > 0 ? bytes * 100 / total : 100
        FileHandle.standardError.write(Data("\r\u{1b}[K\(name): \(percent) %, \(records) records".utf8))
    }

    /// Removes the line.
    func clear() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
    }
}
