import Foundation
import Postgres
import TestSupport
import Testing

/// What cron and systemd are told, from a folder whose name is as bad as it gets.
@Suite struct TimerTests {
    private static let name = "50% of $it's \"done\""

    @Test func `the lines for cron run this installation from any folder, without our environment`() throws {
        let (play, folder) = try awkwardPlay()
        let printed = try Program(["crontab"] + play.office.target(), in: folder).wait()
        #expect(printed.status == 0)
        let lines = printed.lines.filter { !$0.hasPrefix("#") }
        #expect(lines[0] == "SHELL=/bin/sh")
        #expect(lines[1].hasPrefix("15 4 * * * "))
        let outcome = try cron(lines[1], in: play)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(try play.loads() == 1)
        let check = try cron(lines[2], in: play)
        #expect(check.status == 65)
        #expect(check.output.contains("desk is late"))
    }

    @Test func `systemd takes the units`() throws {
        let (play, folder) = try awkwardPlay()
        let units = "\(play.office.folder)/units"
        try FileManager.default.createDirectory(atPath: units, withIntermediateDirectories: true)
        let command = ["systemd", "--out", units, "--at", "03:05"] + play.office.target()
        #expect(try Program(command, in: folder).wait().status == 0)
        let timer = try play.text("units/earshot.timer")
        for line in ["OnCalendar=*-*-* 03:05:00", "Persistent=true"] { #expect(timer.contains(line + "\n")) }
        let service = try play.text("units/earshot.service")
        let escaped = Self.name.replacing("%", with: "%%")
        #expect(service.contains("WorkingDirectory=\(play.office.folder)/\(escaped)\n"))
        #expect(service.contains("ProtectSystem=strict\n"))
        let analyze = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: analyze) else { return }
        let verdict = try Program(
            ["verify", "\(units)/earshot.timer", "\(units)/earshot.service"], of: analyze, in: "/"
        ).wait()
        #expect(!verdict.errors.contains("earshot"), "\(verdict.errors)")
    }

    @Test func `a time that is none is refused`() throws {
        #expect(try Office().earshot("crontab", "--at", "24:00").status == 64)
    }

    /// A play in such a folder, with a file of customers, so that there is no week to compute.
    private func awkwardPlay() throws -> (NightPlay, folder: String) {
        let play = try NightPlay()
        let folder = "\(play.office.folder)/\(Self.name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["earshot.yaml", "exports"] {
            try FileManager.default.moveItem(atPath: "\(play.office.folder)/\(name)", toPath: "\(folder)/\(name)")
        }
        return (play, folder)
    }

    /// Does a line as `crontab(5)` describes it: five fields, a command in which `\%` means `%`, and another folder.
    private func cron(_ line: Substring, in play: NightPlay) throws -> Program.Outcome {
        let command = line.split(separator: " ", maxSplits: 5)[5]
        #expect(!command.contains(/[^\\]%/))
        return try Program(["-c", String(command.replacing("\\%", with: "%"))], of: "/bin/sh", in: "/").wait()
    }
}
