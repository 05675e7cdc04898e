import Foundation
import FoundationXML

/// A page taken apart as XML, which is stricter than what browsers forgive.
final class PageText: NSObject, XMLParserDelegate {
    /// An element: its name, attributes and all the text within it.
    struct Element {
        let name: String
        let attributes: [String: String]
        var text = ""
        /// Elements within it, at whatever depth.
        var inner: [(name: String, attributes: [String: String])] = []
    }

    /// Every element, in the order in which they end.
    private(set) var elements: [Element] = []
    private var open: [Element] = []

    /// nil: the page is not well formed.
    init?(_ page: String) {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        for index in open.indices { open[index].inner.append((name, attributes)) }
        open.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open.indices { open[index].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if let element = open.popLast() { elements.append(element) }
    }
}
