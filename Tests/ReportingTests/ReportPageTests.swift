import Testing

@testable import Reporting

@Suite struct ReportPageTests {
    @Test func explainsAnIndexByThePointsOfItsParts() {
        let page = page(segments: [small])
        #expect(page.contains("small                    89.0 of 100, 732 customers"))
        #expect(page.contains("   36.0  leadership talked with them 3 times, promised were 60 conversations\n"))
        #expect(page.contains("   38.0  4.1 % of their feedback was acted on within 30 days (23 of 558), promised"))
        #expect(page.contains("   15.0  20 % of their tickets were answered within 24 hours (99 of 485), promised"))
    }

    @Test func sharesTheWeightOfAPartThatIsUnknown() {
        let page = page(segments: [
            segment(
                "small", neglect: 60, voice: 0.9, action: nil, response: 0, feedback: Report.Count(some: 1, all: 4))
        ])
        #expect(page.contains("   60.0  leadership talked"))
        #expect(page.contains("      -  too little feedback to judge by (4)"))
    }

    @Test func saysOfAPromiseKeptOnlyThatItWas() {
        let page = page(segments: [
            segment("large", neglect: 0, voice: 0, action: 0, response: 0, promised: 4.8, heard: nil)
        ])
        #expect(page.contains("leadership talked with them at least as often as promised (5 conversations)"))
    }

    @Test func measuresVoiceByAnEvenSpreadWhereNothingWasPromised() {
        let page = page(segments: [
            segment(
                "large", neglect: 30, status: "relative_voice", voice: 0.6, action: 0, response: 0, promised: nil,
                heard: nil)
        ])
        #expect(page.contains("leadership talked with them 40 % as often as an even spread would have it"))
        #expect(page.contains("(nothing was promised: "))
    }

    @Test func saysWhyAFigureHasNoValueAndHowManyRecordsThereWere() {
        let page = page(headlines: [
            headline("Half of it takes", value: nil, unit: "days", status: "not_reached", n: 1536)
        ])
        #expect(page.contains("Half of it takes"))
        #expect(page.contains("not reached: too many still wait (n 1,536)"))
    }

