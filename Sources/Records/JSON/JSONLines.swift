/// The lines behind the first one of what is in memory.
struct JSONLines {
    enum Verdict {
        case goOn
        case stop
        case resume
    }

    /// Line ends passed.
    private(set) var passed = 0
    private(set) var isAtEnd = false
    /// Where the first byte of the current line stands that is no blank.
    private var text = 0
    private var start = 0

    /// Where the next line that is not empty begins; nil at the end of the source or behind `limit` bytes.
    mutating func next(_ window: inout ByteWindow, limit: Int) throws(RecordsError) -> Int? {
        guard try passText(&window, limit) else { return nil }
        while true {
            guard try has(text, &window, limit) else { return nil }
            switch window.bytes[text] {
            case 0x0a, 0x0d:
                let isPair = window.bytes[text] == 0x0a && text > 0 && window.bytes[text - 1] == 0x0d
                if !isPair { passed += 1 }
                text += 1
                start = text
            case 0x20, 0x09: text += 1
            default: return start
            }
        }
    }

    /// What the current line says about a record whose first line is indented by `indentation`.
    func judge(_ bytes: UnsafePointer<UInt8>, _ indentation: Int, isInArray: Bool) -> Verdict {
        let own = text - start
        switch bytes[text] {
        case _ where own > indentation: return .goOn
        case UInt8(ascii: "]") where isInArray && own < indentation: return .resume
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return .goOn
        case UInt8(ascii: "{"): return own == indentation ? .resume : .stop
        default: return .stop
        }
    }

    private mutating func passText(_ window: inout ByteWindow, _ limit: Int) throws(RecordsError) -> Bool {
        while try has(text, &window, limit) {
            if window.bytes[text] == 0x0a || window.bytes[text] == 0x0d { return true }
            text += 1
        }
        return false
    }

    private mutating func has(_ position: Int, _ window: inout ByteWindow, _ limit: Int) throws(RecordsError) -> Bool {
        while position >= window.count {
            if position > limit { return false }
            guard try window.readMore() else {
                isAtEnd = true
                return false
            }
        }
        return position <= limit
    }
}
