/// All customers of the year, those who left in it included.
struct Clientele {
    let customers: [Customer]
    /// Who was a customer when a week began, by week and by segment on that day.
    private let rolls: [[Segment: [Customer]]]

    init(year: Year, seed: UInt64) {
        var registry = CustomerRegistry(year: year, random: SplitMix64(seed: seed, stream: "customers"))
        let everybody = Segment.allCases.flatMap { segment in
            (0..<segment.profile.customers).map { _ in registry.enrol(segment) }
        }
        customers = everybody
        rolls = year.weeks.map { week in
            let monday = year.monday(of: week)
            return Dictionary(grouping: everybody.filter { $0.isActive(on: monday) }) { $0.segment(on: monday) }
        }
    }

    /// The rows of `segments.csv`: every 150th customer was never classified.
    var memberships: [Membership] {
        customers.enumerated().flatMap { index, customer in customer.memberships(isClassified: index % 150 != 149) }
    }

    /// The customers of a segment when a week began.
    func active(in segment: Segment, week: Int) -> [Customer] {
        rolls[week][segment] ?? []
    }

    /// How somebody names the customer: by id, contact, an address at its domain, an alias, in any case of letters.
    static func reference(to customer: Customer, using random: inout SplitMix64) -> String {
        let roll = random.unit()
        if roll < 0.25, let contact = customer.emails.first { return roll < 0.04 ? contact.uppercased() : contact }
        if roll < 0.38, let domain = customer.domains.first { return "\(random.pick(mailboxes))@\(domain)" }
        if roll < 0.44, let alias = customer.aliases.first { return alias }
        return customer.id
    }

    /// Somebody no customer file knows, now and then nobody at all.
    static func stranger(using random: inout SplitMix64) -> String {
        if random.chance(0.3) { return "" }
        return "\(random.pick(mailboxes))@\(Names.address(of: random.pick(Names.last)))-unknown.test"
    }

    private static let mailboxes = ["info", "office", "buchhaltung", "it", "shop", "accounts.payable", "hello"]
}
