/// Files of a made-up company, each observed at an instant of its own; the same seed gives the same files.
struct RandomHistory {
    /// One delivery.
    struct Delivery: CustomStringConvertible {
        let kind: String
        let text: String
        let source: String
        let day: String

        var isComplete: Bool { source == "full" }

        var description: String { "\(kind) of \(source) at \(day):\n\(text)" }
    }

    let deliveries: [Delivery]

    private var random: SeededRandom

    init(seed: UInt64, deliveries count: Int) {
        random = SeededRandom(seed: seed)
        var deliveries: [Delivery] = []
        var history = Self(random: random)
        for index in 0..<count {
            deliveries.append(history.delivery(on: "2026-01-\(index < 9 ? "0" : "")\(index + 1)"))
        }
        self.deliveries = deliveries
    }

    private init(random: SeededRandom) {
        self.random = random
        deliveries = []
    }

    /// The deliveries in another order.
    func shuffled(seed: UInt64) -> [Delivery] {
        var random = SeededRandom(seed: seed)
        return deliveries.shuffled(using: &random)
    }

    private mutating func delivery(on day: String) -> Delivery {
        let (kind, text) = file()
        return Delivery(kind: kind, text: text, source: pick("full", "full", "part"), day: day)
    }

    private mutating func file() -> (kind: String, text: String) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: ("tickets", tickets())
        case 2, 3: ("customers", customers())
        case 4: ("segments", segments())
        case 5: ("segments", segmentHistories())
        case 6: ("people", people())
        case 7: ("people", personHistories())
        case 8: ("interviews", interviews())
        default: ("actions", actions())
        }
    }

    private mutating func tickets() -> String {
        file("ticket_id,customer,created_at,updated_at,status,assignee,themes,subject", records: 0...5) { history in
            [
                history.pick("X1", "X2", "X3"), history.reference(), history.pick("", "2025-12-01"),
                history.pick("", "", "2025-12-02", "2025-12-03", "2025-12-04", "2026-01-05"),
                history.pick("open", "solved", ""), history.pick("", "ann@ours.example", "u1"),
                history.pick("", "a;b", "b"),
                history.pick("", "words", "other words"),
            ]
        }
    }

    private mutating func customers() -> String {
        file("customer_id,name,aliases,emails,email_domains,annual_value,currency,churned_at", records: 1...4) {
            history in
            [
                history.pick("C1", "C2", "C3"), history.pick("", "One", "Two"),
                history.pick("", "one", "two", "one;two"),
                history.pick("", "joe@x.example", "jim@y.example"), history.pick("", "x.example", "y.example"),
                history.pick("", "100", "200"), history.pick("EUR", "USD"), history.pick("", "", "2025-12-05"),
            ]
        }
    }

    private mutating func segments() -> String {
        file("customer_id,scheme,segment", records: 1...4) { history in
            [history.pick("C1", "C2", "C3"), history.pick("", "", "region"), history.pick("small", "large")]
        }
    }

    private mutating func segmentHistories() -> String {
        var lines = "customer_id,scheme,segment,valid_from,valid_to\n"
        for customer in ["C1", "C2", "C3"] where Bool.random(using: &random) {
            let change = pick("2025-06-01", "2026-01-04", "2026-01-08")
            lines += "\(customer),,\(pick("small", "large")),\(pick("", "2025-01-01")),\(change)\n"
            if Bool.random(using: &random) {
                lines +=
                    "\(customer),,\(pick("large", "huge")),\(pick(change, "2026-01-09")),\(pick("", "2026-02-01"))\n"
            }
        }
        return lines
    }

    private mutating func people() -> String {
        file("email,name,aliases,department,is_leader,employed_to", records: 1...3) { history in
            [
                history.pick("ann@ours.example", "Bob@ours.example"), history.pick("", "Name"),
                history.pick("", "u1", "u2"), history.pick("Support", "Product"), history.pick("", "true", "false"),
                history.pick("", "2026-06-01"),
            ]
        }
    }

    private mutating func personHistories() -> String {
        var lines = "email,name,aliases,department,is_leader,employed_to,valid_from\n"
        for email in ["ann@ours.example", "bob@ours.example"] where Bool.random(using: &random) {
            for start in ["", "2025-06-01", "2026-01-07"] where Bool.random(using: &random) {
                lines += "\(email),,\(pick("", "u1")),\(pick("Support", "Product")),\(pick("", "true")),,\(start)\n"
            }
        }
        return lines
    }

    private mutating func interviews() -> String {
        file("interview_id,customer,occurred_at,participants,notes,updated_at", records: 0...4) { history in
            [
                history.pick("X1", "X2"), history.reference(), history.pick("2025-12-01", "2025-12-02"),
                history.pick("", "ann@ours.example;u1", "u2"), history.pick("", "words"),
                history.pick("", "2025-12-06"),
            ]
        }
    }

    private mutating func actions() -> String {
        file("item_kind,item_id,item_source,acted_at,action_id,title,told_at", records: 0...4) { history in
            [
                history.pick("ticket", "interview"), history.pick("X1", "X2", "X3"), history.pick("", "", "full"),
                history.pick("2025-12-07", "2025-12-08"), history.pick("", "A1"), history.pick("", "words"),
                history.pick("", "2025-12-09"),
            ]
        }
    }

    private mutating func reference() -> String {
        pick("", "C1", "c2", "one", "Two", "joe@x.example", "any@x.example", "any@mail.y.example")
    }

    private mutating func pick(_ words: String...) -> String {
        words[Int.random(in: words.indices, using: &random)]
    }

    private mutating func file(
        _ header: String, records: ClosedRange<Int>, _ record: (inout Self) -> [String]
    ) -> String {
        var text = header + "\n"
        for _ in 0..<Int.random(in: records, using: &random) {
            text += record(&self).joined(separator: ",") + "\n"
        }
        return text
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers everywhere.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
