import ArgumentParser
import Warehouse

/// `earshot crontab`: lines for cron.
struct CrontabCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "crontab", abstract: "Print the lines that have cron run this installation each night.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("When the run begins, by the machine's clock.", valueName: "hh:mm")) var at = "04:15"

    func perform() throws { print(try shared.timetable(at: at).crontab, terminator: "") }
}

extension SharedOptions {
    /// How a timer is to call this installation with these options.
    func timetable(at time: String) throws -> Timetable {
        let configuration = try configuration()
        return try Timetable(
            at: time, database: database, origin: chosenDatabase(configuration), configuration: configuration)
    }
}
