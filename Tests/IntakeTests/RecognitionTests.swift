import Foundation
import Intake
import Testing
import Warehouse

/// Mappings found by a file's columns.
@Suite struct RecognitionTests {
    private let library: MappingLibrary

    init() throws {
        library = try MappingLibrary()
    }

    @Test func canonicalColumnsNeedNoMapping() throws {
        for kind in Kind.all {
            #expect(try library.recognized(kind.columns.map(\.name), as: kind) == nil, "\(kind.name)")
        }
    }

    @Test func unknownColumnsHaveNoMapping() throws {
        #expect(try library.recognized(["ticket_id", "whatever"], as: try #require(Kind(named: "tickets"))) == nil)
    }

    @Test func aCalendarIsKnownByItsKind() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ics")
        try Data("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        for (kind, name) in [("interviews", "google-calendar-interviews"), ("meetings", "google-calendar-meetings")] {
            let request = LoadRequest(kind: try #require(Kind(named: kind)), path: file.path)
            #expect(try library.recognized(request)?.name == name)
        }
        let request = LoadRequest(kind: try #require(Kind(named: "tickets")), path: file.path)
        #expect(try library.recognized(request) == nil)
    }

    @Test func aSurveyShowsNoValueThatMayNameSomebody() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        try Data(
            "ticket_id,customer,created_at,status,assignee,phone,flag\nT1,Kim,2026-03-01,open,Eve,4930123456,true\n"
                .utf8
        )
        .write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let survey = try FileSurvey(
            path: file.path, format: Mapping.Format(), mapping: nil, kind: nil, library: library)
        #expect(survey.kind == "tickets")
        #expect(survey.mapping == nil)
        #expect(survey.columns.map(\.sample) == [nil, nil, "2026-03-01", "open", nil, nil, "true"])
        #expect(survey.missing == [])
    }
}
