import Foundation
import Postgres
import Testing

/// Names that are no honest files, and files that are not whole.
struct FileSafetyTests {
    private let office: Office

    init() throws {
        office = try Office()
    }

    private func expectRefusal(of name: String, status: Int32 = 66, _ word: String) throws {
        let outcome = try office.load("tickets", name).wait()
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(word), "\(outcome.errors)")
        #expect(try office.count(Identifier("core", "ticket")) == 0)
    }

    private func path(_ name: String) -> String { "\(office.folder)/\(name)" }

    @Test func onlyRegularFilesAreRead() throws {
        #expect(mkfifo(path("pipe.csv"), 0o600) == 0)
        for name in ["pipe.csv", ".", "/dev/null", "/dev/zero"] { try expectRefusal(of: name, "is not a regular file") }
        try expectRefusal(of: "nothing.csv", "No such file")
        try expectRefusal(of: "tickets.csv/below.csv", "No such file")
    }

    @Test func aSocketIsNoFile() throws {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path("socket.csv").utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        #expect(isBound)
        try expectRefusal(of: "socket.csv", "is not a regular file")
    }

    @Test func aFileThatIsNamedLoadsWhereverItsLinksLead() throws {
        try FileManager.default.createDirectory(atPath: path("in/deep"), withIntermediateDirectories: true)
        try office.writeTickets(3, to: "in/deep/tickets.csv")
        try office.writeTickets(5, to: "outside.csv")
        #expect(symlink("../outside.csv", path("in/out.csv")) == 0)
        #expect(symlink("nothing", path("in/dangling.csv")) == 0)
        #expect(symlink("loop.csv", path("in/loop.csv")) == 0)
        try expectRefusal(of: "in/dangling.csv", "No such file")
        try expectRefusal(of: "in/loop.csv", "cannot open")
        #expect(symlink("deep/tickets.csv", path("in/latest.csv")) == 0)
        #expect(try office.load("tickets", "in/latest.csv").wait().status == 0)
        #expect(try office.count(Identifier("core", "ticket")) == 3)
        #expect(try office.load("tickets", "in/out.csv").wait().status == 0)
        #expect(try office.count(Identifier("core", "ticket")) == 5)
    }

    @Test func aSourcesFilesMayLieElsewhereOnceTheyAreNamed() throws {
        try FileManager.default.createDirectory(atPath: path("in"), withIntermediateDirectories: true)
        try office.writeTickets(3, to: "by-hand.csv")
        try office.files.write("sources:\n  - {name: desk, kind: tickets, files: in/*.csv}\n", to: "earshot.yaml")
        #expect(try office.load("tickets", "by-hand.csv", more: ["--source", "desk"]).wait().status == 0)
        #expect(symlink("../by-hand.csv", path("in/found.csv")) == 0)
        let outcome = try office.earshot("load")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("in/found.csv is a symbolic link"))
    }

    @Test func aSourceReadsOnlyBelowItsFolder() throws {
        try FileManager.default.createDirectory(atPath: path("in/monday"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: path("elsewhere"), withIntermediateDirectories: true)
        try office.writeTickets(3, to: "elsewhere/tickets.csv")
        try office.writeTickets(2, to: "in/tickets.csv")
        #expect(symlink("../elsewhere", path("in/tuesday")) == 0)
        #expect(symlink("../tickets.csv", path("in/monday/tickets.csv")) == 0)
        try office.files.write(
            "sources:\n  - {name: desk, kind: tickets, files: in/*/tickets.csv}\n", to: "earshot.yaml")
        let outcome = try office.earshot("load")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("in/tuesday/tickets.csv is a symbolic link"))
        #expect(try office.count(Identifier("core", "ticket")) == 2)
    }

    @Test func aFileThatMayNotBeReadIsMissing() throws {
        try office.writeTickets(3)
        #expect(chmod(path("tickets.csv"), 0) == 0)
        // Nothing is unreadable to root.
        if geteuid() != 0 { try expectRefusal(of: "tickets.csv", "Permission denied") }
    }

    @Test func twoSourcesMayNotNameTheSameFileForTheSameRecords() throws {
        try office.writeTickets(2, to: "desk-1.csv")
        #expect(symlink("desk-1.csv", path("also.csv")) == 0)
        for other in ["desk-*.csv", "also.csv"] {
            try office.files.write(
                """
                sources:
                  - {name: one, kind: tickets, files: "desk-1.csv"}
                  - {name: two, kind: tickets, files: "\(other)"}
                """, to: "earshot.yaml")
            let outcome = try office.earshot("load")
            #expect(outcome.status == 78)
            #expect(outcome.errors.contains("one and two"))
        }
        #expect(try office.count(Identifier("core", "ticket")) == 0)
    }

    @Test func oneFileMayBeTwoKinds() throws {
        try office.files.write("customer_id,segment\nc1,small\n", to: "crm.csv")
        try office.files.write(
            """
            sources:
              - {name: crm, kind: customers, files: crm.csv}
              - {name: crm, kind: segments, files: crm.csv}
            """, to: "earshot.yaml")
        #expect(try office.earshot("load").status == 0)
        #expect(try office.count(Identifier("core", "membership")) == 1)
    }

    /// Names that would move a cursor, change colours, end a line or turn the reading direction.
    @Test func namesArePrintedEscaped() throws {
        let names = ["a\nb.csv", "a\u{1b}[31mb.csv", "a\rb.csv", "a\u{202e}b.csv", "a\u{9b}2Jb.csv", "a\u{7f}b.csv"]
        for (number, name) in names.enumerated() {
            let good = "good\(number),2026-03-02,open\nalso\(number),,open\n"
            try office.files.write("ticket_id,created_at,status\n\(good)bad\(number),,odd\n", to: name)
            try office.files.write("ticket_id,status\n\(number),odd\n", to: "bad-" + name)
        }
        try office.files.write(
            "sources:\n  - {name: \"so\\erce\", kind: tickets, files: nothing}\n", to: "earshot.yaml")
        let load = ["load", "tickets"]
        let loads = [
            load + names + ["--verbose", "--source", "so\u{1b}rce"], load + names + ["--json", "--force"],
            load + names.map { "bad-" + $0 }, load + names.map { "missing-" + $0 },
        ]
        let others = [
            ["rejects", "list"], ["rejects", "list", "--json"], ["rejects", "replay"], ["status"],
            ["status", "--json"],
        ]
        for command in loads + others + names.map({ ["mappings", "check", $0] }) {
            let outcome = try office.begin(command).wait()
            let text = outcome.output + outcome.errors
            #expect(!text.isEmpty)
            #expect(!names.contains { text.contains($0) })
            let odd = text.unicodeScalars.filter {
                $0 != "\n" && ($0.value < 0x20 || "\u{7f}\u{9b}\u{202e}".contains(Character($0)))
            }
            #expect(odd.isEmpty, "\(command)")
            if loads.contains(command) {
                #expect(text.matches(of: /b\.csv/).count >= names.count, "\(command)")
            }
        }
        let listed = try office.begin(["rejects", "list", "--json"]).wait()
        let waiting = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
        #expect(Set(names).isSubset(of: waiting?.compactMap { $0["file"] as? String } ?? []))
    }

    @Test func aNameThatIsNoTextIsToBeChanged() throws {
        let bytes: [CChar] =
            Array("\(office.folder)/caf".utf8CString.dropLast()) + [CChar(bitPattern: 0xe9)] + Array(".csv".utf8CString)
        let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        try office.writeTickets(2, to: "cafe.csv")
        try office.files.write("sources:\n  - {name: desk, kind: tickets, files: caf*.csv}\n", to: "earshot.yaml")
        let outcome = try office.earshot("load")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("rename the file"))
        #expect(try office.count(Identifier("core", "ticket")) == 2)
    }

    /// Cut anywhere, a packed file is never taken for a whole one.
    @Test func aPackedFileThatWasCutIsRefused() throws {
        try office.writeTickets(40)
        #expect(try Program(["-k", "tickets.csv"], of: "/bin/gzip", in: office.folder).wait().status == 0)
        let whole = try Data(contentsOf: URL(filePath: path("tickets.csv.gz")))
        for length in stride(from: whole.count - 1, to: 20, by: -whole.count / 7) {
            try whole.prefix(length).write(to: URL(filePath: path("cut.csv.gz")))
            try expectRefusal(of: "cut.csv.gz", status: 65, "cut.csv.gz")
        }
        #expect(try office.load("tickets", "tickets.csv.gz").wait().status == 0)
        #expect(try office.count(Identifier("core", "ticket")) == 40)
    }

    @Test func aFileThatWasCutInsideQuotesNamesTheLine() throws {
        try office.files.write("ticket_id,subject\n1,one\n2,\"two\nand", to: "tickets.csv")
        try expectRefusal(of: "tickets.csv", status: 65, "line 3")
    }
}
