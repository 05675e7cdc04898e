import ArgumentParser
import Foundation
import Intake
import Postgres
import Reporting
import Warehouse

/// `earshot settings`: the settings that metrics depend on.
struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "The settings that metrics depend on, with their history.",
        subcommands: [List.self, Get.self, Set.self])

    struct List: EarshotCommand {
        static let configuration = CommandConfiguration(abstract: "Print every setting, its value and its meaning.")
        @OptionGroup var shared: SharedOptions

        func perform() throws {
            let connection = try shared.connect(as: "settings", shared.configuration())
            let settings = try Failure.telling { try Settings(connection).all(now: .now) }
            if shared.json {
                let values = settings.map { ($0.name, $0.value ?? "") }
                return try shared.output.json(Dictionary(values, uniquingKeysWith: { first, _ in first }))
            }
            let width = settings.map(\.name.count).max() ?? 0
            for setting in settings {
                let name = setting.name.padding(toLength: width, withPad: " ", startingAt: 0)
                print("\(name)  \(setting.value ?? "(from the data)")  – \(setting.description)")
            }
        }
    }

    struct Get: EarshotCommand {
        static let configuration = CommandConfiguration(abstract: "Print the value of one setting.")
        @OptionGroup var shared: SharedOptions
        @Argument(help: "Name of the setting.") var name: String

        func perform() throws {
            let connection = try shared.connect(as: "settings", shared.configuration())
            print(try Failure.telling { try Settings(connection).get(name, now: .now).value ?? "" })
        }
    }

    struct Set: EarshotCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a setting, from the current week on or from an earlier one.")
        @OptionGroup var shared: SharedOptions
        @Argument(help: "Name of the setting.") var name: String
        @Argument(help: "Its new value.") var value: String
        @Option(help: ArgumentHelp("First week for which it holds, such as 2026-W10.", valueName: "week"))
        var from: WeekArgument?

        func perform() throws {
            let configuration = try shared.configuration()
            if name == "own_domains", let path = configuration.path, configuration.ownDomains != nil {
                throw Failure(
                    .configuration, "own_domains is set in \(path), which goes before the setting.",
                    remedy: "Change it there; it takes effect with the next command.")
            }
            let session = try shared.writerSession(as: "settings set", configuration)
            let from = try from?.week(over: session.connection).start
            try Failure.telling {
                try Settings(session.connection).set(name, to: value, now: .now, from: from)
            }
            try session.repeating { try Resolution.update(ownDomains: nil, on: $0, now: .now) }
        }
    }
}
