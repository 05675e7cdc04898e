import Foundation
import Warehouse

/// Addresses that stand in invitations and belong to no person: note takers, rooms, calls, calendars.
struct InvitedPrograms: Sendable {
    private let domains: OwnDomains

    /// Those that come with earshot. Throws a `Failure` that says where they were looked for.
    init() throws {
        let path = "\(try Resources.directory("Mappings", of: "Intake"))/invited-programs.txt"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        self.init(domains: lines.map(\.trimmingBlanks).filter { !$0.isEmpty && !$0.hasPrefix("#") })
    }

    /// Those at these domains, in small letters, or below them.
    init(domains: [String]) {
        self.domains = OwnDomains(domains)
    }

    /// Whether `address` is one of them.
    func hold(_ address: String) -> Bool { domains.holds(address) }
}
