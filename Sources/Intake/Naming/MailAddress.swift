/// E-mail addresses with what mail programs, calendars and people write around them.
enum MailAddress {
    /// The address in `text`, as in `Ana Bee <ana@us.example>`, `"Bee, Ana" <ana@us.example>`, `mailto:ana@us.example`,
    /// `Ana Bee (ana@us.example)` and `ana@us.example (Ana Bee)`; text that holds no address, or not just one, as it is.
    static func bare(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        let inner = bracketed(text, "<", ">") ?? bracketed(text, "(", ")") ?? beforeComment(text)
        var address = inner.trimmingCharacters { $0.isWhitespace || "'\"<>".contains($0) }
        if address.lowercased().hasPrefix("mailto:") {
            address = address.dropFirst("mailto:".count).prefix { $0 != "?" }
        }
        while address.last == "." { address = address.dropLast() }
        return isAddress(address) ? String(address) : text
    }

    /// Whether the text is nothing but an address, by a look at its bytes; may be false for one.
    static func isBare(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var ats = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "@"): ats += 1
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: break
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="): break
            default: return false
            }
        }
        return ats == 1 && text.first != UInt8(ascii: "@") && text.last != UInt8(ascii: ".")
            && text.last != UInt8(ascii: "@")
    }

    /// The parts of a list of names and addresses, trimmed.
    ///
    /// They are divided by `separator`, and behind an address by a comma or a line break too, but never inside quotes or
    /// angle brackets: `"Bee; Ana" <ana@us.example>, ben@us.example` has two, and so has `Bee, Ana; ben@us.example`.
    static func parts(_ text: String, separator: Character) -> [String] {
        var parts: [String] = []
        var part = text.startIndex
        var place = part
        func end() {
            let found = text[part..<place].trimmingCharacters(\.isWhitespace)
            if !found.isEmpty { parts.append(String(found)) }
        }
        while place < text.endIndex {
            let next = text.index(after: place)
            switch text[place] {
            case "\"" where text[part..<place].allSatisfy(\.isWhitespace):
                place = text[next...].firstIndex(of: "\"").map(text.index(after:)) ?? next
            case "<": place = text[next...].firstIndex { ">;,".contains($0) } ?? next
            case separator, ",", "\n", "\r\n":
                if text[place] == separator || text[part..<place].contains("@") {
                    end()
                    part = next
                }
                place = next
            default: place = next
            }
        }
        end()
        return parts
    }

    private static func bracketed(_ text: String, _ open: Character, _ close: Character) -> Substring? {
        guard let start = text.lastIndex(of: open), let end = text[start...].firstIndex(of: close) else { return nil }
        let inner = text[text.index(after: start)..<end]
        return inner.contains("@") ? inner : nil
    }

    private static func beforeComment(_ text: String) -> Substring {
        guard text.last == ")", let open = text.firstIndex(of: "(") else { return text[...] }
        return text[..<open]
    }

    private static func isAddress(_ text: Substring) -> Bool {
        guard let at = text.firstIndex(of: "@"), at != text.startIndex else { return false }
        let domain = text[text.index(after: at)...]
        return !domain.isEmpty && !domain.contains("@") && !text.contains(where: \.isWhitespace)
    }
}

extension StringProtocol {
    /// What is left without the characters at both ends that `isOuter` names.
    func trimmingCharacters(_ isOuter: (Character) -> Bool) -> SubSequence {
        guard let first = firstIndex(where: { !isOuter($0) }), let last = lastIndex(where: { !isOuter($0) }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }
}
