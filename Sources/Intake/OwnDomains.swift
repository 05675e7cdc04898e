import Postgres

/// The domains whose addresses are ours, never a customer's.
struct OwnDomains: Sendable {
    private let domains: Set<Substring>

    /// The domains in order, separated by semicolons: the same for the same domains.
    var text: String { domains.sorted().joined(separator: ";") }

    /// Domains in small letters, without `@`.
    init(_ domains: [String]) {
        self.domains = Set(domains.map { $0[...] })
    }

    /// Those that the setting `own_domains` names.
    init(over connection: Connection) throws {
        self.init(try connection.rows("select domain from core.own_domain").map { try $0["domain"] })
    }

    var isEmpty: Bool { domains.isEmpty }

    /// Whether `address` is one at a domain of ours or below it.
    func holds(_ address: String) -> Bool {
        guard let at = address.lastIndex(of: "@") else { return false }
        var domain = address[address.index(after: at)...].lowercased()[...]
        while true {
            if domains.contains(domain) { return true }
            guard let dot = domain.firstIndex(of: ".") else { return false }
            domain = domain[domain.index(after: dot)...]
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmingBlanks: String { String(trimmingCharacters(\.isWhitespace)) }
}
