import Foundation
import Postgres
import TestSupport
import Testing

/// A full disk ends the work, is told once with its cause, and nothing is lost by it.
@Suite struct FullDiskTests {
    private static let cause = "No space left on device"

    /// Three weeks that are to be computed and published.
    private func play() throws -> NightPlay {
        let play = try NightPlay()
        try play.deliver(tickets: 2...20, on: "2026-03-24")
        return play
    }

    private func expectOneWord(_ outcome: Program.Outcome, status: Int32) {
        #expect(outcome.status == status)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.filter { $0.contains(Self.cause) }.count == 1, "\(outcome.errors)")
        #expect(lines.count <= 2, "\(outcome.errors)")
    }

    @Test func aFullDiskOfTheServer() throws {
        let play = try play()
        let connection = try play.office.connect()
        defer { connection.close() }
        try connection.executeScript(
            """
            create function mart.fill() returns trigger language plpgsql as $$
            begin
                raise exception using errcode = '53100', message = 'could not extend file "base/1/2": \(Self.cause)';
            end
            $$;
            create trigger disk_is_full before insert on mart.metric_value for each statement execute function mart.fill();
            """)
        expectOneWord(try play.begin("2026-03-24").wait(), status: 75)
        expectOneWord(try play.office.earshot("compute"), status: 75)
        try connection.execute("drop trigger disk_is_full on mart.metric_value")
        try play.expectSilence(night: "2026-03-24")
        #expect(try play.editions() == ["2026-W10.1", "2026-W11.1", "2026-W12.1"])
    }

    /// A folder of bundles in memory, which a program that runs as root can make as small as it likes.
    private final class SmallDisk {
        private let path: String

        /// nil: this process may not mount anything.
        init?(at path: String) {
            self.path = path
            mkdir(path, 0o755)
            guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else { return nil }
        }

        deinit { umount2(path, 2 /* MNT_DETACH */) }

        func grow() { #expect(mount("tmpfs", path, "tmpfs", 32 /* MS_REMOUNT */, "size=64m") == 0) }
    }

    @Test func aFullDiskOfTheBundles() throws {
        let play = try play()
        guard let disk = SmallDisk(at: "\(play.office.folder)/bundles") else { return }
        expectOneWord(try play.begin("2026-03-24").wait(), status: 74)
        #expect(try play.editions() == [])
        disk.grow()
        try play.expectSilence(night: "2026-03-24")
        #expect(try play.editions() == ["2026-W10.1", "2026-W11.1", "2026-W12.1"])
    }
}
