import Foundation
import Records
import Testing

@testable import Intake

/// How names, ids, addresses and domains are written alike.
@Suite struct NamingTests {
    // MARK: Names

    @Test(arguments: [
        ("Support", "Support"), ("  Support \t", "Support"), ("Customer  Care", "Customer Care"),
        ("\u{a0}Customer\u{a0}Care\u{2007}", "Customer Care"), ("a\u{3000}b\u{2028}c\r\nd\u{85}e", "a b c d e"),
        ("Cafe\u{301}", "Caf\u{e9}"), ("Caf\u{e9}", "Caf\u{e9}"), ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
        ("\u{212b}ngstrom", "\u{c5}ngstrom"), ("か\u{3099}", "が"), ("Поддержка  клиентов", "Поддержка клиентов"),
        // Full-width forms are other characters, not another spelling; so is a zero width space.
        ("ＡＢＣ", "ＡＢＣ"), ("a\u{200b}b", "a\u{200b}b"), ("", ""), (" \u{a0} ", ""),
    ])
    func namesHavePlainBlanksAndComposedLetters(_ given: String, _ stored: String) {
        let normalized = NameText.normalized(given)
        #expect(Array(normalized.utf8) == Array(stored.utf8))
        #expect(Array(NameText.normalized(normalized).utf8) == Array(stored.utf8), "once is enough")
    }

    @Test func noCharacterEscapesNormalization() {
        for value in UInt32(0x20)...0x2ffff {
            guard let scalar = Unicode.Scalar(value), !scalar.properties.isWhitespace else { continue }
            // Behind a letter that takes accents, so that a combining mark is seen as one.
            let text = "a" + String(scalar)
            let expected = text.precomposedStringWithCanonicalMapping
            guard Array(NameText.normalized(text).utf8) != Array(expected.utf8) else { continue }
            Issue.record("U+\(String(value, radix: 16))")
        }
    }

