import Intake
import Postgres
import Testing
import Warehouse

/// When references resolve again without a load.
@Suite struct ResolutionTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
        try dock.load("customers", "customer_id,email_domains\nC1,one.example\n")
        try dock.load("feedback", "feedback_id,received_at,customer\nF1,2026-06-10,a@one.example\n")
        try Resolution.update(ownDomains: nil, on: dock.connection, now: dock.now)
        try dock.connection.execute("delete from ops.dirty_week")
    }

    private func marked() throws -> [String] {
        try dock.rows("select min(week_start) from ops.dirty_week having count(*) > 0")
    }

    @Test func ownDomainsOfTheSettingTakeEffectWithTheNextCommand() throws {
        try Settings(dock.connection).set("own_domains", to: "one.example", now: dock.now)
        try Resolution.update(ownDomains: nil, on: dock.connection, now: dock.now)
        #expect(try dock.customerReferences() == ["a@one.example,,"])
        #expect(try marked() == ["2026-06-08"])
    }

    @Test func ownDomainsOfTheConfigurationBecomeTheSetting() throws {
        try Resolution.update(ownDomains: ["One.example"], on: dock.connection, now: dock.now)
        #expect(try Settings(dock.connection).get("own_domains", now: dock.now).value == "one.example")
        #expect(try dock.customerReferences() == ["a@one.example,,"])
        try Resolution.update(ownDomains: [], on: dock.connection, now: dock.now)
        #expect(try dock.customerReferences() == ["a@one.example,C1,domain"])
    }

    @Test func nothingIsMarkedWhereNothingChanges() throws {
        try Resolution.update(ownDomains: ["ours.example"], on: dock.connection, now: dock.now)
        try dock.connection.execute("delete from ops.dirty_week")
        let changedAt = "select changed_at from core.setting where setting = 'own_domains'"
        let before = try dock.rows(changedAt)
        dock.now = try instant("2026-08-01")
        try Resolution.update(ownDomains: ["OURS.example"], on: dock.connection, now: dock.now)
        try Resolution.update(ownDomains: nil, on: dock.connection, now: dock.now)
        #expect(try marked() == [])
        #expect(try dock.rows(changedAt) == before)
    }

    @Test func aLoadResolvesWhatAnotherProgramsSettingHasChanged() throws {
        try Settings(dock.connection).set("own_domains", to: "one.example", now: dock.now)
        try dock.load("actions", "item_kind,item_id,acted_at\nfeedback,F1,2026-06-11\n")
        #expect(try dock.customerReferences() == ["a@one.example,,"])
    }
}
