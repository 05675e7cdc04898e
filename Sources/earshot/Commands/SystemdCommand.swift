import ArgumentParser
import Foundation
import Warehouse

/// `earshot systemd`: units for systemd.
struct SystemdCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "systemd", abstract: "Print the units that have systemd run this installation each night.",
        discussion: """
            As root: earshot systemd --out /etc/systemd/system && systemctl daemon-reload && systemctl enable --now \
            earshot.timer. Run it as whoever is to run earshot, or change User= afterwards.
            """)

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("When the run begins, by the machine's clock.", valueName: "hh:mm")) var at = "04:15"
    @Option(help: ArgumentHelp("Folder to write the units to, instead of printing them.", valueName: "dir"))
    var out: String?

    func perform() throws {
        let units = try shared.timetable(at: at).units
        guard let out else {
            return print(
                units.map { "# /etc/systemd/system/\($0.name)\n\($0.text)" }.joined(separator: "\n"), terminator: "")
        }
        for unit in units {
            do {
                try Data(unit.text.utf8).write(to: URL(fileURLWithPath: "\(out)/\(unit.name)"), options: .atomic)
            } catch {
                throw Failure(.cannotCreate, "The unit \(out)/\(unit.name) cannot be written.")
            }
        }
    }
}
