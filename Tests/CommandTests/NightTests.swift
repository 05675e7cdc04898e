import Foundation
import Postgres
import TestSupport
import Testing

/// `earshot run` as a timer calls it, night after night.
@Suite struct NightTests {
    @Test func `fourteen nights publish the right weeks and speak only where somebody must act`() throws {
        let play = try NightPlay()
        // Thursday, the first night: a week and a half of tickets.
        try play.deliver(tickets: 9...18, on: "2026-03-19")
        try play.expectSilence(night: "2026-03-19")
        #expect(try play.editions() == ["2026-W11.1"])
        #expect(try play.text("bundles/latest/summary.csv").contains("week_start;iso_week;metric"), "as configured")
        // Nothing new: nothing is read, computed or published.
        try play.expectSilence(night: "2026-03-20")
        #expect(try play.loads() == 2)
        // Saturday's night is missed. On Sunday a bad file comes beside a good one.
        try play.deliver(tickets: 19...21, on: "2026-03-22")
        try play.deliver("ticket_id,status\nA,plugh\n", as: "tickets-bad.csv", on: "2026-03-22")
        let bad = try play.night("2026-03-22")
        #expect(bad.status == 65)
        #expect(bad.output.isEmpty)
        #expect(bad.errors.contains("tickets-bad.csv"))
        #expect(!bad.errors.contains("plugh"))
        #expect(try play.loads() == 4, "the good one was loaded, the bad one noted")
        let check = try play.check("2026-03-22")
        #expect(check.status == 65)
        #expect(check.lines.count == 2, "a file was refused, the run failed")
        // The refused file did not change: it was told, and stays in what status knows until something newer is there.
        try play.expectSilence(night: "2026-03-23")
        #expect(try play.check("2026-03-23").lines.count == 1)
        #expect(try play.editions().count == 1, "the week waits for the desk")
        try play.deliver(tickets: 22...23, on: "2026-03-24")
        try play.expectSilence(night: "2026-03-24")
        #expect(try play.editions().last == "2026-W12.1")
        #expect(try play.check("2026-03-24").status == 0)
        // A late file changes what was published.
        try play.deliver(tickets: 10...11, isAnswered: true, as: "tickets-late.csv", on: "2026-03-25")
        try play.expectSilence(night: "2026-03-25")
        let restated = try play.editions()
        #expect(restated.dropFirst(2) == ["2026-W11.2", "2026-W12.2"])
        // A run is killed; the next one does what it has left.
        try play.deliver(tickets: 24...25, on: "2026-03-26")
        try play.kill(night: "2026-03-26")
        let broken = try play.check("2026-03-26")
        #expect(broken.status == 65)
        #expect(broken.output.contains("broke off: load "))
        let before = try play.loads()
        try play.expectSilence(night: "2026-03-27")
        #expect(try play.loads() == before + 1)
        #expect(try play.check("2026-03-27").status == 0)
        // The machine's clock is a week behind for a night: nothing happens twice.
        try play.expectSilence(night: "2026-03-21")
        // Sunday's night has no two o'clock. From then on the desk stays away.
        try play.deliver(tickets: 26...28, on: "2026-03-29")
        try play.expectSilence(night: "2026-03-29")
        let sunday = try play.editions()
        #expect(sunday == restated)
        // Its week waits for the end of the grace: noon on Tuesday, by clocks that were set forward.
        try play.expectSilence(night: "2026-03-30")
        try play.expectSilence(night: "2026-03-31")
        #expect(try play.editions() == restated)
        let late = try play.check("2026-03-31")
        #expect(late.status == 65)
        #expect(late.output == "desk is late: its newest file shows 2026-03-29 01:00.\n")
        #expect(try !play.plan("2026-03-31", at: "11:59").contains("publish"))
        #expect(try play.plan("2026-03-31", at: "12:00") == "publish 2026-W13\n")
        try play.expectSilence(night: "2026-04-01")
        #expect(try play.editions() == restated + ["2026-W13.1"])
        #expect(try play.staleSources("2026-W13") == ["desk"])
        #expect(try play.exitCodes() == [0, 0, 0, 65, 0, 0, 0, nil, 0, 0, 0, 0, 0])
    }

