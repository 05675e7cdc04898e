/// The year's feedback: scores by how a segment is treated, and words to match.
struct FeedbackBox {
    let year: Year
    let clientele: Clientele
    private var random: SplitMix64

    init(year: Year, clientele: Clientele, seed: UInt64) {
        self.year = year
        self.clientele = clientele
        random = SplitMix64(seed: seed, stream: "feedback")
    }

    /// All feedback in the order it came, numbered in it.
    mutating func feedback() -> [Feedback] {
        var feedback: [Feedback] = []
        for week in year.weeks {
            let count = random.count(around: 24 * year.season(of: week))
            feedback += (0..<count).map { _ in everydayFeedback(in: week) }
            if year.age(of: week) == 0 { feedback += (0..<5).map { _ in complaint(in: week) } }
        }
        feedback.sort { $0.receivedAt < $1.receivedAt }
        for index in feedback.indices { feedback[index].id = "fb-\(5_001 + index)" }
        return feedback
    }

    private mutating func everydayFeedback(in week: Int) -> Feedback {
        let segment = random.pick([(Segment.small, 10), (.midMarket, 8), (.enterprise, 3), (.freelance, 3)])
        let theme = random.chance(0.45) ? random.pick(Theme.weighted) : nil
        let channel = random.pick([("survey", 6), ("review", 2), ("in-app", 2), ("social", 1)])
        return record(from: segment, in: week, by: channel, mood: mood(of: segment, in: week), about: theme)
    }

    /// A post about the outbreak.
    private mutating func complaint(in week: Int) -> Feedback {
        record(from: .small, in: week, by: "social", mood: 1, about: .outbreak)
    }

    /// A score out of ten; small customers lose up to two points in the course of the year.
    private mutating func mood(of segment: Segment, in week: Int) -> Double {
        let score = random.draw(segment.profile.score)
        return segment == .small ? max(0, score - 2 * year.progress(of: week)) : score
    }

    private mutating func record(
        from segment: Segment, in week: Int, by channel: String, mood: Double, about theme: Theme?
    ) -> Feedback {
        let customer = random.pick(clientele.active(in: segment, week: week))
        let isStranger = random.chance(channel == "social" ? 0.3 : 0.03)
        let receivedAt = year.customerMoment(in: week, using: &random)
        return Feedback(
            customer: isStranger
                ? Clientele.stranger(using: &random) : Clientele.reference(to: customer, using: &random),
            receivedAt: receivedAt, channel: channel, score: score(mood, by: channel),
            scoreMax: scale(of: channel),
            department: random.chance(0.4) ? theme?.department.name(on: receivedAt.day, in: year) ?? "" : "",
            themes: theme.map { [$0.name] } ?? [], text: text(mood, about: theme),
            segment: isStranger ? nil : segment)
    }

    /// The highest score a channel offers; nil where it asks for none.
    private func scale(of channel: String) -> Int? {
        switch channel {
        case "survey", "in-app": 10
        case "review": 5
        default: nil
        }
    }

    private func score(_ mood: Double, by channel: String) -> Int? {
        scale(of: channel).map { $0 == 10 ? Int(mood + 0.5) : max(1, Int(mood / 2 + 0.5)) }
    }

    private mutating func text(_ mood: Double, about theme: Theme?) -> String {
        guard random.chance(0.65) else { return "" }
        let tone = mood >= 7 ? Phrases.praise : mood >= 5 ? Phrases.neutral : Phrases.complaints
        let detail = theme.map { mood < 7 ? " " + random.pick($0.words) : "" } ?? ""
        return random.pick(tone) + detail
    }
}
