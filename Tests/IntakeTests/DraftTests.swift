import Foundation
import Intake
import Records
import Testing

/// First mappings, guessed from a file's columns and records.
@Suite struct DraftTests {
    /// The draft of a file with these bytes.
    private func draft(_ bytes: some Sequence<UInt8>, kind: String? = nil) throws -> MappingDraft {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).export")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return MappingDraft(try FileHead(path: file.path), kind: try kind.map { try #require(Kind(named: $0)) })
    }

    private func draft(_ text: String, kind: String? = nil) throws -> MappingDraft {
        try draft(Array(text.utf8), kind: kind)
    }

    /// Column and file's column of each entry.
    private func pairs(_ draft: MappingDraft) -> [String] { draft.entries.map { "\($0.column) \($0.name)" } }

    private func reading(_ column: String, _ draft: MappingDraft) -> MappingDraft.Entry.Reading? {
        draft.entries.first { $0.column == column }?.reading
    }

    @Test func aDraftIsAMapping() throws {
        let draft = try draft("Case Number,Opened,Account,\"Odd, \"\"name\"\"\"\n7,22/Sep/25 9:26 AM,ACME,x\n")
        #expect(draft.kind?.name == "tickets")
        #expect(pairs(draft) == ["ticket_id Case Number", "customer Account", "created_at Opened"])
        #expect(reading("created_at", draft) == .timestamp(patterns: ["d/MMM/yy h:mm a"]))
        #expect(draft.mapping(name: "cases")?.kind.name == "tickets")
        #expect(draft.unused == ["Odd, \"name\""])
    }

    @Test func aGermanFileInWindows1252IsRead() throws {
        let text = """
            Ticketnummer;Kunden-Nr;Erstellt am;Gelöst am;Status;Betreff
            T-1;K100;02.03.2026 09:15;03.03.2026 10:00;Erledigt;Störung
            T-2;K200;13.03.2026 18:00;-;In Bearbeitung;Größe
            T-3;K200;14.03.2026 18:00;;Auf Wiedervorlage;Übergabe

            """
        let bytes = try #require(text.data(using: .windowsCP1252))
        let draft = try draft(Array(bytes))
        #expect(draft.kind?.name == "tickets")
        #expect(
            pairs(draft) == [
                "ticket_id Ticketnummer", "customer Kunden-Nr", "created_at Erstellt am", "solved_at Gelöst am",
                "status Status", "subject Betreff",
            ])
        #expect(reading("solved_at", draft) == .timestamp(patterns: ["d.M.yyyy H:mm"]))
        let yaml = draft.yaml(name: "desk")
        #expect(yaml.contains("encoding: windows-1252"))
        #expect(yaml.contains("nulls: [\"-\"]"))
        let values = try #require(draft.entries.first { $0.column == "status" }).values
        #expect(values.map(\.word) == ["Erledigt", "In Bearbeitung", "Auf Wiedervorlage"])
        #expect(values.map(\.meaning) == ["solved", "open", ""])
    }

    @Test(arguments: [
        ("N° de ticket,Créé le,Statut,Objet\n1,13/03/2026 09:15,Résolu,Panne\n", "d/M/yyyy H:mm"),
        ("チケット番号,作成日時,ステータス,件名\n1,2026年3月2日 9:15,対応中,障害\n", "yyyy'年'M'月'd'日' H:mm"),
        ("Número de ticket,Fecha de creación,Estado,Asunto\n1,13-3-2026,Abierto,x\n", "d-M-yyyy"),
        ("Ticketnummer,Aangemaakt op,Status,Onderwerp\n1,13-3-2026 10:05:06,Opgelost,x\n", "d-M-yyyy H:mm:ss"),
        ("Numero ticket,Creato il,Stato,Oggetto\n1,13/03/26,Risolto,x\n", "d/M/yy"),
        ("Número do chamado,Criado em,Situação,Assunto\n1,13/03/2026,Resolvido,x\n", "d/M/yyyy"),
    ])
    func headersOfOtherLanguagesAreKnown(text: String, pattern: String) throws {
        let draft = try draft(text)
        #expect(draft.entries.map(\.column) == ["ticket_id", "created_at", "status", "subject"])
        #expect(reading("created_at", draft) == .timestamp(patterns: [pattern]))
    }

    @Test func linesAboveTheHeaderAreSkipped() throws {
        let draft = try draft(
            """
            Customers;;;
            As of 2026-11-01;;;

            Customer ID;Company;ARR;Customer since
            K1;Bakery;1.234,50;01.02.2020
            K2;Mill;98.000,00;15.06.2019

            """)
        #expect(draft.kind?.name == "customers")
        #expect(draft.yaml(name: "x").contains("skip_lines: 3"))
        #expect(reading("annual_value", draft) == .number(decimal: ",", grouping: "."))
    }

    @Test func decimalCommasBelowTitleLinesMakeNoTable() throws {
        let text = """
            Kundenübersicht Stand 28.11.2026

            Kundennr;Firma;Jahresumsatz;Jahresvertragswert;Kunde seit
            K1;Bäckerei;12.500.000,00;1.234,50;01.02.2020
            K2;Mühle;2.500.000,00;98.000,00;15.06.2019

            """
        let draft = try draft(Array(#require(text.data(using: .windowsCP1252))))
        #expect(
            pairs(draft) == [
                "customer_id Kundennr", "name Firma", "annual_value Jahresvertragswert", "customer_since Kunde seit",
            ])
        #expect(draft.yaml(name: "x").contains("skip_lines: 2"))
    }

    @Test func aLineThatNamesTheDelimiterIsNoTitle() throws {
        let draft = try draft("sep=;\nTicket ID;Created;Status\n1;2026-11-09;open\n2;2026-11-09;open\n")
        #expect(pairs(draft) == ["ticket_id Ticket ID", "created_at Created", "status Status"])
        #expect(!draft.yaml(name: "x").contains("skip_lines"))
    }

    @Test func aNumberSignIsANumber() throws {
        let draft = try draft(
            "Ticket #,Account #,Opened on,Current state\n1,7,2026-11-09,open\n2,7,2026-11-09,closed\n")
        #expect(
            pairs(draft) == [
                "ticket_id Ticket #", "customer Account #", "created_at Opened on", "status Current state",
            ])
    }

    @Test func aMarkThatMayGroupOrDivideIsNotGuessed() throws {
        let draft = try draft("customer_id,company name,arr,signup date\n1,A,1.234,2026-01-01\n2,B,2.500,2026-01-02\n")
        #expect(!draft.entries.contains { $0.column == "annual_value" })
    }

    @Test func oneColumnSettlesTheOrderOfDayAndMonthForAll() throws {
        let draft = try draft(
            "Ticket ID,Created,Resolved,Status\n1,05/03/2026,06/03/2026,open\n2,13/03/2026,,open\n")
        #expect(reading("solved_at", draft) == .timestamp(patterns: ["d/M/yyyy"]))
    }

    @Test func anOrderThatNoColumnTellsIsLeftToTheWholeFile() throws {
        let draft = try draft("Ticket ID,Created,Status\n1,05/03/2026,open\n")
        #expect(reading("created_at", draft) == .timestamp(patterns: ["d/M/yyyy", "M/d/yyyy"]))
    }

    @Test func anIdThatOccursTwiceIsNone() throws {
        let draft = try draft(
            "Ticket ID,Created,Status,Subject\n1,2026-03-01,open,a\n1,2026-03-02,open,b\n", kind: "tickets")
        #expect(!pairs(draft).contains("ticket_id Ticket ID"))
        #expect(draft.repeatedKeys == ["Ticket ID"])
        #expect(reading("ticket_id", draft) == .hash(of: ["Created", "Subject"]))
    }

    @Test func aTimeOfDayInAColumnOfItsOwnIsNamed() throws {
        let draft = try draft("Ticket ID,Created date,Created time,Status\n1,2026-03-01,9:05,open\n")
        #expect(draft.timesOfDay == ["Created time"])
        #expect(draft.yaml(name: "x").contains("# Created time holds times of day"))
    }

    @Test func revenueIsNoAnnualValue() throws {
        let draft = try draft(
            "customer_id,company name,annual revenue,monthly_revenue,signup date\n1,A,5,6,2026-01-01\n")
        #expect(draft.kind?.name == "customers")
        #expect(!draft.entries.contains { $0.column == "annual_value" })
    }

    @Test func aTableThatOnlyJoinsRecordsIsOfNoKind() throws {
        #expect(try draft("ticket_id,company_id,type\n1,2,a\n3,4,a\n").kind == nil)
        #expect(try draft("opportunity_id,stage,close_date,amount\n1,won,2026-01-01,5\n").kind == nil)
    }

    @Test func aSnapshotWithACustomerTwiceIsNoSegmentFile() throws {
        #expect(try draft("customer_id,plan\n1,a\n1,b\n").kind == nil)
        let history = try draft("customer_id,plan,valid_from\n1,a,2026-01-01\n1,b,2026-02-01\n")
        #expect(history.kind?.name == "segments")
    }

    @Test func theMemberThatHoldsTheRecordsIsFound() throws {
        let draft = try draft(
            #"{"meta":{"n":2},"resultados":[{"id":"a","creado":1772442000,"estado":"Resuelto","asunto":"x"},{"id":"b","creado":1772443000,"estado":"Abierto","asunto":"y"}]}"#
        )
        #expect(draft.kind?.name == "tickets")
        #expect(draft.yaml(name: "x").contains("records: \"resultados\""))
        #expect(reading("created_at", draft) == .epoch(.seconds))
    }

    @Test func lengthsCountInTheUnitThatTheirNameTells() throws {
        let tickets = try draft(
            "Ticket ID,Created,First response time (minutes),Resolution time (hours),First reply time in minutes within business hours\n1,2026-03-01 10:00,5,3,4\n"
        )
        #expect(reading("first_response_at", tickets) == .after(column: "created_at", unit: .minutes))
        #expect(reading("solved_at", tickets) == .after(column: "created_at", unit: .hours))
        let talks = try draft("Interview ID,Interview date,Interviewer,Duration (seconds)\n1,2026-03-01,\"a, b\",900\n")
        #expect(reading("duration_minutes", talks) == .duration(.seconds))
        #expect(reading("participants", talks) == .list(separator: ","))
    }

    @Test func filesOfOtherProgramsAreNamed() throws {
        for (bytes, name) in [([0x89] + Array("PNG\r\n\u{1a}\n".utf8), "PNG"), (Array("PAR1xxxx".utf8), "Parquet")] {
            let refusal = #expect(throws: Refusal.self) { try draft(bytes) }
            #expect(try #require(refusal).reason.contains(name))
        }
    }

    /// `drafts.tsv` holds, by hand, what a draft of each public file may say: path, kind, and column=name for each entry.
    @Test(.enabled(if: SharedData.isThere)) func draftsOfPublicFilesHaveNoWrongColumn() throws {
        for line in try RealFile.draftTable() {
            let draft = MappingDraft(try FileHead(path: SharedData.real.appending(path: line.path).path))
            #expect((draft.kind?.name ?? "") == line.kind, "\(line.path)")
            let entries = draft.entries.map { "\($0.column)=\($0.name)" }
            #expect(entries == line.entries, "\(line.path)")
        }
    }
}
