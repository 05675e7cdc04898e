import Intake
import Testing

/// Whole histories of segments and people: replaced as one, rejected where they overlap themselves.
@Suite struct HistoryTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    private func memberships() throws -> [String] {
        try dock.rows(
            """
            select customer_id, scheme, segment, valid_from::date, valid_to::date from core.membership
            order by customer_id, scheme, valid_from
            """)
    }

    private func departments(_ email: String) throws -> [String] {
        try dock.rows(
            """
            select department, is_leader, valid_from::date, valid_to::date
            from core.person_history join core.person using (person_id) where email = '\(email)' order by valid_from
            """)
    }

    private func rejections() throws -> [String] {
        try dock.rows("select line, column_name, rule, message from ops.rejection order by ordinal")
    }

    @Test func aLaterFileReplacesTheHistoryOfEverybodyItNamesAsOne() throws {
        try dock.load(
            "segments",
            """
            customer_id,segment,valid_from,valid_to
            C1,small,,2025-01-01
            C1,large,2025-01-01,
            C2,small,,
            """, at: "2026-03-01")
        let summary = try dock.load(
            "segments",
            """
            customer_id,segment,valid_from,valid_to
            C1,small,,2025-06-01
            C1,huge,2025-09-01,
            """, at: "2026-03-02")
        #expect(summary.counts == "2 read, 1 loaded, 1 updated")
        #expect(
            try memberships() == [
                "C1,segment,small,-infinity,2025-06-01", "C1,segment,huge,2025-09-01,infinity",
                "C2,segment,small,-infinity,infinity",
            ])
    }

    @Test func anOlderHistoryIsStale() throws {
        try dock.load("segments", "customer_id,segment,valid_from\nC1,large,2025-01-01\n", at: "2026-03-02")
        #expect(try dock.load("segments", "customer_id,segment,valid_from\nC1,small,\n", at: "2026-03-01").stale == 1)
        #expect(try memberships() == ["C1,segment,large,2025-01-01,infinity"])
    }

    @Test func rowsMayTouchAndRepeatInAnyOrder() throws {
        let summary = try dock.load(
            "segments",
            """
            customer_id,segment,valid_from,valid_to
            C1,b,2025-01-01,2025-02-01
            C1,a,,2025-01-01
            C1,c,2025-02-01,
            C1,c,2025-02-01,
            """)
        #expect(summary.counts == "4 read, 3 loaded, 1 duplicate")
        #expect(
            try memberships() == [
                "C1,segment,a,-infinity,2025-01-01", "C1,segment,b,2025-01-01,2025-02-01",
                "C1,segment,c,2025-02-01,infinity",
            ])
    }

    @Test func overlappingSegmentsAreRejectedWithBothLines() throws {
        let summary = try dock.load(
            "segments",
            """
            customer_id,segment,valid_from,valid_to
            C1,a,2025-01-01,2025-03-01
            C2,a,,
            C1,b,2025-02-28,2025-06-01
            C1,c,2025-06-01,
            """)
        #expect(summary.counts == "4 read, 1 loaded, 3 rejected")
        #expect(summary.rejectedByRule == ["history_overlaps": 2, "history_incomplete": 1])
        #expect(try memberships() == ["C2,segment,a,-infinity,infinity"])
        let expected = [
            ("2", "history_overlaps", "4"), ("4", "history_overlaps", "2"), ("5", "history_incomplete", "2"),
        ]
        for (rejection, (line, rule, other)) in zip(try rejections(), expected) {
            #expect(rejection.hasPrefix("\(line),valid_from,\(rule),"))
            #expect(rejection.hasSuffix("(see line \(other))\""))
        }
        #expect(
            try dock.rows("select convert_from(record, 'UTF8') from ops.rejection order by line") == [
                "\"C1,a,2025-01-01,2025-03-01\"", "\"C1,b,2025-02-28,2025-06-01\"", "\"C1,c,2025-06-01,\"",
            ])
    }

    @Test func aRejectedHistoryLeavesTheKnownOne() throws {
        try dock.load("segments", "customer_id,segment,valid_from\nC1,a,\n", at: "2026-03-01")
        try dock.load(
            "segments", "customer_id,segment,valid_from,valid_to\nC1,b,,\nC1,c,2025-01-01,\nC2,x,,\n", at: "2026-03-02")
        #expect(try memberships() == ["C1,segment,a,-infinity,infinity", "C2,segment,x,-infinity,infinity"])
    }

    @Test func peopleWithTwoRowsFromOneInstantAreRejectedWithBothLines() throws {
        let summary = try dock.load(
            "people",
            """
            email,department,valid_from
            a@ours.example,Support,2025-01-01
            b@ours.example,Support,2025-01-01
            A@ours.example,Product,2025-01-01
            a@ours.example,Sales,2026-01-01
            b@ours.example,Support,2025-01-01
            """)
        #expect(summary.counts == "5 read, 1 loaded, 1 duplicate, 3 rejected")
        #expect(
            try rejections().map { $0.split(separator: ",").prefix(3).joined(separator: " ") } == [
                "2 valid_from history_overlaps", "4 valid_from history_overlaps", "5 valid_from history_incomplete",
            ])
        #expect(try dock.rows("select email from core.person") == ["b@ours.example"])
    }

    @Test func peopleMoveLeaveAndComeBack() throws {
        try dock.load(
            "people",
            """
            email,department,is_leader,employed_from,employed_to,valid_from
            a@ours.example,Support,false,2020-01-01,2024-01-01,
            a@ours.example,Product,true,2025-01-01,,2025-01-01
            """, at: "2026-03-01")
        #expect(
            try departments("a@ours.example") == ["Support,f,-infinity,2025-01-01", "Product,t,2025-01-01,infinity"])
        let summary = try dock.load(
            "people",
            """
            email,department,is_leader,employed_from,employed_to,valid_from
            a@ours.example,Support,false,2020-01-01,2024-01-01,
            a@ours.example,Product,true,2025-01-01,,2025-02-01
            """, at: "2026-03-02")
        #expect(summary.counts == "2 read, 1 loaded, 1 unchanged")
        #expect(
            try departments("a@ours.example") == ["Support,f,-infinity,2025-02-01", "Product,t,2025-02-01,infinity"])
    }

    @Test func peopleMissingFromACompleteFileAreAbsentUntilTheyComeBack() throws {
        let both = "email,department\na@ours.example,Support\nb@ours.example,Product\n"
        func absent() throws -> [String] { try dock.rows("select email from core.person where is_absent") }
        try dock.load("people", both, at: "2026-03-01") { $0.isComplete = true }
        #expect(
            try dock.load("people", "email,department\nb@ours.example,Product\n", at: "2026-03-02") {
                $0.isComplete = true
            }.counts == "1 read, 1 unchanged, 1 absent")
        #expect(try absent() == ["a@ours.example"])
        #expect(try dock.load("people", both, at: "2026-03-03") { $0.isComplete = true }.absent == 0)
        #expect(try absent() == [])
    }

    @Test func theEarliestRowHoldsBeforeAlso() throws {
        try dock.load("people", "email,department,valid_from\na@ours.example,Support,2026-05-01\n", at: "2026-03-01")
        try dock.load("people", "email,department\na@ours.example,Support\n", at: "2026-04-01")
        #expect(try departments("a@ours.example") == ["Support,f,-infinity,infinity"])
    }

    @Test func aSnapshotThatAgreesLeavesTheRestOfTheHistory() throws {
        try dock.load(
            "people",
            """
            email,department,is_leader,valid_from
            a@ours.example,Support,,
            a@ours.example,Product,true,2026-06-01
            """, at: "2026-03-01")
        #expect(
            try dock.load("people", "email,department,is_leader\na@ours.example,Support,\n", at: "2026-04-01")
                .unchanged == 1)
        #expect(
            try departments("a@ours.example") == ["Support,f,-infinity,2026-06-01", "Product,t,2026-06-01,infinity"])
    }
}
