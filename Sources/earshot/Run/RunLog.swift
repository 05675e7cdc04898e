import Foundation
import Postgres
import Synchronization
import Warehouse

/// The log of runs: a JSON object a line, appended.
///
/// Every line is one write, so that lines of several runs never mix; whoever rotates the file need tell nobody, since each run
/// opens it anew. It keeps the first reason why it could not be written and goes on without.
final class RunLog: Sendable {
    private let descriptor: Int32
    private let path: String
    private let runID: String
    private let loss = Mutex<Failure?>(nil)

    /// Why a line is missing; nil: none is.
    var failure: Failure? { loss.withLock { $0 } }

    /// Opens the log at `path`, made where it is missing; nil: there is none.
    init(_ path: String?, runID: String) {
        self.runID = runID
        self.path = path ?? ""
        guard let path else {
            descriptor = -1
            return
        }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        if descriptor < 0 { note(errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Appends a line.
    func append(_ event: RunEvent) {
        guard descriptor >= 0, failure == nil else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(Line(time: Timestamp.machineTime.description, run: runID, event: event))
        else {
            return
        }
        let text = line + Data("\n".utf8)
        let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written != text.count { note(written < 0 ? errno : ENOSPC) }
    }

    private func note(_ code: Int32) {
        let failure = Failure(.cannotCreate, "The log \(path) cannot be written: \(String(cString: strerror(code))).")
        loss.withLock { $0 = $0 ?? failure }
    }

    /// An event with what every line has.
    private struct Line: Encodable {
        let time: String
        let run: String
        let event: RunEvent

        private enum CodingKeys: String, CodingKey {
            case time, run
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(time, forKey: .time)
            try container.encode(run, forKey: .run)
            try event.encode(to: encoder)
        }
    }
}
