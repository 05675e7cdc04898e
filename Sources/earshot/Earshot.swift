import ArgumentParser

/// The command line.
@main
struct Earshot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "earshot",
        abstract: "Who is within earshot of our customers, whom do we not hear, and what became of what we were told?",
        discussion: """
            Exit codes: 0 done or nothing to do; 64 usage; 65 data refused; 66 input missing or unreadable; 69 database \
            unreachable; 70 a defect of ours; 73 output cannot be written; 74 input or output failed; 75 busy or worth \
            a retry; 77 permission; 78 configuration or mapping.
            """,
        version: "0.1.0",
        subcommands: [
            DatabaseCommand.self, MigrateCommand.self, LoadCommand.self, UnloadCommand.self, UnmatchedCommand.self,
            RejectsCommand.self, MappingsCommand.self, ComputeCommand.self, PublishCommand.self, RunCommand.self,
            CrontabCommand.self, SystemdCommand.self, DoctorCommand.self, ReportCommand.self, StatusCommand.self,
            SettingsCommand.self, DemoCommand.self,
        ])

    static func main() {
        Interruption.listen()
        do {
            var command = try parseAsRoot()
            try command.run()
            try Output.finish()
        } catch {
            exit(withError: error)
        }
    }
}
