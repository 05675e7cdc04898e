import Testing

@testable import Reporting

@Suite struct WordingTests {
    static let statuses = [
        "empty_denominator", "insufficient_n", "not_reached", "missing_input", "suppressed", "warming_up",
    ]

    @Test(arguments: statuses)
    func saysWhyThereIsNoValue(status: String) throws {
        let words = try #require(Wording.absence(status))
        #expect(!words.contains(status) && !words.contains("_"))
        #expect(!words.lowercased().contains("null"))
    }

    @Test func hasAReasonOfItsOwnForEachStatus() {
        #expect(Set(Self.statuses.compactMap(Wording.absence)).count == Self.statuses.count)
        #expect(["ok", "voice_only", "relative_voice"].allSatisfy { Wording.absence($0) == nil })
        #expect(["voice_only", "relative_voice"].allSatisfy { Wording.caution($0) != nil })
        #expect(Wording.caution("ok") == nil)
    }

    @Test(arguments: [
        (0, "0 %"), (0.0004, "0.0 %"), (0.073, "7.3 %"), (0.0996, "10.0 %"), (0.262, "26 %"), (0.994, "99 %"),
        (0.996, "99.6 %"), (0.99999, "99.9 %"), (1, "100 %"),
    ])
    func roundsAShareToNeitherNothingNorAll(share: Double, words: String) {
        #expect(Wording.percent(share) == words)
    }

    @Test(arguments: [
        (1176.0, "count", "1,176"), (0.615, "count", "0.6"), (1_234_567, "count", "1,234,567"),
        (23.65, "hours", "23.6 h"),
        (136.1, "hours", "5.7 days"), (17.48, "days", "17.5 days"), (30, "minutes", "30.0 min"), (72.4, "index", "72"),
        (16.76, "ratio", "17"), (2.04, "ratio", "2.0"),
    ])
    func putsTheUnitBehindAValue(value: Double, unit: String, words: String) {
        #expect(Wording.value(value, unit: unit) == words)
    }

    @Test(arguments: [
        (0.03, "share", "+3.0 pts"), (-0.135, "share", "-13.5 pts"), (0.0004, "share", "="), (0, "count", "="),
        (-2, "count", "-2"), (1.55, "index", "+1.6"), (-0.18, "hours", "-0.2 h"),
    ])
    func givesAChangeItsSignUnlessItRoundsToNothing(change: Double, unit: String, words: String) {
        #expect(Wording.change(change, unit: unit) == words)
    }

    @Test func countsOneThingInTheSingular() {
        #expect(Wording.count(1, "time") == "1 time")
        #expect(Wording.count(0, "time") == "0 times")
        #expect(Wording.count(-1200) == "-1,200")
    }

    @Test func namesADay() {
        #expect(Wording.day("2026-03-02") == "2 March 2026")
    }

    @Test func takesTheSpellOffANameFromOutside() {
        #expect(Wording.name("a\u{1b}[31mb\nc\u{202E}d") == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d")
        #expect(Wording.name("Kleinkunden · 小") == "Kleinkunden · 小")
    }
}
