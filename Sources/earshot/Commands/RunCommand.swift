import ArgumentParser
import Foundation
import Intake
import Postgres
import Reporting
import Warehouse

/// `earshot run`: what a timer calls.
struct RunCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Load every new file of the configured sources, compute and publish what is due.",
        discussion: """
            What there is to do follows from the ledger, so a run makes up for those that were missed. A file that was \
            loaded or refused before and did not change is not read again. What fails in one source does not stop the \
            others; the exit code tells the worst. --deadline is the time for the whole run: what is not done by then is \
            left to the next one, and the exit code is 75.
            """)

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Say what there is to do, and do nothing.") var dryRun = false
    @Option(
        help: ArgumentHelp(
            "Most weeks to compute, and to publish: the newest ones; the rest is left to the next run.", valueName: "n")
    )
    var maxCatchup: Int?
    @OptionGroup var weeks: ConnectionsOption
    @Option(help: ArgumentHelp("Log to append to, a JSON object a line; default: $EARSHOT_LOG.", valueName: "path"))
    var logFile: String?
    @Option(
        help: ArgumentHelp("File for Prometheus; default: export.textfile of earshot.yaml.", valueName: "path"))
    var textfile: String?
    @Option(help: .hidden) var now: InstantArgument?

    func validate() throws {
        if let maxCatchup, maxCatchup < 0 { throw ValidationError("--max-catchup takes a number of weeks.") }
    }

    func perform() throws {
        if dryRun { return try tellPlan() }
        let journal = RunJournal(runID: UUID().uuidString.lowercased())
        let log = RunLog(logFile ?? ProcessInfo.processInfo.environment["EARSHOT_LOG"], runID: journal.runID)
        var ending = RunEnding(
            shared: shared, textfile: textfile, log: log, journal: journal, now: now?.instant ?? .now)
        Interruption.limit(to: .seconds(max(1, shared.deadline)))
        log.append(RunEvent("begin"))
        do {
            let configuration = try shared.configuration()
            ending.configuration = configuration
            let session = try shared.writerSession(as: "run", configuration, now: now?.instant)
            ending.session = session
            let now = now?.instant ?? .now
            ending.now = now
            if let event = ServerClock.current.flatMap(RunEvent.init) { log.append(event) }
            var run = Run(
                configuration, session: session,
                another: { [shared] in try shared.writerSession(as: "run", configuration, takesLock: false) },
                connections: weeks.connections, output: shared.output, steps: RunSteps(journal: journal, log: log),
                maxCatchup: maxCatchup, now: now)
            defer { ending.tally = run.tally }
            try run.perform()
        } catch {
            ending.tell(error, limit: shared.deadline)
        }
        let tally = ending.write()
        if shared.json { try shared.output.json(tally) } else { shared.output.success(tally.line) }
        if tally.exitCode != 0 { throw ExitCode(tally.exitCode) }
    }

    private func tellPlan() throws {
        let configuration = try shared.configuration()
        let connection = try shared.connect(as: "run --dry-run", configuration)
        let plan = try RunPlan(configuration, on: connection, maxCatchup: maxCatchup, now: now?.instant ?? .now)
        if shared.json { return try shared.output.json(plan) }
        shared.output.result(plan.page)
    }
}
