internal import Foundation
internal import Mustache
internal import Warehouse

/// A page's text with places to fill in: a file of `pages`, in the language Mustache.
struct PageTemplate {
    private let library: MustacheLibrary
    private let name: String

    /// Reads a template; the files beside it are its partials.
    ///
    /// - Throws: `Failure` of kind `configuration`.
    init(_ name: String) throws {
        MustacheContentTypes.register(PageText(), named: "PAGE")
        let folder = try Resources.directory("pages")
        var templates: [String: MustacheTemplate] = [:]
        for file in try FileSystem().names(folder) where file.hasSuffix(".mustache") {
            guard let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8),
                let template = try? MustacheTemplate(string: "{{% CONTENT_TYPE:PAGE}}" + text)
            else { throw Failure(.configuration, "\(folder)/\(file) is no template that can be read.") }
            templates[String(file.dropLast(".mustache".count))] = template
        }
        guard templates[name] != nil else { throw Failure(.configuration, "\(folder)/\(name).mustache is missing.") }
        library = MustacheLibrary(templates: templates)
        self.name = name
    }

    /// The text with the properties of a value filled in, escaped.
    func filled(with value: some Any) -> String { library.render(value, withTemplate: name) ?? "" }
}

/// Text as it stands in an element or a quoted attribute.
///
/// A percent sign stays on the line of its number. Escaped by code points: to the escaping of the library a quotation mark that carries an accent is another character than a
/// quotation mark, and would end an attribute.
private struct PageText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "%" where escaped.unicodeScalars.last == " ":
                escaped.unicodeScalars.removeLast()
                escaped += "\u{a0}%"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
