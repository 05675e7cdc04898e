import Foundation

/// A small company drawn by lot: the same seed gives the same one.
struct RandomCompany {
    /// Lines of canonical files, the header first, by kind.
    var files: [String: [String]]
    /// The segment each customer is in at the end, where it is in any.
    let segments: [String: String]
    var random: SeededGenerator

    /// The end of the week 2026-W14 in Paris, in seconds since 1970.
    static let end = 1_775_426_400

    init(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        func pick(_ words: String...) -> String { words.randomElement(using: &random) ?? "" }
        func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
        func ago(_ days: Int) -> Int { Self.end + 86_400 - Int.random(in: 0..<(days * 86_400), using: &random) }
        func later(_ second: Int, days: Int, unless never: Int) -> String {
            one(in: never) ? "" : Self.text(second + Int.random(in: -600..<(days * 86_400), using: &random))
        }
        let customers = (0..<24).map { "c\($0)" }
        func customer() -> String { one(in: 12) ? pick("", "nobody") : customers.randomElement(using: &random) ?? "" }
        func people() -> String {
            let numbers = (0...Int.random(in: 0..<3, using: &random)).map { _ in Int.random(in: 0..<14, using: &random)
            }
            return numbers.map { "p\($0)@us.test" }.joined(separator: ";")
        }
        files = [
            "customers": ["customer_id,annual_value,currency,customer_since,churned_at"]
                + customers.map {
                    let value = one(in: 4) ? "" : "\(Int.random(in: 1..<900, using: &random))"
                    let since = one(in: 2) ? "" : Self.text(ago(200))
                    let churned = one(in: 8) ? Self.text(ago(100)) : ""
                    return "\($0),\(value),\(pick("EUR", "EUR", "USD", "")),\(since),\(churned)"
                }
        ]
        var memberships = ["customer_id,scheme,segment,valid_from,valid_to"]
        var segments: [String: String] = [:]
        for customer in customers where !one(in: 6) {
            let segment = pick("big", "middle", "small")
            segments[customer] = segment
            let before = one(in: 4) ? "2026-0\(Int.random(in: 1..<4, using: &random))-11" : ""
            if !before.isEmpty { memberships.append("\(customer),,\(pick("big", "small")),,\(before)") }
            memberships.append("\(customer),,\(segment),\(before),")
            if one(in: 2) { memberships.append("\(customer),region,\(pick("north", "south")),2026-02-03,") }
        }
        self.segments = segments
        files["segments"] = memberships
        files["people"] =
            ["email,department,is_leader,employed_from,employed_to,valid_from"]
            + (0..<12).map {
                let employed = one(in: 5) ? "2026-03-20" : ""
                return "p\($0)@us.test,\($0 < 6 ? "Product" : "Support"),\($0 % 3 == 0),\(employed),,"
            }
        files["interviews"] =
            ["interview_id,customer,occurred_at,duration_minutes,kind,participants,themes,notes"]
            + (0..<60).map {
                "\($0),\(customer()),\(Self.text(ago(130))),\(pick("", "9", "10", "45", "90")),"
                    + "\(pick("visit", "call", "sales", "")),\(people()),\(pick("", "slow", "price;slow")),\(pick("", "words"))"
            }
        files["meetings"] =
            ["meeting_id,held_at,status,invited,attendees,customer,guest_minutes"]
            + (0..<8).map {
                "\($0),\(Self.text(ago(100))),\(pick("held", "cancelled", "")),\(people()),\(people()),\(customer()),"
                    + pick("", "14", "15", "40")
            }
        files["tickets"] =
            ["ticket_id,customer,created_at,first_response_at,solved_at,status,department,themes,csat"]
            + (0..<160).map {
                let opened = ago(230)
                return
                    "\($0),\(customer()),\(Self.text(opened)),\(later(opened, days: 3, unless: 4)),"
                    + "\(later(opened, days: 20, unless: 3)),\(pick("", "open", "solved", "closed", "spam")),"
                    + "\(pick("Product", "Support", "")),\(pick("", "slow", "price")),\(pick("", "good", "bad"))"
            }
        files["feedback"] =
            ["feedback_id,customer,received_at,score,department,themes,text"]
            + (0..<60).map {
                "\($0),\(customer()),\(Self.text(ago(160))),\(pick("", "3", "9")),\(pick("Support", "")),"
                    + "\(pick("", "slow", "price")),\(pick("", "words"))"
            }
        files["actions"] =
            ["item_kind,item_id,action_id,acted_at,action_kind,told_at"]
            + (0..<130).map {
                let acted = ago(150)
                return
                    "\(pick("ticket", "ticket", "interview", "feedback")),\(Int.random(in: 0..<60, using: &random)),\($0),"
                    + "\(Self.text(acted)),\(pick("shipped", "process", "declined")),\(later(acted, days: 20, unless: 2))"
            }
        self.random = random
    }

    /// Loads all files, by default in the alphabetical order of their kinds.
    func load(into company: Company, order: [String]? = nil) throws {
        for kind in order ?? files.keys.sorted() { try company.load(kind, lines: files[kind] ?? []) }
    }

    /// The same records in another order.
    func shuffled() -> RandomCompany {
        var other = self
        for (kind, lines) in files {
            other.files[kind] = lines.prefix(1) + lines.dropFirst().shuffled(using: &other.random)
        }
        return other
    }

    /// `2026-04-05T22:00:00Z`.
    static func text(_ second: Int) -> String { Date(timeIntervalSince1970: Double(second)).ISO8601Format() }
}

/// SplitMix64, by Steele, Lea and Flood (2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
