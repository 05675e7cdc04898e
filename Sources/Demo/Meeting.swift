/// A meeting of leadership, as the calendar has it: with times as Berlin's clocks show them.
struct Meeting: CSVRecord {
    let id: String
    let heldAt: Moment
    let status: String
    let invited: [String]
    let attendees: [String]
    let customer: String
    let guestMinutes: Int?

    static let columns = [
        "meeting_id", "held_at", "series", "status", "invited", "attendees", "customer", "guest_minutes", "updated_at",
    ]

    var cells: [String] {
        [
            id, heldAt.localText, "leadership", status, invited.cell, attendees.cell, customer, guestMinutes.cell,
            heldAt.after(minutes: 120).localText,
        ]
    }

    /// Every other Tuesday of the year, in about half of them a customer as guest for the first half hour.
    static func series(in year: Year, clientele: Clientele, staff: Staff, seed: UInt64) -> [Meeting] {
        var random = SplitMix64(seed: seed, stream: "meetings")
        return year.weeks.filter { $0 % 2 == 0 }.map { week in
            let day = year.monday(of: week) + 1
            let invited = staff.leaders(on: day).map(\.email)
            guard !random.chance(0.06) else {
                return Meeting(day: day, status: "cancelled", invited: invited, attendees: [], guest: ("", nil))
            }
            let attendees = invited.filter { _ in random.chance(0.82) }
            let guest = random.chance(0.55) ? guest(from: clientele, in: week, using: &random) : ("", nil)
            return Meeting(day: day, status: "held", invited: invited, attendees: attendees, guest: guest)
        }
    }

    private init(
        day: Day, status: String, invited: [String], attendees: [String], guest: (customer: String, minutes: Int?)
    ) {
        id = "leadership-\(day)"
        heldAt = Moment(day, second: 9 * 3_600 + 1_800)
        self.status = status
        self.invited = invited
        self.attendees = attendees
        customer = guest.customer
        guestMinutes = guest.minutes
    }

    /// The guest, an enterprise in most cases; one in ten leaves before it was heard.
    private static func guest(
        from clientele: Clientele, in week: Int, using random: inout SplitMix64
    ) -> (customer: String, minutes: Int?) {
        let segment = random.pick([(Segment.enterprise, 7), (.midMarket, 3)])
        let customer = random.pick(clientele.active(in: segment, week: week))
        return (customer.id, random.pick([(30, 7), (25, 1), (10, 1), (nil, 1)]))
    }
}
