import Intake
import Testing

/// Snapshots are observations: the history derived from them does not depend on the order in which they are loaded.
@Suite struct SnapshotTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func show(_ segment: String, at day: String) throws {
        try dock.load("segments", "customer_id,segment\nC1,\(segment)\n", at: day)
    }

    private func memberships(of customer: String = "C1") throws -> [String] {
        try dock.rows(
            """
            select segment, valid_from::date, valid_to::date from core.membership where customer_id = '\(customer)'
            order by valid_from
            """)
    }

    @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]])
    func thereAndBackAgainInEveryOrder(_ order: [Int]) throws {
        let shown = [("a", "2026-01-01"), ("a", "2026-01-08"), ("b", "2026-01-15"), ("a", "2026-01-22")]
        for index in order { try show(shown[index].0, at: shown[index].1) }
        #expect(try memberships() == ["a,-infinity,2026-01-15", "b,2026-01-15,2026-01-22", "a,2026-01-22,infinity"])
    }

    @Test func aLateSnapshotMovesTheFirstMembership() throws {
        try show("b", at: "2026-02-01")
        #expect(try memberships() == ["b,-infinity,infinity"])
        try show("a", at: "2026-01-01")
        #expect(try memberships() == ["a,-infinity,2026-02-01", "b,2026-02-01,infinity"])
    }

    @Test func theEmptySchemeIsTheDefaultOne() throws {
        try dock.load("segments", "customer_id,scheme,segment\nC1,,a\nC1,region,north\n", at: "2026-01-01")
        try show("b", at: "2026-02-01")
        #expect(
            try dock.rows("select scheme, segment from core.membership order by scheme, valid_from") == [
                "region,north", "segment,a", "segment,b",
            ])
    }

    @Test func aLaterHistoryCorrectsEarlierSnapshots() throws {
        try show("a", at: "2026-01-01")
        try show("b", at: "2026-02-01")
        try dock.load("segments", "customer_id,segment,valid_from\nC1,c,\n", at: "2026-03-01")
        #expect(try memberships() == ["c,-infinity,infinity"])
        try show("d", at: "2026-02-15")
        #expect(try memberships() == ["c,-infinity,infinity"])
    }

    /// The digests of the files: snapshot "b" < history < snapshot "d".
    @Test(arguments: [false, true])
    func ofAHistoryAndASnapshotOfOneInstantTheGreaterDigestWins(_ isReversed: Bool) throws {
        for segment in ["b", "d"] {
            let files = ["customer_id,segment,valid_from\nC1,a,\n", "customer_id,segment\nC1,\(segment)\n"]
            let dock = try LoadingDock()
            for text in isReversed ? files.reversed() : files { try dock.load("segments", text, at: "2026-03-01") }
            #expect(
                try dock.rows("select segment, valid_from::date from core.membership order by valid_from")
                    == (segment == "b" ? ["a,-infinity"] : ["a,-infinity", "d,2026-03-01"]))
        }
    }

    @Test func aLaterSnapshotGoesOnFromTheHistory() throws {
        try dock.load("segments", "customer_id,segment,valid_from\nC1,a,\n", at: "2026-01-01")
        try show("a", at: "2026-02-01")
        try show("b", at: "2026-03-01")
        #expect(try memberships() == ["a,-infinity,2026-03-01", "b,2026-03-01,infinity"])
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1], [1, 2, 0], [2, 0, 1]])
    func whoeverIsMissingFromACompleteSnapshotIsInNoSegmentUntilTheNext(_ order: [Int]) throws {
        let files = [
            ("customer_id,segment\nC1,a\nC2,a\n", "2026-01-01"), ("customer_id,segment\nC2,a\n", "2026-02-01"),
            ("customer_id,segment\nC1,a\nC2,a\n", "2026-03-01"),
        ]
        for index in order {
            try dock.load("segments", files[index].0, at: files[index].1) { $0.isComplete = true }
        }
        #expect(try memberships() == ["a,-infinity,2026-02-01", "a,2026-03-01,infinity"])
        #expect(try memberships(of: "C2") == ["a,-infinity,infinity"])
    }

    @Test(arguments: [false, true])
    func whoeverIsMissingFromACompleteHistoryHasNone(_ isReversed: Bool) throws {
        let files = [
            ("customer_id,segment,valid_from\nC1,a,\nC2,a,\n", "2026-01-01"),
            ("customer_id,segment,valid_from\nC2,a,\n", "2026-02-01"),
        ]
        for (text, day) in isReversed ? files.reversed() : files {
            try dock.load("segments", text, at: day) { $0.isComplete = true }
        }
        #expect(try memberships() == [])
        #expect(try memberships(of: "C2") == ["a,-infinity,infinity"])
        try show("b", at: "2026-03-01")
        #expect(try memberships() == ["b,2026-03-01,infinity"])
    }

    @Test func missingFromACompleteSnapshotIsCounted() throws {
        try dock.load("segments", "customer_id,segment\nC1,a\nC2,a\n", at: "2026-01-01") { $0.isComplete = true }
        #expect(
            try dock.load("segments", "customer_id,segment\nC2,b\n", at: "2026-02-01") { $0.isComplete = true }.counts
                == "1 read, 1 updated, 1 absent")
        #expect(
            try dock.load("segments", "customer_id,segment\nC2,c\n", at: "2026-03-01") { $0.isComplete = true }.counts
                == "1 read, 1 updated")
    }

    @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
    func annualValuesHaveAHistory(_ order: [Int]) throws {
        let shown = [
            ("100", "EUR", "2026-01-01"), ("100", "EUR", "2026-02-01"), ("100", "USD", "2026-03-01"),
            ("", "", "2026-04-01"),
        ]
        for index in order {
            let (value, currency, day) = shown[index]
            try dock.load("customers", "customer_id,annual_value,currency\nC1,\(value),\(currency)\n", at: day)
        }
        #expect(
            try dock.rows(
                """
                select annual_value, currency, valid_from::date, valid_to::date from core.customer_value order by valid_from
                """) == ["100,EUR,-infinity,2026-03-01", "100,USD,2026-03-01,2026-04-01", ",,2026-04-01,infinity"])
    }

    @Test func aCustomerFileWithoutValuesLeavesTheirHistory() throws {
        try dock.load("customers", "customer_id,annual_value\nC1,100\n", at: "2026-01-01")
        #expect(try dock.load("customers", "customer_id,name\nC1,One\n", at: "2026-02-01").updated == 1)
        #expect(try dock.rows("select annual_value, valid_from from core.customer_value") == ["100,-infinity"])
    }

    @Test func snapshotsOfPeopleMoveThem() throws {
        for (department, day) in [("Product", "2026-02-01"), ("Support", "2026-01-01"), ("Support", "2026-03-01")] {
            try dock.load("people", "email,department\na@ours.example,\(department)\n", at: day)
        }
        #expect(
            try dock.rows("select department, valid_from::date from core.person_history order by valid_from") == [
                "Support,-infinity", "Product,2026-02-01", "Support,2026-03-01",
            ])
    }
}