    @Test func cellsAreTrimmedOfEveryWhiteSpace() {
        for value in UInt32(1)...0xffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let blank = String(scalar)
            let trimmed = Cell.with("\(blank)\(blank)x\(blank)y\(blank)") { $0.trimmed.string }
            let expected = scalar.properties.isWhitespace ? "x\(blank)y" : "\(blank)\(blank)x\(blank)y\(blank)"
            if Array(trimmed.utf8) != Array(expected.utf8) { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    // MARK: Ids

    @Test(arguments: [
        ("1201", "1201"), ("1201.0", "1201"), ("1201.00", "1201"), ("1201,0", "1201"), ("0012.0", "0012"),
        // A thousand, by grouping, and versions.
        ("1.000", "1.000"), ("1,000", "1,000"), ("1201.5", "1201.5"), ("v1.0", "v1.0"), ("1.2.0", "1.2.0"),
        (".0", ".0"),
        ("1201.", "1201."), ("0", "0"), ("100", "100"), ("\u{a0}T-7 ", "T-7"), ("1E5", "1E5"), ("12E4", "12E4"),
        ("E+11", "E+11"), ("1.45E", "1.45E"), ("1.45E+11x", "1.45E+11x"), ("1e-05", "1e-05"),
    ])
    func wholeNumbersLoseTheirDecimals(_ given: String, _ stored: String) throws {
        #expect(try Column.Content.identifier.text(for: given) == stored)
        #expect(try Column.Content.reference.text(for: given) == stored)
    }

    @Test(arguments: [
        "1.45E+11", "1,45E+11", "1.45e+11", "1E+11", "1e+16", "1.45E11", "1.201E+3", "145.2E+9", "-1.45E+11", "1.2E-05",
    ])
    func idsInScientificNotationAreDestroyed(_ id: String) {
        for content in [Column.Content.identifier, .reference] {
            #expect(throws: Rejection.Rule.destroyedIdentifier) { try content.text(for: id) }
            #expect(throws: Rejection.Rule.destroyedIdentifier) { try Cell.with(id) { try content.text(for: $0) } }
        }
    }

    // MARK: Addresses

    @Test(arguments: [
        ("ana@us.example", "ana@us.example"), ("Ana Bee <ana@us.example>", "ana@us.example"),
        ("\"Bee, Ana\" <Ana@Us.example>", "Ana@Us.example"), ("Bee, Ana <ana@us.example>", "ana@us.example"),
        ("<ana@us.example>", "ana@us.example"), ("mailto:ana@us.example", "ana@us.example"),
        ("MAILTO:ana@us.example?subject=x", "ana@us.example"), ("Ana <mailto:ana@us.example>", "ana@us.example"),
        ("Ana Bee (ana@us.example)", "ana@us.example"), ("ana@us.example (Ana Bee)", "ana@us.example"),
        ("'ana@us.example'", "ana@us.example"), ("\"ana@us.example\"", "ana@us.example"),
        ("ana@us.example.", "ana@us.example"), ("\"ana@home\" <ana@us.example>", "ana@us.example"),
        ("ana@us.example, ben@us.example", "ana@us.example"), ("ana@us.example;ben@us.example", "ana@us.example"),
        ("Ana\u{a0}Bee\u{a0}<ana@us.example>", "ana@us.example"),
        // No address, or none that can be told.
        ("Ana Bee", "Ana Bee"), ("@acme", "@acme"), ("ana @ us", "ana @ us"), ("a@b@c", "a@b@c"), ("x <y>", "x <y>"),
    ])
    func addressesStandAlone(_ given: String, _ stored: String) throws {
        #expect(try Column.Content.reference.text(for: given) == stored)
        #expect(try Cell.with(given) { try Column.Content.reference.text(for: $0) ?? given } == stored)
    }

    @Test(arguments: [
        ("Ana <a@x.example>, b@x.example;Cee <c@x.example>", "a@x.example;b@x.example;c@x.example"),
        ("Ana <a@x.example>", "a@x.example"), ("Acme; x@acme.example", "x@acme.example"),
        ("Acme; Borea", "Acme; Borea"),
    ])
    func ofACustomerAllAddressesAreKept(_ given: String, _ stored: String) throws {
        #expect(try Column.Content.customer.text(for: given) == stored)
    }

    @Test(arguments: [
        ("a@x.example;b@x.example", ["a@x.example", "b@x.example"]),
        ("\"Bee; Ana\" <a@x.example>; Ben <b@x.example>", ["\"Bee; Ana\" <a@x.example>", "Ben <b@x.example>"]),
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        ("Bee, Ana <a@x.example>, Cee, Ben <b@x.example>", ["Bee, Ana <a@x.example>", "Cee, Ben <b@x.example>"]),
        ("a@x.example\nb@x.example", ["a@x.example", "b@x.example"]), ("Bee, Ana;Ben", ["Bee, Ana", "Ben"]),
        ("\"open <a@x.example>;b@x.example", ["\"open <a@x.example>", "b@x.example"]), ("; ;", []),
        ("<a@x.example;b@x.example", ["<a@x.example", "b@x.example"]),
    ])
    func listsOfAddressesAreDividedOutsideOfQuotes(_ given: String, _ parts: [String]) {
        let items = Cell.with(given) { Column.Content.reference.items(of: $0, separator: UInt8(ascii: ";")) }
        #expect(items == parts)
    }

    // MARK: Domains

    @Test(arguments: [
        ("acme.example", "acme.example"), ("ACME.Example", "acme.example"),
        ("https://www.acme.example/", "acme.example"),
        ("http://acme.example", "acme.example"), ("//acme.example/about", "acme.example"),
        ("www.acme.example", "acme.example"),
        ("https://user:pass@mail.acme.example:443/path?x#y", "mail.acme.example"), ("@acme.example", "acme.example"),
        ("info@acme.example", "acme.example"), ("acme.example.", "acme.example"), ("acme.example/team", "acme.example"),
        ("acme.example?x=y@z", "acme.example"), ("acme.example:8080", "acme.example"), ("www.example", "www.example"),
        ("\u{a0}acme.example ", "acme.example"), ("mailto:info@acme.example", "acme.example"),
        ("a-1.co.uk", "a-1.co.uk"),
        // RFC 3492, section 7.1, and well-known domains.
        ("münchen.example", "xn--mnchen-3ya.example"), ("MU\u{308}NCHEN.example", "xn--mnchen-3ya.example"),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"), ("bücher.example", "xn--bcher-kva.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ("他们为什么不说中文.example", "xn--ihqwcrb4cv8a8dqg056pqjye.example"),
    ])
    func domainsAreHostNames(_ given: String, _ host: String) {
        #expect(HostName(given)?.text == host)
    }

    @Test(arguments: [
        "", "acme", "com", "co.uk", "www.", "Acme Ltd", "acme..example", "-acme.example", "acme-.example",
        "acme_x.example",
        "192.168.0.1", "[::1]", "https://", "acme.example:http", "n/a", "acme,example", "a@b c.example",
        "\(String(repeating: "a", count: 64)).example",
    ])
    func whatIsNoDomainIsNone(_ given: String) {
        #expect(HostName(given) == nil)
    }

    @Test func hostsThatShowByThemselvesAreNotHidden() {
        let isHidden = { (text: String) in
            var text = text
            return text.withUTF8(HostName.isHidden)
        }
        for text in ["acme.example", "x@acme.example", "C-1", "Acme Ltd"] { #expect(!isHidden(text)) }
        for text in ["https://acme.example", "WWW.acme.example", "@acme.example", "acme.example.", "münchen.example"] {
            #expect(isHidden(text))
        }
    }
}
