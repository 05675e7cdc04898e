/// The year's tickets: who writes when, and what the company makes of it.
struct TicketDesk {
    let year: Year
    let clientele: Clientele
    let staff: Staff
    private var random: SplitMix64

    init(year: Year, clientele: Clientele, staff: Staff, seed: UInt64) {
        self.year = year
        self.clientele = clientele
        self.staff = staff
        random = SplitMix64(seed: seed, stream: "tickets")
    }

    /// All tickets in the order of their opening, numbered in it.
    mutating func tickets() -> [Ticket] {
        var tickets: [Ticket] = []
        for week in year.weeks {
            for segment in Segment.allCases { tickets += everydayTickets(of: segment, in: week) }
            tickets += outbreakTickets(in: week)
        }
        tickets.sort { $0.createdAt < $1.createdAt }
        for index in tickets.indices { tickets[index].id = String(200_001 + index) }
        return tickets
    }

    private mutating func everydayTickets(of segment: Segment, in week: Int) -> [Ticket] {
        let active = clientele.active(in: segment, week: week)
        let expected = Double(active.count) * segment.profile.ticketsPerWeek * year.season(of: week)
        return (0..<random.count(around: expected)).map { _ in
            // The lesser of two: some customers write far more often than others.
            let customer = active[min(random.below(active.count), random.below(active.count))]
            return ticket(from: random.chance(0.04) ? nil : customer, segment, in: week, about: everydayThemes())
        }
    }

    /// Payouts arrive late in the newest week, first signs the week before; until then hardly anybody names it.
    private mutating func outbreakTickets(in week: Int) -> [Ticket] {
        let count = [0: 18, 1: 6][year.age(of: week)] ?? random.below(3)
        return (0..<count).map { index in
            let segment: Segment = index % 3 == 0 ? .midMarket : .small
            let customer = random.pick(clientele.active(in: segment, week: week))
            return ticket(from: customer, segment, in: week, about: [.outbreak])
        }
    }

    private mutating func everydayThemes() -> [Theme] {
        guard random.chance(0.72) else { return [] }
        let first = random.pick(Theme.weighted)
        let second = random.pick(Theme.weighted)
        return random.chance(0.15) && first.name != second.name ? [first, second] : [first]
    }

    private mutating func ticket(from customer: Customer?, _ segment: Segment, in week: Int, about themes: [Theme])
        -> Ticket
    {
        let createdAt = year.customerMoment(in: week, using: &random)
        let isUnwanted = customer == nil && random.chance(0.3)
        let (answeredAt, solvedAt) = isUnwanted ? (nil, nil) : handling(of: segment, from: createdAt, in: week)
        let owner = owner(of: themes)
        let text = isUnwanted ? (subject: random.pick(Phrases.unwanted), body: "") : letter(about: themes)
        return Ticket(
            customer: reference(to: customer), createdAt: createdAt, firstResponseAt: answeredAt, solvedAt: solvedAt,
            updatedAt: [createdAt, answeredAt, solvedAt].compactMap { $0 }.max() ?? createdAt,
            status: isUnwanted ? "spam" : status(answeredAt, solvedAt, isOld: year.age(of: week) > 4),
            priority: random.pick([("normal", 55), ("low", 20), ("high", 18), ("urgent", 7)]),
            channel: random.pick([("email", 45), ("web", 25), ("chat", 20), ("phone", 10)]),
            department: owner?.name(on: createdAt.day, in: year) ?? "",
            assignee: answeredAt == nil ? "" : assignee(in: owner, on: createdAt.day), themes: themes.map(\.name),
            subject: text.subject, description: text.body,
            csat: solvedAt == nil ? "" : verdict(of: segment), segment: customer == nil ? nil : segment)
    }

    private mutating func reference(to customer: Customer?) -> String {
        guard let customer else { return Clientele.stranger(using: &random) }
        return Clientele.reference(to: customer, using: &random)
    }

    // MARK: What the company does

    /// When the ticket was answered and solved by the end of the year; answers get rarer as the year goes on.
    private mutating func handling(
        of segment: Segment, from createdAt: Moment, in week: Int
    ) -> (answered: Moment?, solved: Moment?) {
        let profile = segment.profile
        if random.chance(profile.unanswered * (0.7 + 0.6 * year.progress(of: week))) {
            return (nil, random.chance(0.06) ? solution(from: createdAt) : nil)
        }
        let answer = createdAt.after(minutes: random.draw(profile.answer)).atWork
        // A clock that runs slow at the phone desk: answers dated before their ticket.
        if week > 0, random.chance(0.003) {
            return (createdAt.after(minutes: -random.draw([1, 40])), solution(from: answer))
        }
        guard let answeredAt = year.happened(answer) else { return (nil, nil) }
        return (answeredAt, random.chance(0.9) ? solution(from: answeredAt) : nil)
    }

    private mutating func solution(from moment: Moment) -> Moment? {
        year.happened(moment.after(minutes: random.draw([5, 60, 500, 1_600, 4_500, 20_000])).atWork)
    }

    private mutating func status(_ answeredAt: Moment?, _ solvedAt: Moment?, isOld: Bool) -> String {
        if random.chance(0.015) { return random.pick([("merged", 4), ("deleted", 1)]) }
        if solvedAt != nil { return random.pick([(isOld ? "closed" : "solved", 97), ("solved", 2), ("open", 1)]) }
        if answeredAt != nil { return random.pick([("open", 5), ("pending", 4), ("hold", 1)]) }
        return random.pick([("new", 6), ("open", 4)])
    }

    private mutating func owner(of themes: [Theme]) -> Department? {
        random.pick([(themes.first?.department ?? .support, 55), (.support, 33), (nil, 12)])
    }

    private mutating func assignee(in department: Department?, on day: Day) -> String {
        let members = staff.members(of: department ?? .support, on: day)
        return members.isEmpty || random.chance(0.2) ? "" : random.pick(members).email
    }

    private mutating func verdict(of segment: Segment) -> String {
        guard random.chance(0.22) else { return "" }
        return random.draw(segment.profile.score) >= 5 ? "good" : "bad"
    }

    // MARK: What the customer writes

    private mutating func letter(about themes: [Theme]) -> (subject: String, body: String) {
        let subjects = themes.first?.subjects ?? Phrases.subjects
        let words = themes.map { random.pick($0.words) } + [random.pick(Phrases.requests)]
        let body = [random.pick(Phrases.greetings), words.joined(separator: " "), random.pick(Phrases.closings)]
        return (random.pick(subjects), body.joined(separator: "\n"))
    }
}
