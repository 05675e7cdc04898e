import ArgumentParser
import Foundation
import Postgres
import Reporting
import Warehouse

/// `earshot report`: a week for leadership, on the terminal.
struct ReportCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print a week for leadership: the headlines, who is neglected and in what, what suddenly comes up.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("Week to report; default: the newest computed one.", valueName: "week"))
    var week: WeekArgument?

    func perform() throws {
        let connection = try shared.connect(as: "report", shared.configuration())
        guard let week = try week?.week(over: connection) ?? Schedule(connection).latestComputed() else {
            throw Failure(.data, "No week was computed yet.", remedy: "Run `earshot compute` first.")
        }
        try shared.output.report(try Report(connection, week: week))
    }
}

extension Output {
    /// A report as a page, or as JSON.
    func report(_ report: Report) throws {
        if isJSON { return try json(report) }
        result(ReportPage(report, isColoured: Self.isColoured).description)
    }

    /// Whether standard output is a terminal whose user did not refuse colours (https://no-color.org).
    private static var isColoured: Bool {
        isTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }
}
