import ArgumentParser
import Warehouse

/// `earshot migrate`: brings the schema up to date.
struct MigrateCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the schema of the database up to date.")

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Print the SQL instead of running it.") var plan = false

    func perform() throws {
        let connection = try shared.chosenDatabase(shared.configuration()).connect(as: "earshot migrate")
        let migrator = try Migrator()
        if plan {
            for (name, text) in try migrator.plan(connection) { print("-- \(name)\n\(text)") }
            return
        }
        for migration in try migrator.migrate(connection) { shared.output.success("applied \(migration.file)") }
    }
}
