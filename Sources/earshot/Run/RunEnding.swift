import Postgres
import Reporting
import Warehouse

/// How a run ends, well or not: its journal, log and the file for Prometheus are written whatever has happened.
struct RunEnding {
    let shared: SharedOptions
    let textfile: String?
    let log: RunLog
    let journal: RunJournal
    /// When the run began.
    var now: Timestamp
    private let start = ContinuousClock.now
    /// nil: it could not be read.
    var configuration: Configuration?
    /// nil: none came about.
    var session: WriterSession?
    var tally: RunTally
    private var last: Failure?

    init(shared: SharedOptions, textfile: String?, log: RunLog, journal: RunJournal, now: Timestamp) {
        self.shared = shared
        self.textfile = textfile
        self.log = log
        self.journal = journal
        self.now = now
        tally = RunTally(runID: journal.runID)
    }

    /// Tells what ended the run before it was through.
    ///
    /// - Parameter limit: The seconds that it had.
    mutating func tell(_ error: any Error, limit: Int) {
        let failure =
            Interruption.isTimeOver
            ? Failure(
                .busy, "The \(limit) s of the run are over.",
                remedy: "The next one goes on from here; --deadline gives it more time.")
            : Failure(any: error)
        last = failure
        tally.failures.append(failure.kind)
        Output.warn(
            Interruption.exitCode == nil
                ? "earshot: \(failure)" : "earshot: stopped by a signal; what was not finished is not kept.")
    }

    /// Writes everything down.
    ///
    /// - Returns: what the run came to, with what failed in writing.
    mutating func write() -> RunTally {
        Interruption.lift()
        if let failure = log.failure { keep(failure) }
        writeTextfile()
        var event = RunEvent("end")
        event.counts = ["files": tally.files, "weeks": tally.weeks.count, "editions": tally.editions.count]
        event.seconds = (ContinuousClock.now - start) / .seconds(1)
        event.code = tally.exitCode
        event.sqlstate = last?.cause?.sqlState.map { "\($0)" }
        log.append(event)
        return tally
    }

    private mutating func keep(_ failure: Failure) {
        Output.warn("earshot: \(failure)")
        tally.failures.append(failure.kind)
    }

    /// What the file says of the warehouse includes how this run ended, so that is noted first.
    private mutating func writeTextfile() {
        // After a signal every statement is ended; the journal tells by itself that the run broke off.
        let connection = Interruption.exitCode == nil ? try? noted() : nil
        guard let path = textfile ?? configuration?.export.textfile else { return }
        let gauges = connection.flatMap {
            try? WarehouseGauges($0, expected: configuration?.expectedDeliveries ?? [], now: now)
        }
        do {
            let run = tally.families(now: now, duration: ContinuousClock.now - start)
            try Textfile(path: path).write(run + (gauges?.families ?? []), keepsOthers: gauges == nil)
        } catch {
            keep(Failure(any: error))
            // The journal is to have the code that the run ends with.
            _ = try? noted()
        }
    }

    /// Notes the end where the run had begun.
    ///
    /// - Returns: the session, or one that only reads where the run had none; nil: there is no database.
    private func noted() throws -> Connection? {
        guard let session else { return try configuration.map { try shared.connect(as: "run", $0) } }
        try session.repeating {
            try journal.finish($0, exitCode: tally.exitCode, now: now.adding(ContinuousClock.now - start))
        }
        return session.connection
    }
}
