import Foundation
import Postgres
import Testing

/// References that match nobody, names that differ in case, and own domains, as a person meets them.
struct UnmatchedTests {
    private let office: Office

    init() throws {
        office = try Office()
        try office.files.write(
            "customer_id,name,email_domains\nacme,Acme Ltd,https://www.acme.example/\nborea,Borea AG,www.borea.example\n",
            to: "customers.csv")
        try office.files.write("email,name\nana@us.example,Ana\nben@us.example,Ben\n", to: "people.csv")
        #expect(try office.load("customers", "customers.csv").wait().status == 0)
        #expect(try office.load("people", "people.csv").wait().status == 0)
    }

    private func references() throws -> [[String: Any]] {
        let output = try office.earshot("unmatched", "--json").output
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        return try #require(object?["references"] as? [[String: Any]])
    }

    private func unresolved() throws -> Int {
        let connection = try office.connect()
        defer { connection.close() }
        return try connection.rows("select count(*) as number from core.customer_ref where customer_id is null")[0][
            "number"]
    }

    @Test func areListedWithWhatToDo() throws {
        let none = try office.earshot("unmatched")
        #expect(none.status == 0 && none.lines.count == 1)
        let known = (1...18).map { "T\($0),x\($0)@acme.example,2026-03-02T09:00:00Z,Ben <ben@us.example>\n" }.joined()
        try office.files.write(
            "ticket_id,customer,created_at,assignee\n" + known
                + "T19,acme gmbh,2026-03-02T09:00:00Z,\nT20,zebrafinch,,eve\n",
            to: "tickets.csv")
        let loaded = try office.load("tickets", "tickets.csv", more: ["--verbose"]).wait()
        #expect(
            loaded.output.contains("2 of 20 records name no known customer. Next: earshot unmatched --kind tickets"))

        let listed = try office.earshot("unmatched")
        #expect(listed.status == 0)
        #expect(listed.output.contains("Add it to `aliases` of acme; then `earshot load customers FILE`."))
        #expect(try office.earshot("unmatched", "--limit", "1").output.contains("2 more"))
        #expect(try office.earshot("unmatched", "--subject", "person").output.contains("eve"))
        #expect(try office.earshot("unmatched", "--kind", "meetings").lines.count == 1)
        #expect(try office.earshot("unmatched", "--kind", "birds").status == 64)
        let reasons = try references().compactMap { $0["reason"] as? String }
        #expect(reasons.sorted() == ["similar_name", "unknown_name", "unknown_name"])
        #expect(try references().allSatisfy { !(($0["fix"] as? String) ?? "").isEmpty })
        #expect(try office.earshot("status").output.contains("2 records name no known customer (2 references)"))

        // What it says to do, done.
        try office.files.write("customer_id,aliases\nacme,acme gmbh;zebrafinch\n", to: "aliases.csv")
        #expect(
            try office.begin(["load", "customers", "aliases.csv", "--as-of", "2026-03-10T00:00:00Z"]).wait().status == 0
        )
        #expect(try references().compactMap { $0["value"] as? String } == ["eve"])
    }

    @Test func aFewAreNotPointedAt() throws {
        let known = (1...20).map { "T\($0),x@borea.example,2026-03-02T09:00:00Z\n" }.joined()
        try office.files.write(
            "ticket_id,customer,created_at\n" + known + "T21,nobody,2026-03-02T09:00:00Z\n", to: "tickets.csv")
        let loaded = try office.load("tickets", "tickets.csv", more: ["--verbose"]).wait()
        #expect(loaded.output.contains("1 unattributed") && !loaded.output.contains("Next:"))
    }

    @Test(arguments: [
        ["compute", "--week", "2026-W10"], ["run", "--max-catchup", "0"], ["load", "segments", "segments.csv"],
        ["settings", "set", "theme_fdr", "0.2"],
    ])
    func ownDomainsTakeEffectWithTheNextCommand(_ command: [String]) throws {
        try office.files.write(
            "ticket_id,customer,created_at\nT1,x@acme.example,2026-03-02T09:00:00Z\n", to: "tickets.csv")
        try office.files.write("customer_id,segment\nacme,small\n", to: "segments.csv")
        #expect(try office.load("tickets", "tickets.csv").wait().status == 0)
        #expect(try unresolved() == 0)
        try office.files.write("own_domains: [ACME.example]\n", to: "earshot.yaml")
        #expect(try office.begin(command).wait().status == 0)
        #expect(try unresolved() == 1)
        #expect(try office.earshot("settings", "set", "own_domains", "us.example").status == 78)
    }

    @Test func theSettingOfOwnDomainsTakesEffectAtOnce() throws {
        try office.files.write(
            "ticket_id,customer,created_at\nT1,x@acme.example,2026-03-02T09:00:00Z\n", to: "tickets.csv")
        #expect(try office.load("tickets", "tickets.csv").wait().status == 0)
        #expect(try office.earshot("settings", "set", "own_domains", "acme.example").status == 0)
        #expect(try unresolved() == 1)
        #expect(try office.earshot("settings", "set", "own_domains", "us.example").status == 0)
        #expect(try unresolved() == 0)
    }

    /// The line that status prints is one that earshot.yaml takes, and the files loaded again have one spelling.
    @Test func namesThatDifferInCaseAreUnifiedByTheLineThatIsPrinted() throws {
        try office.files.write(
            "ticket_id,created_at,department,themes\n1,2026-03-02,\"A: \"\"B\"\"\",Été\n"
                + "2,2026-03-02,\"a: \"\"b\"\"\",été\n3,2026-03-02,\"A: \"\"B\"\"\",\n",
            to: "tickets.csv")
        let loaded = try office.load("tickets", "tickets.csv", more: ["--verbose"]).wait()
        let line = try #require(loaded.errors.split(separator: "\n").first { $0.contains("names: {") })
        let status = try office.earshot("status")
        let printed = try #require(status.lines.first { $0.contains("names: {") })
        #expect(line.hasSuffix(printed))
        try office.files.write(printed.trimmingCharacters(in: .whitespaces) + "\n", to: "earshot.yaml")
        #expect(try office.load("tickets", "tickets.csv", more: ["--force"]).wait().status == 0)
        #expect(!(try office.earshot("status").output.contains("differ in case only")))
        let connection = try office.connect()
        defer { connection.close() }
        let rows = try connection.rows("select distinct department from core.ticket")
        #expect(try rows.map { try $0["department"] as String } == ["A: \"B\""])
    }
}
