import Foundation
import Postgres
import TestSupport
import Testing

/// What `publish`, `run` and `status` do about bundles that were stopped, deleted, altered or obstructed.
@Suite struct BundleCommandTests {
    @Test func `a night finds what happened to the bundles by day, and repairs it`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 9...18, on: "2026-03-19")
        try play.expectSilence(night: "2026-03-19")
        #expect(try play.check("2026-03-19").status == 0)
        let bundles = "\(play.office.folder)/bundles"
        let tree = try play.tree("bundles")
        for damage in [
            "latest", "2026-W11", ".editions/2026-W11.1", "latest/metrics.csv", ".editions/2026-W11.1/summary.csv",
        ] {
            try FileManager.default.removeItem(atPath: "\(bundles)/\(damage)")
            let check = try play.check("2026-03-20")
            #expect(check.status == 65, "\(damage)")
            #expect(try play.plan("2026-03-20", at: "09:00").contains("repair "))
            #expect(check.output.contains("bundles/\(damage.split(separator: "/")[0])"), "\(damage)")
            try play.expectSilence(night: "2026-03-20")
            #expect(try play.check("2026-03-20").status == 0, "\(damage)")
            #expect(try play.tree("bundles") == tree, "\(damage)")
        }
        #expect(try play.editions() == ["2026-W11.1"])
    }

    @Test func `what is in the way is named, left alone, and waited for`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 9...18, on: "2026-03-19")
        try FileManager.default.createDirectory(
            atPath: "\(play.office.folder)/bundles/latest/photographs", withIntermediateDirectories: true)
        for night in ["2026-03-19", "2026-03-20"] {
            let outcome = try play.night(night)
            #expect(outcome.status == 73)
            #expect(outcome.errors.contains("bundles/latest"))
            let check = try play.check(night)
            #expect(check.status == 65)
            #expect(check.output.contains("bundles/latest is not part of a bundle"))
        }
        #expect(try play.editions() == ["2026-W11.1"])
        try FileManager.default.moveItem(
            atPath: "\(play.office.folder)/bundles/latest", toPath: "\(play.office.folder)/photographs")
        try play.expectSilence(night: "2026-03-20")
        #expect(try play.check("2026-03-20").status == 0)
        #expect(try play.editions() == ["2026-W11.1"])
        #expect(try play.text("bundles/latest/manifest.json") == play.text("bundles/2026-W11/manifest.json"))
    }

    @Test func `an altered edition whose figures have changed is set aside, said, and published anew`() throws {
        let play = try NightPlay()
        try play.deliver(tickets: 9...18, on: "2026-03-19")
        try play.expectSilence(night: "2026-03-19")
        try play.office.files.write("nonsense", to: "bundles/.editions/2026-W11.1/metrics.csv")
        let connection = try play.office.connect()
        defer { connection.close() }
        try connection.execute("update mart.metric_value set excluded = excluded + 1")
        let outcome = try play.night("2026-03-20")
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("2026-W11.1.altered"))
        #expect(try play.editions() == ["2026-W11.1", "2026-W11.2"])
        #expect(try play.check("2026-03-20").status == 0)
        try play.expectSilence(night: "2026-03-21")
    }

    /// A kill at each call that could matter, by the kernel's hand: shows that none passes the seam by which other tests stop
    /// a publication.
    @Test(
        .enabled(if: Torture.isOn && FileManager.default.fileExists(atPath: "/usr/bin/strace")),
        arguments: ["link", "copy"])
    func `a publication that is killed at any system call is finished by the next`(latest: String) throws {
        let stage = try Office()
        try stage.writeTickets(40)
        #expect(try stage.load("tickets", "tickets.csv").wait().status == 0)
        #expect(try stage.earshot("compute", "--week", "2026-W10").status == 0)
        try stage.files.write("export: {latest: \(latest)}\n", to: "earshot.yaml")
        let undisturbed = try Office(copying: stage)
        #expect(try undisturbed.publish(into: "whole").wait().status == 0)
        let expected = try stage.files.tree("whole")
        var kills: [String: Int] = [:]
        for call in ["mkdir", "write", "fsync", "rename", "renameat2", "symlink", "unlink", "rmdir", "sendto"] {
            for number in 1...500 {
                let office = try Office(copying: stage)
                let folder = "\(call)-\(number)"
                if try office.publish(into: folder, killedAt: call, number).wait().status == 0 { break }
                kills[call, default: 0] += 1
                try office.untilUnlocked()
                let isWhole = try office.files.tree(folder) == expected
                let isUntouched = try office.files.tree(folder).filter { !$0.key.hasPrefix(".editions") }.isEmpty
                let faults = try office.begin(["status", "--check", "--json"]).wait().output
                #expect(
                    isUntouched || !faults.contains(#""bundle_faults":[]"#)
                        || isWhole, "\(call) \(number)")
                #expect(try office.publish(into: folder).wait().status == 0, "\(call) \(number)")
                #expect(try office.files.tree(folder) == expected, "\(call) \(number)")
                try FileManager.default.removeItem(atPath: "\(office.folder)/\(folder)")
            }
        }
        print("killed at: \(kills.sorted { $0.key < $1.key })")
        #expect(kills.count >= (latest == "link" ? 8 : 7))
    }
}

extension Office {
    fileprivate func publish(into directory: String) throws -> Program {
        try begin(["publish", "--week", "2026-W10", "--out", directory])
    }

    /// A publication that is killed as it makes a system call for the n-th time.
    fileprivate func publish(into directory: String, killedAt call: String, _ number: Int) throws -> Program {
        try Program(
            [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=KILL:when=\(number)",
                Program.earshot, "publish", "--week", "2026-W10", "--out", directory,
            ] + target(), of: "/usr/bin/strace", in: folder)
    }
}

extension NightPlay {
    fileprivate func tree(_ name: String) throws -> [String: String] { try office.files.tree(name) }
}

extension Folder {
    /// What is in a folder, by path: the text of files, the targets of links.
    func tree(_ name: String) throws -> [String: String] {
        var tree: [String: String] = [:]
        let whole = "\(path)/\(name)"
        for case let entry as String in FileManager.default.enumerator(atPath: whole) ?? .init() {
            tree[entry] =
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(whole)/\(entry)"))
                ?? (try? String(contentsOfFile: "\(whole)/\(entry)", encoding: .utf8)) ?? ""
        }
        return tree
    }
}
