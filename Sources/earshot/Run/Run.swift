import Intake
import Postgres
import Reporting
import Warehouse

/// One run: loads the files that are new, computes the weeks that a load touched or that have ended, publishes those that are
/// due. What fails in one file, source or week does not stop the others.
///
/// What there is to do follows from the ledger alone, so a run makes up for those that were missed.
struct Run {
    let configuration: Configuration
    let session: WriterSession
    let output: Output
    let log: RunLog
    let journal: RunJournal
    /// Most weeks to compute, and to publish, the newest ones; nil: all that wait.
    let maxCatchup: Int?
    /// The instant taken for the present.
    let now: Timestamp
    /// What was done so far, also after an error.
    private(set) var tally: RunTally
    private var failedWeeks: Set<Week> = []

    init(
        _ configuration: Configuration, session: WriterSession, output: Output, log: RunLog, journal: RunJournal,
        maxCatchup: Int?, now: Timestamp
    ) {
        self.configuration = configuration
        self.session = session
        self.output = output
        self.log = log
        self.journal = journal
        self.maxCatchup = maxCatchup
        self.now = now
        tally = RunTally(runID: journal.runID)
    }

    /// Does it all. Throws what everything after it would meet too.
    mutating func perform() throws {
        try session.repeating { try journal.begin($0, now: now) }
        try timing(.load) { try $0.load() }
        try timing(.compute) { try $0.compute() }
        try timing(.publish) { try $0.publish() }
    }

    private mutating func timing(_ stage: RunStep.Stage, _ deed: (inout Run) throws -> Void) throws {
        let start = ContinuousClock.now
        defer { tally.seconds[stage.rawValue] = (ContinuousClock.now - start) / .seconds(1) }
        try deed(&self)
    }

    private mutating func load() throws {
        var loader = FileLoader(session: session, output: output)
        defer { tally.failures += loader.failures.map(\.kind) }
        // What is loaded later is to be later in the ledger.
        loader.now = { [now, start = ContinuousClock.now] in now.adding(ContinuousClock.now - start) }
        loader.onEnd = { [log] in log.append(RunEvent($0)) }
        try loader.keep(configuration.ownDomains)
        let new = try session.repeating { try NewFiles(configuration, on: $0) }
        for failure in new.failures { try loader.tell(failure.error, of: failure.name) }
        for (index, file) in new.files.enumerated() {
            try begin(RunStep(.load, unit: file.request.shownName, number: index + 1, of: new.files.count))
            let before = loader.failures.count
            try loader.load(file.request, of: file.batch)
            if loader.failures.count == before { tally.files += 1 }
        }
    }

    private mutating func compute() throws {
        let catalogue = try Catalogue()
        let weeks = chosen(try session.repeating { try Schedule($0).pending(now: now) })
        for (index, week) in weeks.enumerated() {
            let step = RunStep(.compute, unit: "\(week)", number: index + 1, of: weeks.count)
            let summary = try attempt(step) { [now] in
                try MetricRun($0, catalogue: catalogue).compute([week], now: now)
            } counting: {
                ["changed_rows": $0.changedRows, "revised_rows": $0.revisedRows]
            }
            guard let summary else {
                failedWeeks.insert(week)
                continue
            }
            tally.weeks.append("\(week)")
            output.progress(
                "computed \(week): \(summary.changedRows) rows changed, \(summary.revisedRows) published values revised"
            )
        }
    }

    private mutating func publish() throws {
        let (required, export) = (configuration.requiredSources, configuration.export)
        let due = chosen(try session.repeating { try Schedule($0).unpublished(required: required, now: now) })
        // Figures that could not be computed anew are no longer those of the data.
        let weeks = due.filter { !failedWeeks.contains($0.week) }
        for (index, due) in weeks.enumerated() {
            let step = RunStep(.publish, unit: "\(due.week)", number: index + 1, of: weeks.count)
            let publication = try attempt(step) { [now] in
                try export.bundle(over: $0).publish(due.week, staleSources: due.staleSources, now: now)
            } counting: {
                ["edition": $0.edition, "stale_sources": due.staleSources.count]
            }
            guard let publication, publication.isNew else { continue }
            tally.editions.append("\(due.week).\(publication.edition)")
            output.progress("published \(due.week) as edition \(publication.edition): \(publication.path)")
        }
    }

    /// As many of what waits, oldest first, as a run may make up for.
    private func chosen<Week>(_ waiting: [Week]) -> [Week] {
        maxCatchup.map { Array(waiting.suffix($0)) } ?? waiting
    }

    /// Notes a step that begins, unless there is no time left.
    private func begin(_ step: RunStep) throws {
        if Interruption.isTimeOver { throw Failure(.busy, "There is no time left for \(step.unit).") }
        try session.repeating { try journal.note(step, $0) }
    }

    /// Does one step; a failure is told and kept, and thrown only where the next step would meet it too.
    ///
    /// - Returns: nil: it failed.
    private mutating func attempt<Value>(
        _ step: RunStep, _ deed: (Connection) throws -> Value, counting counts: (Value) -> [String: Int]
    ) throws -> Value? {
        try begin(step)
        let start = ContinuousClock.now
        var event = RunEvent(step.stage.rawValue)
        event.unit = step.unit
        defer {
            event.seconds = (ContinuousClock.now - start) / .seconds(1)
            log.append(event)
        }
        do {
            let value = try session.repeating(deed)
            (event.code, event.counts) = (0, counts(value))
            return value
        } catch {
            let failure = Failure(any: error)
            event.add(failure)
            if [.busy, .unavailable].contains(failure.kind) { throw failure }
            Output.warn("earshot: \(step.stage.rawValue) \(step.unit): \(failure)")
            tally.failures.append(failure.kind)
            return nil
        }
    }
}

extension Output {
    /// A word on what a run is through with.
    fileprivate func progress(_ text: @autoclosure () -> String) {
        if !isJSON { success(text()) }
    }
}
