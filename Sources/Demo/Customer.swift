/// A customer, with everything its references can be made of.
struct Customer: CSVRecord {
    let id: String
    let name: String
    let aliases: [String]
    let emails: [String]
    /// Domains of its addresses; one of them may be another customer's too and then tells nothing.
    let domains: [String]
    let annualValue: Double?
    let currency: String
    let since: Day?
    let churnedAt: Day?
    let country: String
    let region: String
    /// Segment in the default scheme, today's.
    let segment: Segment
    /// The day until which it was a small customer; nil when it always was what it is today.
    let smallUntil: Day?

    func isActive(on day: Day) -> Bool {
        since.map { $0 <= day } ?? true && churnedAt.map { day < $0 } ?? true
    }

    func segment(on day: Day) -> Segment {
        smallUntil.map { day < $0 } ?? false ? .small : segment
    }

    /// The rows of `segments.csv` about this customer; one that nobody classified has none in the default scheme.
    func memberships(isClassified: Bool) -> [Membership] {
        let place = Membership(customer: id, scheme: "region", segment: region, validFrom: nil, validTo: nil)
        guard isClassified else { return [place] }
        let today = Membership(
            customer: id, scheme: "", segment: segment.rawValue, validFrom: smallUntil, validTo: nil)
        let before = smallUntil.map { day in
            Membership(customer: id, scheme: "", segment: Segment.small.rawValue, validFrom: nil, validTo: day)
        }
        return (before.map { [$0] } ?? []) + [today, place]
    }

    static let columns = [
        "customer_id", "name", "aliases", "emails", "email_domains", "annual_value", "currency", "customer_since",
        "churned_at", "country",
    ]

    var cells: [String] {
        [
            id, name, aliases.cell, emails.cell, domains.cell, annualValue.map { String(Int($0)) } ?? "", currency,
            since.cell, churnedAt.cell, country,
        ]
    }
}

/// A customer's place in a scheme of segments, for a time.
struct Membership: CSVRecord {
    let customer: String
    let scheme: String
    let segment: String
    let validFrom: Day?
    let validTo: Day?

    static let columns = ["customer_id", "scheme", "segment", "valid_from", "valid_to"]

    var cells: [String] { [customer, scheme, segment, validFrom.cell, validTo.cell] }
}
