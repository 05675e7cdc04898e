internal import Postgres

/// A waiting time as the share that still waits after a time, drawn 372 wide and 200 high.
struct WaitingCurve {
    /// What is waited for.
    let title: String
    let metric: String
    /// Half of them in words, with its interval.
    let half: String
    let count: String
    /// The line and, around it, the outline of its 95 % band; empty without records.
    let path, band: String
    let ticks: [Tick]
    let table: WebPage.Table

    /// A mark on the axis of time.
    struct Tick {
        let x, label: String
    }

    /// What is drawn of one wait: up to `hours`, marked at `marks`.
    private struct Plan {
        let wait, title, metric: String
        let hours: Int
        /// Hours: those on the axis, and the rows of the table.
        let marks, rows: [Int]
    }

    // The same axis every week, so that two weeks can be compared.
    private static let plans = [
        Plan(
            wait: "answer", title: "Tickets without a first answer", metric: "first_response", hours: 72,
            marks: [0, 24, 48, 72], rows: [1, 4, 8, 24, 48, 72]),
        Plan(
            wait: "solution", title: "Tickets without a solution", metric: "resolution", hours: 720,
            marks: [0, 168, 336, 504, 720], rows: [24, 72, 168, 336, 720]),
        Plan(
            wait: "action", title: "Feedback without an action", metric: "time_to_action", hours: 1440,
            marks: [0, 360, 720, 1080, 1440], rows: [168, 336, 720, 1440]),
    ]

    /// Points of a curve, at most: more could not be seen.
    private static let resolution = 160

    /// The curves of the company.
    static func all(_ connection: Connection, _ week: Week, _ figures: Figures) throws -> [WaitingCurve] {
        let rows = try connection.rows(
            """
            with
            point as (
                select curve.*, ceil(curve.minute / 60 / plan.hours * \(resolution))::integer as place
                from mart.waiting_curve(\(week.start)) as curve
                join unnest(\(plans.map(\.wait))::text[], \(plans.map(\.hours))::integer[]) as plan (wait, hours)
                    on plan.wait = curve.wait
            )
            select distinct on (wait, place) wait, n, longest, place, share, low, high
            from point
            order by wait, place, minute desc
            """)
        let curves = try Dictionary(grouping: rows) { row in try row.value("wait", as: String.self) }
        return try plans.map { try WaitingCurve($0, curves[$0.wait] ?? [], figures) }
    }

    private init(_ plan: Plan, _ rows: [Row], _ figures: Figures) throws {
        let steps = try rows.compactMap(Step.init).filter { $0.place <= Self.resolution }
        let n: Int = try rows.first?["n"] ?? 0
        let longest: Double = try rows.first?["longest"] ?? 0
        title = plan.title
        metric = plan.metric
        count = "n \(Wording.count(n))"
        half = Self.half(figures.figure("\(plan.metric) km_p50"))
        let end = min(Double(Self.resolution), longest / 60 / Double(plan.hours) * Double(Self.resolution))
        path = n > 0 ? Self.line(steps.map { ($0.place, $0.share) }, to: end) : ""
        band = n > 0 ? Self.outline(steps, to: end) : ""
        ticks = plan.marks.map { hours in
            Tick(x: Self.x(Double(hours) / Double(plan.hours) * Double(Self.resolution)), label: Self.label(hours))
        }
        table = WebPage.Table(
            ["After", "Still waiting", "95 % interval"],
            plan.rows.filter { Double($0) <= longest / 60 }.map { hours in
                let place = hours * Self.resolution / plan.hours
                let step = steps.last { $0.place <= place }
                return (
                    Self.label(hours),
                    [
                        (Wording.percent(step?.share ?? 1), nil),
                        (step.map { "\(Wording.percent($0.low)) to \(Wording.percent($0.high))" } ?? "–", nil),
                    ]
                )
            })
    }

    private static func half(_ figure: Figures.Figure?) -> String {
        guard let figure else { return "Half: no value" }
        guard figure.value != nil else { return figure.status == "not_reached" ? "Half \(figure.words)" : figure.words }
        return "Half within \(figure.words)" + (WebPage.interval(figure).map { " (95 %: \($0))" } ?? "")
    }

    private static func label(_ hours: Int) -> String {
        hours < 48 && hours > 0 ? "\(hours) h" : Wording.count(hours / 24, "day")
    }
}

// The drawing.
extension WaitingCurve {
    /// Where the curve falls, at a place from 0 to ``resolution``.
    private struct Step {
        let place: Int
        let share, low, high: Double

        /// nil for the row of a wait without any event.
        init?(_ row: Row) throws {
            guard let place: Int = try row["place"], let share: Double = try row["share"] else { return nil }
            self.place = place
            self.share = share
            low = try row.value("low", as: Double?.self) ?? 0
            // Unknown once nobody waits any more: drawn as narrow as the line.
            high = try row.value("high", as: Double?.self) ?? share
        }
    }

    private static func x(_ place: Double) -> String {
        WebPage.coordinate(42 + 300 * place / Double(resolution))
    }

    private static func y(_ share: Double) -> String { WebPage.coordinate(172 - 160 * share) }

    /// A line of steps from everybody waiting at the start.
    private static func line(_ points: [(place: Int, share: Double)], to end: Double) -> String {
        var line = "M\(x(0)) \(y(1))"
        for point in points { line += "H\(x(Double(point.place)))V\(y(point.share))" }
        return line + "H\(x(end))"
    }

    /// The upper end of the band from left to right, the lower one back.
    private static func outline(_ steps: [Step], to end: Double) -> String {
        var outline = line(steps.map { ($0.place, $0.high) }, to: end)
        var right = end
        for step in steps.reversed() {
            outline += "L\(x(right)) \(y(step.low))"
            right = Double(step.place)
            outline += "H\(x(right))"
        }
        return outline + "L\(x(right)) \(y(1))Z"
    }
}
