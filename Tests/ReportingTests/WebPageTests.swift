import Foundation
import Testing
import Warehouse

@testable import Reporting

/// `report.html`, without a browser.
@Suite struct WebPageTests {
    @Test func escapesWhateverNamesContain() throws {
        let page = try crowded()
        let text = try #require(PageText(page), "the page is not well formed")
        #expect(!text.elements.contains { ["script", "img", "link", "iframe", "object", "base"].contains($0.name) })
        let handlers = text.elements.flatMap(\.attributes.keys).filter { $0.hasPrefix("on") || $0 == "src" }
        #expect(handlers.isEmpty)
        let body = try #require(text.elements.first { $0.name == "body" }).text
        for name in CrowdedWeek.names.prefix(6) {
            #expect(body.contains(name.replacing(" %", with: "\u{a0}%")), "\(name)")
        }
        #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{7}" || $0 == "\u{FFFF}" })
    }

    @Test func loadsNothingAndStaysSmall() throws {
        let page = try crowded()
        for reference in ["http:", "https:", "url(", "@import", "javascript:"] { #expect(!page.contains(reference)) }
        #expect(page.utf8.count < 300 << 10)
        for file in ["report", "bars", "table"] {
            let template = try String(
                contentsOfFile: "\(try Resources.directory("pages"))/\(file).mustache", encoding: .utf8)
            #expect(!template.contains("{{{") && !template.contains("{{&"), "\(file) fills in something unescaped")
        }
    }

    @Test func saysOfEveryHeadlineWhatItRestsOnAndWhatItMeans() throws {
        let text = try #require(PageText(try crowded()))
        let cards = text.elements.filter { $0.attributes["class"] == "card" }
        #expect(cards.count == 25)
        let anchors = Set(text.elements.compactMap { $0.attributes["id"] })
        for card in cards {
            #expect(card.text.contains("n 10"))
            #expect(card.text.contains("26 weeks"))
            #expect(card.inner.contains { $0.name == "svg" })
            let links = card.inner.compactMap { $0.attributes["href"] }
            #expect(links.count == 1 && links.allSatisfy { anchors.contains(String($0.dropFirst())) })
        }
        let links = text.elements.compactMap { $0.attributes["href"] }
        #expect(links.allSatisfy { anchors.contains(String($0.dropFirst())) }, "\(links)")
    }

    @Test func showsTheWorstAndCountsTheOthers() throws {
        let text = try #require(PageText(try crowded()))
        let body = try #require(text.elements.first { $0.name == "body" }).text
        #expect(body.contains("11 more in segments.csv.") && body.contains("8 more in departments.csv."))
        #expect(body.contains("Late when this was published:"))
    }

    @Test func hasAPageForAWeekWithHardlyAnything() throws {
        let log = try FigureLog()
        try log.note("interview_coverage share", nil, n: 0, status: "empty_denominator")
        let page = try PageTemplate("report").filled(
            with: WebPage(log.connection, week: log.week, staleSources: []))
        let body = try #require(PageText(page)?.elements.first { $0.name == "body" }).text
        #expect(body.contains("no value: there was nothing to count"))
        #expect(body.contains("No segments are known"))
        #expect(body.contains("No headline has changed"))
    }

    @Test func setsItsTextOffFromItsPaper() throws {
        let style = try #require(PageText(try crowded())?.elements.first { $0.name == "style" }).text
        let matches = style.matches(of: /--(\w+): #([0-9a-f]{6})/)
        let colours = Dictionary(matches.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { first, _ in first })
        for paper in ["paper", "panel"] {
            let ground = try #require(colours[paper])
            for ink in ["ink", "quiet", "link", "good", "bad"] {
                #expect(Self.contrast(try #require(colours[ink]), ground) >= 4.5, "\(ink) on \(paper)")
            }
        }
        for shape in ["voice", "action", "response"] {
            #expect(Self.contrast(try #require(colours[shape]), try #require(colours["track"])) >= 3, "\(shape)")
        }
    }

    /// Contrast of two colours as WCAG 2 defines it, 1 to 21.
    private static func contrast(_ first: String, _ second: String) -> Double {
        func luminance(_ hex: String) -> Double {
            let number = Int(hex, radix: 16) ?? 0
            return zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
                let channel = Double(number >> part.0 & 255) / 255
                return sum + part.1 * (channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4))
            }
        }
        let (light, dark) = (max(luminance(first), luminance(second)), min(luminance(first), luminance(second)))
        return (light + 0.05) / (dark + 0.05)
    }

    private func crowded() throws -> String { try Self.crowdedPage.get() }

    /// Made once, since no test changes it.
    private static let crowdedPage = Result { try CrowdedWeek().page() }
}
