import Foundation
import Postgres
import Testing

/// Sources that `earshot.yaml` names, loaded by `earshot load` alone.
struct SourceTests {
    private let configuration = """
        sources:
          - name: crm
            kind: customers
            files: exports/crm-*.csv
            observed_at: yyyy-MM-dd
            complete: true
        """

    @Test func theDateInAFilesNameTellsWhichIsNewer() throws {
        let office = try office(["2026-03-09": "c1,Newer\nc2,Other", "2026-03-02": "c1,Older\nc3,Gone"])
        // Written last, and older all the same.
        try office.files.write("customer_id,name\nc1,Oldest\n", to: "exports/crm-2026-02-23.csv")
        #expect(try office.earshot("load").status == 0)
        let customers = try office.connect().rows(
            "select customer_id, name, is_absent from core.customer order by customer_id")
        #expect(try customers.map { try $0["customer_id"] as String } == ["c1", "c2", "c3"])
        #expect(try customers.map { try $0["name"] as String } == ["Newer", "Other", "Gone"])
        #expect(try customers.map { try $0["is_absent"] as Bool } == [false, false, true])
    }

    @Test func aNameWithoutADateIsRefusedAndTheOthersLoad() throws {
        let office = try office(["2026-03-09": "c1,Newer"])
        try office.files.write("customer_id,name\nc9,Undated\n", to: "exports/crm-latest.csv")
        let outcome = try office.earshot("load")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("crm-latest.csv"))
        #expect(try office.connect().rows("select from core.customer").count == 1)
    }

    @Test func aPatternThatMeansNoTimeIsAFaultOfTheConfiguration() throws {
        let office = try Office()
        try office.files.write(
            "sources: [{name: crm, kind: customers, files: crm.csv, observed_at: 'crm-(yyyy).csv'}]", to: "earshot.yaml"
        )
        let outcome = try office.earshot("status")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("observed_at"))
    }

    private func office(_ exports: [String: String]) throws -> Office {
        let office = try Office()
        try FileManager.default.createDirectory(atPath: "\(office.folder)/exports", withIntermediateDirectories: true)
        try office.files.write(configuration, to: "earshot.yaml")
        for (day, records) in exports {
            try office.files.write("customer_id,name\n\(records)\n", to: "exports/crm-\(day).csv")
        }
        return office
    }
}
