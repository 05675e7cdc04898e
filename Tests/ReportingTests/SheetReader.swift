import Foundation
import FoundationXML
import Testing

/// The cells of a flat OpenDocument spreadsheet.
final class SheetReader: NSObject, XMLParserDelegate {
    private var rows: [[Spreadsheet.Cell]] = []
    private var attributes: [String: String] = [:]
    private var text = ""
    private var paragraphs = 0
    private var isInParagraph = false

    /// The rows of its only table.
    static func rows(of document: Data) throws -> [[Spreadsheet.Cell]] {
        let reader = SheetReader()
        let parser = XMLParser(data: document)
        parser.delegate = reader
        try #require(parser.parse())
        return reader.rows
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        switch name {
        case "table:table-row": rows.append([])
        case "table:table-cell": (self.attributes, text, paragraphs) = (attributes, "", 0)
        case "text:p":
            if paragraphs > 0 { text += "\n" }
            paragraphs += 1
            isInParagraph = true
        // Blanks that follow one another, and tabs, are elements.
        case "text:s": text += String(repeating: " ", count: attributes["text:c"].flatMap(Int.init) ?? 1)
        case "text:tab": text += "\t"
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        if isInParagraph { text += characters }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        switch name {
        case "text:p": isInParagraph = false
        case "table:table-cell":
            let count = attributes["table:number-columns-repeated"].flatMap(Int.init) ?? 1
            rows[rows.count - 1] += Array(repeating: cell, count: count)
        default: break
        }
    }

    private var cell: Spreadsheet.Cell {
        if attributes["table:formula"] != nil { return .other("formula") }
        switch attributes["office:value-type"] {
        case nil: return .empty
        case "string": return .text(text)
        // An English word for a truth is one only where English is spoken.
        case "boolean": return .text(attributes["office:boolean-value"] ?? "")
        case "float": return attributes["office:value"].flatMap(Double.init).map { .number($0) } ?? .other("float")
        case "date": return .date(attributes["office:date-value"] ?? "")
        case .some(let type): return .other(type)
        }
    }
}
