import Foundation
import Postgres
import TestSupport
import Testing

/// Marked words stand in every text cell of a file; whatever happens to it, no output of the program holds them.
struct CanaryTests {
    private static let word = "zebrafinch"

    /// A ticket whose every cell that can hold the word does, with one cell of the caller's.
    private static func ticket(_ number: Int, created: String = "2026-03-02T09:00:00Z", status: String = "open")
        -> String
    {
        let texts = (1...7).map { "\(word)\(number)x\($0)" }
        return
            "\(texts[0]),\(texts[1])@\(word).example,\(created),\(status),\(texts[2]),\(texts[3]),\"\(texts[4])\n\(texts[5])\",\(texts[6])\n"
    }

    private static let header = "ticket_id,customer,created_at,status,department,themes,subject,description\n"

    /// Files that are loaded in part or refused, by what is wrong with them.
    private static let files: [String: String] = [
        "times": header + ticket(1) + ticket(2, created: word),
        "words": header + ticket(1) + ticket(2, status: word),
        "cells": header + ticket(1) + "\(word),\(word)\n" + ticket(3).dropLast() + ",\(word)\n",
        "quote": header + ticket(1) + "\(word),\"\(word)\"\(word),,,,,,\n",
        "truncated": header + ticket(1) + "\(word),\"\(word)",
        "name": header + ticket(1) + String(repeating: word, count: 200) + ",,,,,,,\n",
        "headless": ticket(1) + ticket(2),
        "foreign": "\(word)_id,\(word)\n1,\(word)\n",
        "nothing good": header + ticket(1, created: word),
        "nul": header + ticket(1) + "\(word)\0,,,,,,,\n",
    ]

    @Test func staysOutOfEveryOutput() throws {
        let office = try Office()
        for (name, text) in Self.files { try office.files.write(text, to: "\(name).csv") }
        let names = Self.files.keys.map { "\($0).csv" }.sorted()
        for more in [["--verbose"], ["--json"], ["--max-rejects", "0", "--verbose"], ["--dry-run", "--verbose"]] {
            let outcome = try office.load("tickets", names[0], more: names.dropFirst() + more).wait()
            for name in names { #expect((outcome.output + outcome.errors).contains(name), "\(more)") }
            expectSilence(outcome)
        }
        expectSilence(try office.earshot("status"))
        let kept = try office.connect().rows("select coalesce(string_agg(message, ''), '') as text from ops.rejection")
        #expect(try !(kept[0]["text"] as String).contains(Self.word))
        let reasons = try office.connect().rows("select coalesce(string_agg(reason, ''), '') as text from ops.load")
        #expect(try !(reasons[0]["text"] as String).contains(Self.word))
    }

    @Test func staysOutWhenTheDatabaseRefusesARow() throws {
        let office = try Office()
        try office.files.write(Self.header + Self.ticket(1), to: "tickets.csv")
        try office.connect().execute("alter table core.ticket add constraint ticket_is_refused check (ticket_id = '')")
        let outcome = try office.load("tickets", "tickets.csv", more: ["--verbose"]).wait()
        #expect(outcome.status == 70)
        #expect(outcome.errors.contains("ticket_is_refused"))
        expectSilence(outcome)
    }

    @Test(arguments: [2_000, 12_000, 30_000])
    func staysOutWhenTheLineIsCut(after bytes: Int) throws {
        let office = try Office()
        try office.files.write(Self.header + (1...400).map { Self.ticket($0) }.joined(), to: "tickets.csv")
        let proxy = try office.proxy { _ in TCPProxy.Fault(.cut, .bytes(bytes)) }
        let outcome = try office.load("tickets", "tickets.csv", through: proxy, more: ["--verbose", "--deadline", "2"])
            .wait()
        #expect(outcome.status != 0)
        expectSilence(outcome)
    }

    private func expectSilence(_ outcome: Program.Outcome) {
        #expect(!outcome.output.contains(Self.word))
        #expect(!outcome.errors.contains(Self.word))
    }
}
