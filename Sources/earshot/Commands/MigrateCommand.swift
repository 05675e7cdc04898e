import ArgumentParser
import Warehouse

/// `earshot migrate`: brings the schema up to date, and sees to the roles and their rights.
struct MigrateCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the schema of the database up to date.",
        discussion: """
            Also makes the roles earshot_owner, earshot_loader, earshot_analyst and earshot_exporter and grants them their \
            rights. That takes a superuser, or a role that may create roles; otherwise use --no-roles.
            """)

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Print the SQL instead of running it.") var plan = false
    @Flag(help: "Leave the roles alone, and print the statements that an administrator must run for them.")
    var noRoles = false

    func perform() throws {
        let connection = try shared.chosenDatabase(shared.configuration()).connect(as: "earshot migrate")
        let migrator = try Migrator()
        if plan {
            for (name, text) in try migrator.plan(connection) { print("-- \(name)\n\(text)") }
        } else {
            for migration in try migrator.migrate(connection, withRoles: !noRoles) {
                shared.output.success("applied \(migration.file)")
            }
        }
        if plan || noRoles, let roles = migrator.roles { print(roles.script) }
    }
}
