import ArgumentParser
import Reporting

/// A week on the command line, written as `2026-W10`.
struct WeekArgument: ExpressibleByArgument {
    let week: Week

    init?(argument: String) {
        guard let week = Week(argument) else { return nil }
        self.week = week
    }
}
