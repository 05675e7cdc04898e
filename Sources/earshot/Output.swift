import ArgumentParser
import Foundation
import Records
import Warehouse

/// Where results go: standard output, quiet where nobody reads along.
struct Output {
    let isJSON: Bool
    let isQuiet: Bool
    let isVerbose: Bool

    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// A result somebody asked for: printed unless quiet.
    func result(_ text: @autoclosure () -> String) {
        if !isQuiet { print(text()) }
    }

    /// Whether a word on success is printed: on a terminal, or when asked for.
    var tellsSuccess: Bool { !isQuiet && (isVerbose || Self.isTerminal) }

    /// A word on success of what cron calls.
    func success(_ text: @autoclosure () -> String) {
        if tellsSuccess { print(text()) }
    }

    /// A doubt about what went well otherwise, on standard error: for people at a terminal, or when asked for. Others find
    /// it in `status`, the log and the JSON.
    func warning(_ text: @autoclosure () -> String) {
        if !isQuiet, isVerbose || Self.isTerminal { Self.warn(text()) }
    }

    /// A value as one line of JSON.
    func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self).escapingControls)
    }

    /// Has what was printed arrive where it goes.
    ///
    /// - Throws: the exit code of a failed output when it does not, such as on a full disk.
    static func finish() throws(ExitCode) {
        // All streams: Swift does not let the one be named.
        if fflush(nil) == 0 { return }
        warn("earshot: standard output cannot be written: \(String(cString: strerror(errno))).")
        throw ExitCode(Failure.Kind.inputOutput.rawValue)
    }

    /// A word for people only, on standard error.
    static func warn(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

extension String {
    /// The JSON text with what could move a terminal's cursor or turn its reading direction as `\u` escapes.
    fileprivate var escapingControls: String {
        guard unicodeScalars.contains(where: EscapedText.isDangerous) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            guard EscapedText.isDangerous(scalar) else { return text.unicodeScalars.append(scalar) }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
}
