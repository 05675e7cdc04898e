/// Who takes part in an event: its `ORGANIZER` and its `ATTENDEE`s, by their e-mails.
///
/// Many programs do not list the organizer among the attendees (Outlook never does), so the organizer takes part unless an
/// `ATTENDEE` of the same address says otherwise. Those without an address are nobody: a name does not tell where
/// somebody belongs.
struct CalendarAttendance {
    private enum Answer {
        case accepted, declined
        /// None yet, or a tentative one.
        case open
        /// Somebody else comes instead.
        case delegated
    }

    private struct Attendee {
        var email: String
        var answer: Answer
        var isInformedOnly: Bool
    }

    /// E-mail of the `ORGANIZER`; nil: there is none, or it has no address.
    private(set) var organizer: String?
    private var attendees: [Attendee] = []
    private var rooms: Set<String> = []

    /// Takes in an `ORGANIZER`.
    mutating func readOrganizer(_ line: CalendarLine) {
        organizer = line.email
    }

    /// Takes in an `ATTENDEE`. Rooms and projectors are invited like people; they are none.
    mutating func readAttendee(_ line: CalendarLine) {
        guard let email = line.email else { return }
        if ["ROOM", "RESOURCE"].contains(line.parameter("CUTYPE")?.uppercased()) {
            rooms.insert(email.lowercased())
            return
        }
        let answer: Answer =
            switch line.parameter("PARTSTAT")?.uppercased() {
            case "ACCEPTED": .accepted
            case "DECLINED": .declined
            case "DELEGATED": .delegated
            default: .open
            }
        let isInformedOnly = line.parameter("ROLE")?.uppercased() == "NON-PARTICIPANT"
        attendees.append(Attendee(email: email, answer: answer, isInformedOnly: isInformedOnly))
    }

    /// The e-mails of organizer and attendees, whatever they answered, in small letters.
    var invited: Set<String> { Set((attendees.map(\.email) + [organizer].compactMap { $0 }).map { $0.lowercased() }) }

    /// The lists of people that an event has; one that names nobody has none.
    var lists: [CalendarColumn: [String]] {
        if attendees.isEmpty && organizer == nil { return [:] }
        var lists = [
            CalendarColumn.participants: attending { $0 != .declined && $0 != .delegated },
            .confirmed: attending { $0 == .accepted },
        ]
        if !attendees.isEmpty {
            lists[.attendees] = attendees.map(\.email)
            lists[.accepted] = attendees.filter { $0.answer == .accepted }.map(\.email)
            lists[.declined] = attendees.filter { $0.answer == .declined }.map(\.email)
        }
        return lists
    }

    /// The organizer, unless absent, and the attendees whose answer counts, each once.
    private func attending(_ counts: (Answer) -> Bool) -> [String] {
        var seen: Set<String> = []
        let coming = attendees.filter { counts($0.answer) && !$0.isInformedOnly }.map(\.email)
        return (attendingOrganizer + coming).filter { seen.insert($0.lowercased()).inserted }
    }

    private var attendingOrganizer: [String] {
        guard let organizer, !rooms.contains(organizer.lowercased()) else { return [] }
        let answers = attendees.filter { $0.email.lowercased() == organizer.lowercased() }.map(\.answer)
        let isAway = !answers.isEmpty && answers.allSatisfy { $0 == .declined || $0 == .delegated }
        return isAway ? [] : [organizer]
    }
}

extension CalendarLine {
    /// The e-mail of a person: the `mailto:` of the value, else the parameter EMAIL, else a CN that is an address (Outlook
    /// writes it beside `invalid:nomail`); nil when there is none.
    fileprivate var email: String? {
        let address = value.trimmingBlanks
        if address.lowercased().hasPrefix("mailto:") {
            let email = String(address.dropFirst(7)).trimmingBlanks
            if email.contains("@") { return email }
        }
        if let email = parameter("EMAIL"), email.contains("@") { return email.trimmingBlanks }
        if address.contains("@"), !address.contains(":") { return address }
        return parameter("CN").flatMap { $0.contains("@") && !$0.contains(" ") ? $0.trimmingBlanks : nil }
    }
}
