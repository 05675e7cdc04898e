import ArgumentParser
import Postgres
import Warehouse

/// `earshot doctor`: what earshot depends on and does not bring along.
struct DoctorCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at configuration, sources, folders, disks and the database, and say how to mend what is wrong.")

    @OptionGroup var shared: SharedOptions

    func perform() throws {
        let diagnoses = try examine()
        if shared.json {
            try shared.output.json(diagnoses)
        } else {
            for diagnosis in diagnoses where shared.verbose || !shared.quiet || diagnosis.state == .bad {
                print(diagnosis.text)
            }
        }
        if let worst = diagnoses.compactMap(\.kind).max() { throw ExitCode(worst.rawValue) }
    }

    private func examine() throws -> [Diagnosis] {
        let configuration: Configuration
        do {
            configuration = try shared.configuration()
        } catch {
            return [.bad("configuration", error)]
        }
        do {
            let database = try shared.chosenDatabase(configuration)
            let home = database.origin == .privateServer ? database.server.home : nil
            return MachineCheckup(configuration: configuration, home: home).diagnoses()
                + ServerCheckup(database: database).diagnoses()
        } catch {
            return MachineCheckup(configuration: configuration, home: nil).diagnoses() + [.bad("database", error)]
        }
    }
}
