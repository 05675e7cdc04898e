import Foundation

/// A made-up company, Tallypost, that sells payment terminals and invoicing, and its year with its customers.
///
/// The year has a story for leadership to find: small customers are answered late or never, hardly heard and seldom
/// acted for; leaders talked to customers for half a year and then stopped, all but two; and in the newest week late
/// payouts break out. The same seed and end give the same bytes on every machine: there is no clock, no zone of the
/// machine and no other source of chance. All names are invented; all addresses end in `.example` or `.test`.
public struct DemoCompany: Sendable {
    /// The zone the company reports in (`reporting_tz`); its weeks begin at midnight there.
    public static let zone = "Europe/Berlin"

    /// The company's own mail domain (`own_domains`), never a customer's.
    public static let ownDomain = "tallypost.example"

    /// Names of the kinds of record, in an order in which nothing loads before what it refers to.
    public static let kinds = [
        "people", "customers", "segments", "tickets", "interviews", "meetings", "feedback", "actions",
    ]

    static let formerDomain = "tally-and-post.example"

    private let seed: UInt64
    private let year: Year

    /// The company whose newest week is the last one complete when `end` begins.
    ///
    /// `end` is the Monday on which that week ends; another day counts as the Monday before it. The files tell of
    /// the 53 weeks up to it and hold nothing from then on. A different `seed` makes a different company with the same story.
    public init(seed: UInt64 = 1, end: Day) {
        self.seed = seed
        year = Year(end: end - end.weekday)
    }

    /// Writes one canonical CSV file a kind, `<kind>.csv`, into the directory, which is made when it is missing.
    ///
    /// UTF-8 without byte order mark, RFC 4180 with CRLF. Files of these names are replaced, each whole or not at
    /// all; after an error, which is Foundation's, the ones before it stand. Takes a second or so in a debug build.
    public func write(to directory: String) throws {
        let folder = URL(fileURLWithPath: directory, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (kind, text) in files() {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(kind).csv"), options: .atomic)
        }
    }

    /// The text of each kind's file.
    private func files() -> [(kind: String, text: String)] {
        let staff = Staff(year: year, seed: seed)
        let clientele = Clientele(year: year, seed: seed)
        var desk = TicketDesk(year: year, clientele: clientele, staff: staff, seed: seed)
        var diary = InterviewDiary(year: year, clientele: clientele, staff: staff, seed: seed)
        var box = FeedbackBox(year: year, clientele: clientele, seed: seed)
        var log = ActionLog(year: year, seed: seed)
        let (tickets, interviews, feedback) = (desk.tickets(), diary.interviews(), box.feedback())
        let items = tickets.compactMap(\.item) + interviews.compactMap(\.item) + feedback.compactMap(\.item)
        return [
            ("people", csv(staff.appointments)), ("customers", csv(clientele.customers)),
            ("segments", csv(clientele.memberships)), ("tickets", csv(tickets)), ("interviews", csv(interviews)),
            ("meetings", csv(Meeting.series(in: year, clientele: clientele, staff: staff, seed: seed))),
            ("feedback", csv(feedback)), ("actions", csv(log.actions(on: items))),
        ]
    }
}
