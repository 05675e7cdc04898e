/// The year's talks with customers: leaders who begin well and then stop, and a few others who carry on.
struct InterviewDiary {
    let year: Year
    let clientele: Clientele
    let staff: Staff
    private var random: SplitMix64

    init(year: Year, clientele: Clientele, staff: Staff, seed: UInt64) {
        self.year = year
        self.clientele = clientele
        self.staff = staff
        random = SplitMix64(seed: seed, stream: "interviews")
    }

    /// All talks in the order they took place, numbered in it.
    mutating func interviews() -> [Interview] {
        var interviews = year.weeks.flatMap { week in leadersInterviews(in: week) + othersInterviews(in: week) }
        interviews.sort { $0.occurredAt < $1.occurredAt }
        for index in interviews.indices { interviews[index].id = "int-\(1_001 + index)" }
        return interviews
    }

    private mutating func leadersInterviews(in week: Int) -> [Interview] {
        let loyal = staff.loyalLeaders
        var interviews: [Interview] = []
        for leader in staff.leaders(on: year.monday(of: week)) {
            let zeal = loyal.contains(leader.email) ? 0.9 : zeal(of: week)
            guard random.chance(zeal) else { continue }
            let kind = random.pick([("interview", 5), ("visit", 2), ("call", 3), ("informal", 1)])
            interviews.append(interview(of: leader, kind: kind, in: week))
        }
        return interviews
    }

    /// How likely an ordinary leader talks to a customer in a week: it fades after half a year and then collapses.
    private func zeal(of week: Int) -> Double {
        switch year.age(of: week) {
        case 0..<11: 0.03
        case 11..<24: 0.45
        default: 0.75
        }
    }

    private mutating func othersInterviews(in week: Int) -> [Interview] {
        let day = year.monday(of: week)
        return (0..<random.count(around: 8 * year.season(of: week))).map { _ in
            let home = random.pick([
                (Department.product, 8), (.sales, 4), (.support, 4), (.engineering, 3), (.marketing, 2),
                (.operations, 1),
            ])
            let host = random.pick(staff.members(of: home, on: day).filter { !$0.isLeader })
            let kinds = [("interview", 5), ("call", 3), ("visit", 1), ("informal", 1), ("support", 1)]
            return interview(of: host, kind: home == .sales ? "sales" : random.pick(kinds), in: week)
        }
    }

    private mutating func interview(of host: Employee, kind: String, in week: Int) -> Interview {
        let occurredAt = year.workingMoment(in: week, using: &random)
        let segment = random.pick(Segment.allCases.map { ($0, $0.profile.attention) })
        let customer = random.pick(clientele.active(in: segment, week: week))
        let isStranger = random.chance(0.03)
        let minutes = random.pick([(30, 8), (45, 6), (60, 5), (20, 3), (90, 1), (5, 1), (nil as Int?, 1)])
        return Interview(
            customer: isStranger
                ? Clientele.stranger(using: &random) : Clientele.reference(to: customer, using: &random),
            occurredAt: occurredAt, durationMinutes: minutes, kind: kind,
            participants: participants(with: host, on: occurredAt.day), themes: themes(in: week),
            title: isStranger ? "Chat at the fair" : "\(customer.name): \(kind)", notes: notes(),
            updatedAt: occurredAt.after(minutes: Double(minutes ?? 30) + 15), segment: isStranger ? nil : segment,
            department: host.department(on: occurredAt.day, in: year).name(on: occurredAt.day, in: year))
    }

    /// The host first, often a colleague who is no leader, now and then somebody from outside.
    private mutating func participants(with host: Employee, on day: Day) -> [String] {
        let colleagues = staff.members(of: random.pick(Department.allCases), on: day)
            .filter { !$0.isLeader && $0.email != host.email }
        let guests = random.chance(0.35) ? random.sample(1, of: colleagues).map(\.email) : []
        let named = random.chance(0.3) ? host.aliases.first ?? host.email : host.email
        return [named] + guests + (random.chance(0.03) ? ["moderator@research-studio.test"] : [])
    }

    private mutating func themes(in week: Int) -> [String] {
        if year.age(of: week) == 0, random.chance(0.3) { return [Theme.outbreak.name] }
        return random.chance(0.75) ? [random.pick(Theme.weighted).name] : []
    }

    private mutating func notes() -> String {
        guard random.chance(0.7) else { return "" }
        let observations = random.sample(1 + random.below(2), of: Phrases.observations)
        return ([random.pick(Phrases.settings)] + observations).joined(separator: "\n")
    }
}
