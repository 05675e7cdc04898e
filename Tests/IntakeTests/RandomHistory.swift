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
            // Now and then two at the same instant.
            let day = index % 4 == 3 ? index : index + 1
            deliveries.append(history.delivery(on: "2026-01-\(day < 10 ? "0" : "")\(day)"))
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
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: ("tickets", tickets())
        case 2, 3: ("customers", customers())
        case 4: ("segments", segments())
        case 5: ("segments", segmentHistories())
        case 6: ("people", people())
        case 7: ("people", personHistories())
        case 8: ("interviews", interviews())
        case 9: ("meetings", meetings())
        case 10: ("feedback", feedback())
        default: ("actions", actions())
        }
    }

    private mutating func tickets() -> String {
        file("ticket_id,created_at,customer,updated_at,status,assignee,themes,subject", records: 0...5) { history in
            [
                history.pick("X1", "X2", "X3"), history.pick("", "2025-12-01", "2025-12-02"), history.reference(),
                history.pick("", "", "2025-12-02", "2025-12-03", "2025-12-04", "2026-01-05"),
                history.pick("open", "solved", ""), history.pick("", "ann@ours.example", "u1"),
                history.pick("", "a;b", "b"),
                history.pick("", "words", "other words"),
            ]
        }
    }

    private mutating func customers() -> String {
        file(
            "customer_id,name,aliases,emails,email_domains,annual_value,currency,churned_at", required: 1,
            records: 1...4
        ) { history in
            [
                history.pick("C1", "C2", "C3"), history.pick("", "One", "Two"),
                history.pick("", "one", "two", "one;two"),
                history.pick("", "joe@x.example", "jim@y.example"), history.pick("", "x.example", "y.example"),
                history.pick("", "100", "200"), history.pick("EUR", "USD"), history.pick("", "", "2025-12-05"),
            ]
        }
    }

    private mutating func segments() -> String {
        file("customer_id,segment,scheme", records: 1...4) { history in
            [history.pick("C1", "C2", "C3"), history.pick("small", "large"), history.pick("", "", "region")]
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
        file("email,name,aliases,department,is_leader,employed_to", required: 1, records: 1...3) { history in
            [
                history.pick("ann@ours.example", "Bob@ours.example"), history.pick("", "Name"),
                history.pick("", "u1", "u2"), history.pick("Support", "Product"), history.pick("", "true", "false"),
                history.pick("", "2026-06-01"),
            ]
        }
    }

    private mutating func personHistories() -> String {
        let rows = ["ann@ours.example", "bob@ours.example"].flatMap { email in
            ["", "2025-06-01", "2026-01-07"].compactMap { start -> [String]? in
                guard Bool.random(using: &random) else { return nil }
                return [
                    email, start, "", pick("", "u1"), pick("Support", "Product"), pick("", "true"),
                    pick("", "2026-03-01"),
                ]
            }
        }
        return file("email,valid_from,name,aliases,department,is_leader,employed_to", required: 2, rows)
    }

    private mutating func interviews() -> String {
        file("interview_id,occurred_at,customer,participants,notes,updated_at", records: 0...4) { history in
            [
                history.pick("X1", "X2"), history.pick("2025-12-01", "2025-12-02"), history.reference(),
                history.pick("", "ann@ours.example;u1", "u2"), history.pick("", "words"),
                history.pick("", "2025-12-06"),
            ]
        }
    }

    private mutating func meetings() -> String {
        file("meeting_id,held_at,series,status,attendees,customer,guest_minutes", records: 0...3) { history in
            [
                history.pick("M1", "M2"), history.pick("2025-12-01", "2025-12-02"), history.pick("", "board"),
                history.pick("", "cancelled"), history.pick("", "ann@ours.example;u1"), history.reference(),
                history.pick("", "5", "30"),
            ]
        }
    }

    private mutating func feedback() -> String {
        file("feedback_id,received_at,customer,score,text,updated_at", records: 0...4) { history in
            [
                history.pick("X1", "X2"), history.pick("2025-12-01", "2025-12-02"), history.reference(),
                history.pick("", "3", "9"), history.pick("", "words", "other words"),
                history.pick("", "2025-12-06", "2026-01-03"),
            ]
        }
    }

    private mutating func actions() -> String {
        file(
            "item_kind,item_id,acted_at,item_source,action_kind,action_id,title,told_at", required: 3, records: 0...4
        ) { history in
            [
                history.pick("ticket", "interview", "feedback"), history.pick("X1", "X2", "X3"),
                history.pick("2025-12-07", "2025-12-08"), history.pick("", "", "full"),
                history.pick("", "shipped", "process"), history.pick("", "A1"), history.pick("", "words"),
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
        _ header: String, required: Int = 2, records: ClosedRange<Int>, _ record: (inout Self) -> [String]
    ) -> String {
        let count = Int.random(in: records, using: &random)
        return file(header, required: required, (0..<count).map { _ in record(&self) })
    }

    /// A file that lacks some of the columns behind the `required` ones.
    private mutating func file(_ header: String, required: Int, _ rows: [[String]]) -> String {
        let names = header.split(separator: ",").map(String.init)
        let isWhole = Bool.random(using: &random)
        let kept = names.indices.filter { $0 < required || isWhole || Bool.random(using: &random) }
        return ([names] + rows).map { row in kept.map { row[$0] }.joined(separator: ",") + "\n" }.joined()
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
