import Foundation
import Records
import Testing

/// Suites of other readers of dates, as their authors published them; skipped where they are not at hand.
@Suite(.enabled(if: SharedData.exists(SharedData.dates)))
struct DateSuiteTests {
    private struct Group: Decodable {
        struct Case: Decodable {
            let text: String?
            let valid: Bool
            let description: String

            enum CodingKeys: String, CodingKey {
                case text = "data", valid, description
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                // Numbers, lists and objects among the data say nothing about text.
                text = try? container.decode(String.self, forKey: .text)
                valid = try container.decode(Bool.self, forKey: .valid)
                description = try container.decode(String.self, forKey: .description)
            }
        }
        let tests: [Case]
    }

    private func cases(_ name: String) throws -> [Group.Case] {
        let data = try Data(contentsOf: URL(filePath: SharedData.dates + "/" + name))
        return try JSONDecoder().decode([Group].self, from: data).flatMap(\.tests).filter { $0.text != nil }
    }

    private func parse(_ text: String) -> Stamp? {
        Cell.with(text) { TimestampFormat.iso8601.parse($0) }
    }

    @Test func datesOfTheJSONSchemaSuite() throws {
        let cases = try cases("json-schema-date.json")
        #expect(cases.count > 60)
        for item in cases {
            let stamp = parse(item.text ?? "")
            if case .date = stamp {
                #expect(item.valid, "\(item.description)")
            } else {
                #expect(!item.valid, "\(item.description)")
            }
        }
    }

    /// Leap seconds are valid there and refused here, as PostgreSQL cannot keep them; an offset is required there.
    @Test func timesOfTheJSONSchemaSuite() throws {
        let cases = try cases("json-schema-time.json").filter { item in item.text?.contains(":60") == false }
        #expect(cases.count > 20)
        for item in cases {
            let stamp = parse("2026-01-01T" + (item.text ?? ""))
            if case .instant = stamp {
                #expect(item.valid, "\(item.description)")
            } else {
                #expect(!item.valid, "\(item.description)")
            }
        }
    }

    @Test func stampsOfTheTOMLSuite() throws {
        var count = 0
        for name in ["timezone", "datetime", "milliseconds", "local", "local-date"] {
            let text = try String(contentsOfFile: "\(SharedData.dates)/toml-datetime/\(name).toml", encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let equals = line.firstIndex(of: "=") else { continue }
                let value = line[line.index(after: equals)...].prefix { $0 != "#" }
                #expect(parse(value.trimmingCharacters(in: .whitespaces)) != nil, "\(line)")
                count += 1
            }
        }
        #expect(count >= 10)
    }
}
