/// Makes up one customer after the other, no two with one name.
struct CustomerRegistry {
    let year: Year
    var random: SplitMix64
    private var taken: Set<String> = []
    private var count = 0

    init(year: Year, random: SplitMix64) {
        self.year = year
        self.random = random
    }

    mutating func enrol(_ segment: Segment) -> Customer {
        count += 1
        let id = "cus_\(10_000 + count)"
        let name = newName(for: segment)
        let origin = random.pick(Names.countries)
        let since = random.chance(0.03) ? nil : joined()
        return Customer(
            id: id, name: name, aliases: random.chance(0.4) ? ["CRM-\(70_000 + count)"] : [],
            emails: emails(of: name, segment), domains: domains(of: name, segment),
            annualValue: random.chance(0.04) ? nil : random.draw(segment.profile.annualValue),
            currency: origin.code == "CH" ? "CHF" : "EUR", since: since, churnedAt: churned(segment, since: since),
            country: origin.code, region: origin.region, segment: segment,
            smallUntil: smallUntil(segment))
    }

    private mutating func newName(for segment: Segment) -> String {
        while true {
            let last = random.pick(Names.last)
            let name =
                switch segment {
                case .enterprise: "\(last) \(random.pick(Names.largeTrades))"
                case .midMarket: "\(last) \(random.pick(Names.middleTrades))"
                case .small: "\(random.pick(Names.smallTrades)) \(last)"
                case .freelance: "\(random.pick(Names.first)) \(last)"
                }
            if taken.insert(Names.address(of: name)).inserted { return name }
        }
    }

    /// Contacts: one or two people, at a mail provider for those without a domain of their own.
    private mutating func emails(of name: String, _ segment: Segment) -> [String] {
        if segment == .freelance { return ["\(Names.address(of: name))@mailbox.example"] }
        guard random.chance(segment == .small ? 0.6 : 0.9) else { return [] }
        let mailboxes = random.sample(segment == .small ? 1 : 2, of: Names.first).map(Names.address)
        return mailboxes.map { "\($0)@\(Names.address(of: name)).example" }
    }

    /// The own domain; some small customers have their mail with one agency, whose domain tells nothing.
    private mutating func domains(of name: String, _ segment: Segment) -> [String] {
        if segment == .freelance { return [] }
        if segment == .small, random.chance(0.03) { return ["webhaus-mail.example"] }
        return random.chance(segment == .small ? 0.5 : 0.95) ? ["\(Names.address(of: name)).example"] : []
    }

    /// Nine in ten were customers before the year began.
    private mutating func joined() -> Day {
        random.chance(0.9) ? year.start - random.below(1_800) : year.start + random.below(7 * Year.weekCount - 7)
    }

    /// The day the customer left, later in the year more than early, at least a month after it came.
    private mutating func churned(_ segment: Segment, since: Day?) -> Day? {
        guard random.chance(segment.profile.churn) else { return nil }
        let day = year.start + 14 + Int(random.draw([0, 150, 240, 300, 350]))
        return since.map { $0 + 30 < day } ?? true ? day : nil
    }

    /// A few of the middling customers were small when the year began.
    private mutating func smallUntil(_ segment: Segment) -> Day? {
        segment == .midMarket && random.chance(0.1) ? year.start + 30 + random.below(300) : nil
    }
}
