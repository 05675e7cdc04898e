import ArgumentParser
import Postgres
import Reporting

/// A week on the command line: `2026-W10`, the date of its Monday, `W10` of the current year, or `last`.
struct WeekArgument: ExpressibleByArgument {
    private let name: WeekName

    init?(argument: String) {
        guard let name = WeekName(argument) else { return nil }
        self.name = name
    }

    /// The week that is meant now, by the server's clock.
    func week(over connection: Connection) throws -> Week { try name.week(over: connection, now: .now) }
}