    @Test func `after weeks without a run the newest are made up for first`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...10, on: "2026-03-10")
        try play.expectSilence(night: "2026-03-10")
        try play.deliver(tickets: 11...31, on: "2026-03-31")
        let plan = try play.run("2026-03-31", "--dry-run", "--max-catchup", "1")
        #expect(plan.status == 0)
        #expect(plan.output.contains("load exports/tickets-2026-03-31.csv\n"))
        try play.expectSilence(night: "2026-03-31", "--max-catchup", "1")
        #expect(try play.editions() == ["2026-W10.1", "2026-W13.1"])
        #expect(try play.check("2026-04-08").output.contains("2026-W12 should have been published."))
        try play.expectSilence(night: "2026-03-31")
        #expect(Set(try play.editions()).isSuperset(of: ["2026-W11.1", "2026-W12.1"]))
    }

    @Test func `a killed run is told, and made up for by the next`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...10, on: "2026-03-10")
        let blocker = try play.office.connect()
        try blocker.transaction {
            try blocker.execute("lock table core.ticket in share mode")
            let run = try play.begin("2026-03-10")
            try play.office.untilWaiting(sessions: 1)
            let other = try play.night("2026-03-10")
            #expect(other.status == 75)
            #expect(
                other.errors.contains(/earshot run \(process \d+, since 20[^)]*\) is writing .* load \d of 2 \(exports/)
            )
            #expect(try play.office.earshot("status").output.contains("A run is at work since 2026-03-10 03:00: load "))
            run.signal(SIGKILL)
            _ = run.wait()
        }
        try play.office.untilUnlocked()
        let check = try play.check("2026-03-10")
        #expect(check.status == 65)
        #expect(check.output.contains("broke off: load "))
        try play.expectSilence(night: "2026-03-11")
        #expect(try play.editions() == ["2026-W10.1"])
        #expect(try play.check("2026-03-11").status == 0)
    }

    @Test func `a run that is stopped says so in time`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...10, on: "2026-03-10")
        let blocker = try play.office.connect()
        try blocker.transaction {
            try blocker.execute("lock table core.ticket in share mode")
            let run = try play.begin("2026-03-10", ["--textfile", "earshot.prom"])
            try play.office.untilWaiting(sessions: 1)
            run.signal(SIGTERM)
            let outcome = run.wait()
            #expect(outcome.status == 143)
            #expect(outcome.errors == "earshot: stopped by a signal; what was not finished is not kept.\n")
        }
        #expect(try play.text("earshot.prom").contains("earshot_last_run_exit_code 143\n"))
        try play.office.untilUnlocked()
        #expect(try play.check("2026-03-10").output.contains("broke off: load"))
    }

    @Test func `one time for the whole run`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...10, on: "2026-03-10")
        let blocker = try play.office.connect()
        try blocker.transaction {
            try blocker.execute("lock table core.ticket in share mode")
            let outcome = try play.run("2026-03-10", "--deadline", "2")
            #expect(outcome.status == 75)
            #expect(outcome.duration < .seconds(10))
        }
        #expect(try play.exitCodes() == [75])
        try play.expectSilence(night: "2026-03-11")
        #expect(try play.exitCodes() == [75, 0])
    }

    @Test func `the log has codes and counts, the file for Prometheus what to watch, and neither a cell`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 2...10, on: "2026-03-10")
        try play.deliver("ticket_id,status\nA,plugh\n", as: "tickets-bad.csv", on: "2026-03-10")
        let outcome = try play.run("2026-03-10", "--log-file", "log", "--textfile", "earshot.prom")
        #expect(outcome.status == 65)
        let log = try play.text("log")
        let lines = try log.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["event"] as? String } == ["begin", "load", "load", "load", "compute", "publish", "end"])
        #expect(Set(lines.map { $0["run"] as? String }).count == 1)
        #expect(lines.map { $0["code"] as? Int } == [nil, 0, 0, 65, 0, 0, 65])
        let prom = try play.text("earshot.prom")
        for line in [
            "earshot_last_run_exit_code 65", "earshot_last_run_timestamp_seconds 1773108000", "earshot_weeks_overdue 0",
            #"earshot_records_total{source="desk",kind="tickets",outcome="loaded"} 9"#,
            #"earshot_source_late{source="desk"} 0"#, "earshot_sources_refused 1",
            #"earshot_rejected_records_waiting{source="desk",kind="tickets"} 1"#,
        ] { #expect(prom.contains(line + "\n"), "\(line)") }
        for text in [log, prom, outcome.errors] { #expect(!text.contains("plugh")) }
        // Without a database the rest stays as it was.
        let lost = try Program(
            ["run", "--textfile", "earshot.prom", "--database", "host=127.0.0.1 port=1 dbname=x"],
            in: play.office.folder
        ).wait()
        #expect(lost.status == 69)
        let after = try play.text("earshot.prom")
        #expect(after.contains("earshot_last_run_exit_code 69\n"))
        #expect(after.contains("earshot_sources_refused 1\n"))
    }

    @Test func `what fails in one source leaves the others alone, and the worst decides`() throws {
        let play = try NightPlay(more: "  - {name: lost, files: exports/lost.csv, mapping: nowhere.yaml}\n")
        try play.deliver(tickets: 2...10, on: "2026-03-10")
        try play.deliver("ticket_id,status\nA,plugh\n", as: "tickets-bad.csv", on: "2026-03-10")
        let outcome = try play.night("2026-03-10")
        #expect(outcome.status == 78)
        #expect(try play.editions() == ["2026-W10.1"])
        #expect(try play.exitCodes() == [78])
    }
}