    @Test func saysWhatWasNeverLoadedAndHowToLoadIt() {
        let page = page(
            headlines: [
                headline(
                    "Acted on", value: nil, status: "missing_input", target: 0.8, isTargetMet: nil, n: 0)
            ],
            missing: [
                MissingInput(need: "actions", source: nil, metrics: ["action_rate", "time_to_action"]),
                MissingInput(
                    need: "tickets.status or tickets.solved_at", source: "desk2", metrics: ["resolution"]),
            ])
        #expect(page.contains("no value: its input is missing"))
        #expect(!page.contains("missed") && !page.contains("80 %"))
        let words = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("no value for action rate and time to action. Load one: `earshot load actions FILE`."))
        #expect(words.contains("`earshot load tickets FILE --source desk2`"))
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= ReportPage.width })
    }

    @Test func saysOfAPartThatNothingIsKnownOfIt() {
        var segment = segment("large", neglect: nil, status: "insufficient_n", voice: nil, action: nil, response: nil)
        segment.isActionUnknown = true
        segment.isResponseUnknown = true
        let lines = page(segments: [segment]).split(separator: "\n").filter { $0.contains("-  not known, as no file") }
        #expect(lines.count == 3)
    }

    @Test func saysWhetherATargetIsMet() {
        let page = page(headlines: [
            headline("First", value: 0.5, target: 0.8, isTargetMet: false),
            headline("Second", value: 0.9, target: 0.8, isTargetMet: true),
        ])
        #expect(page.contains("min 80 % missed"))
        #expect(page.contains("min 80 % met"))
    }

    @Test func pointsOutWhoIsNeglectedWhatComesUpAndWhatMoved() {
        let payouts = Report.Theme(
            theme: "payouts", customers: Report.Count(some: 25, all: 99), ratio: 16.8, pValue: 0.0001)
        let stopped = headline(
            "Leaders who held their interviews", value: 0.2, before: 0.6, better: "higher", counted: 2, n: 10)
        let calm = headline("Calm", value: 0.5, before: 0.45, better: "higher")
        let page = page(headlines: [stopped, calm], segments: [small], themes: [payouts])
        let start = page.split(separator: "\n\n")[1]
        #expect(
            start == """
                What stands out
                - Segment small is neglected most: 89 of 100 points. It has 732 of the 732 customers.
                - Theme payouts: 25 of 99 customers named it, 17 times its usual share.
                - Worse: Leaders who held their interviews: 20 % (2 of 10), thirteen weeks ago 60 %.
                """)
    }

    @Test(arguments: [("lower", "Better"), ("higher", "Worse")])
    func knowsWhichWayIsGood(better: String, word: String) {
        let page = page(headlines: [headline("Ignored", value: 0.2, before: 0.4, better: better)])
        #expect(page.contains("- \(word): Ignored: 20 %, thirteen weeks ago 40 %."))
    }

    @Test func saysSoWhenNothingStandsOutOrNothingIsKnown() {
        let calm = page(areThemesJudged: true)
        #expect(calm.contains("What stands out\n  Nothing"))
        #expect(calm.contains("No theme came up this week"))
        #expect(calm.contains("No segments are known"))
        #expect(page(areThemesJudged: false).contains("Themes cannot be judged yet"))
    }

    @Test func coloursOnlyWhenAskedTo() {
        let missed = headline("First", value: 0.5, target: 0.8, isTargetMet: false)
        let report = report(headlines: [missed], segments: [small])
        #expect(!"\(ReportPage(report, isColoured: false))".contains("\u{1b}"))
        let coloured = "\(ReportPage(report, isColoured: true))"
        #expect(coloured.contains("\u{1b}[31mmin 80 % missed"))
        #expect(coloured.replacing(/\u{1b}\[\d+m/, with: "") == "\(ReportPage(report, isColoured: false))")
    }

    @Test func keepsToItsWidthAndNeverSaysNull() {
        let long = headline(
            String(repeating: "x", count: 43), value: 0.123, before: 0.999, target: 1, isTargetMet: false,
            change: -0.987, n: 123_456)
        let without = WordingTests.statuses.map { headline(String(repeating: "y", count: 43), value: nil, status: $0) }
        let page = page(headlines: [long] + without, segments: [small])
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= ReportPage.width })
        #expect(!page.lowercased().contains("null") && !page.contains("nil") && !page.contains("nan"))
    }

    private let small = Report.Segment(
        segment: "small", customers: 732, neglect: 89, status: "ok", voice: 0.9, action: 0.95, response: 0.75,
        promised: 60.02, heard: 3, feedback: Report.Count(some: 23, all: 558), tickets: Report.Count(some: 99, all: 485)
    )

    private func segment(
        _ name: String, neglect: Double?, status: String = "ok", voice: Double?, action: Double?, response: Double?,
        promised: Double? = 8, heard: Int? = 2, feedback: Report.Count = Report.Count(some: 5, all: 10)
    ) -> Report.Segment {
        Report.Segment(
            segment: name, customers: 9, neglect: neglect, status: status, voice: voice, action: action,
            response: response, promised: promised, heard: heard, feedback: feedback,
            tickets: Report.Count(some: 5, all: 10))
    }

    private func headline(
        _ title: String, value: Double?, unit: String = "share", status: String = "ok", before: Double? = nil,
        target: Double? = nil, isTargetMet: Bool? = nil, better: String? = nil, change: Double? = nil,
        counted: Double? = nil, n: Int = 10
    ) -> Report.Headline {
        Report.Headline(
            topic: "Do we act?", metric: "m", statistic: "s", title: title, value: value, unit: unit, status: status,
            change: change, thirteenWeeksAgo: before, target: target, direction: target == nil ? nil : "at least",
            isTargetMet: isTargetMet, better: better, counted: counted, n: n)
    }

    private func report(
        headlines: [Report.Headline] = [], segments: [Report.Segment] = [], themes: [Report.Theme] = [],
        areThemesJudged: Bool = true, missing: [MissingInput] = []
    ) -> Report {
        Report(
            week: "2026-W14", firstDay: "2026-03-30", lastDay: "2026-04-05",
            promise: Report.Promise(
                share: 0.8, actionDays: 30, responseHours: 24, voiceWeight: 0.4, actionWeight: 0.4,
                responseWeight: 0.2),
            headlines: headlines, segments: segments, themes: themes, areThemesJudged: areThemesJudged, missing: missing
        )
    }

    private func page(
        headlines: [Report.Headline] = [], segments: [Report.Segment] = [], themes: [Report.Theme] = [],
        areThemesJudged: Bool = true, missing: [MissingInput] = []
    ) -> String {
        let report = report(
            headlines: headlines, segments: segments, themes: themes, areThemesJudged: areThemesJudged,
            missing: missing)
        return "\(ReportPage(report, isColoured: false))"
    }
}
