import Records
import Testing

@Suite struct JSONPathTests {
    private static let record = """
        {"id":360001,"big":12345678901234567890.123,"via":{"channel":"web","source":{"from":{"name":"Zoë \\"Z\\""}}},
        "tags":["a;b","",null,7,{"x":1}],"none":null,"empty":"","a.b":{"c\\"d":true},
        "labels":[{"name":"x\\ud83d\\ude00"},{"color":1},{"name":null},{"name":"y"}],
        "custom_fields":[{"value":"one","id":1},{"id":2,"value":null},{"id":"3","value":["p","q"]}],
        "contacts":{"contacts":[{"id":"c1"},{"id":"c2"}]}}
        """

    private func cell(_ path: String) throws -> String { try ReadJSON(Self.record, [path]).cells[0][0] }
    private func items(_ path: String) throws -> [String]? { try ReadJSON(Self.record, [path]).lists[0][0] }

    @Test(arguments: [
        ("id", "360001"), ("big", "12345678901234567890.123"), ("via.channel", "web"),
        ("via.source.from.name", "Zoë \"Z\""), ("none", ""), ("empty", ""), ("absent", ""), ("via.absent.x", ""),
        ("id.x", ""), ("\"a.b\".\"c\\\"d\"", "true"), ("custom_fields[id=1].value", "one"),
        ("custom_fields[id=2].value", ""), ("custom_fields[id=3].value", "[\"p\",\"q\"]"),
        ("custom_fields[id=4].value", ""), ("contacts.contacts[1].id", "c2"), ("contacts.contacts[2].id", ""),
        ("via.source", "{\"from\":{\"name\":\"Zoë \\\"Z\\\"\"}}"), ("tags[0]", "a;b"),
        ("contacts.contacts[].id", "[\"c1\",\"c2\"]"), ("tags", "[\"a;b\",\"\",null,7,{\"x\":1}]"),
    ])
    func leadToTexts(_ path: String, _ text: String) throws {
        #expect(try cell(path) == text)
    }

    @Test func leadToItems() throws {
        #expect(try items("tags") == ["a;b", "", "7", "{\"x\":1}"])
        #expect(try items("labels[].name") == ["x😀", "y"])
        #expect(try items("custom_fields[id=3].value") == ["p", "q"])
        #expect(try items("via.channel") == nil)
        #expect(try items("absent") == nil)
        #expect(try items("absent[].x") == [])
    }

    @Test func sayWhichColumnsWereMet() throws {
        let text = "{\"a\":null,\"b\":[],\"c\":{\"x\":1},\"f\":[{\"id\":1,\"value\":null}]}"
        let columns = ["a", "a.z", "b[].q", "c.x", "c.y", "d", "f[id=1].value", "f[id=2].value"]
        #expect(try ReadJSON(text, columns).isMet == [true, true, true, true, false, false, true, true])
    }

    @Test func sayWhichNamesNobodyAsksFor() throws {
        let text =
            "{\"x.y\":2,\"c\":{\"a\":1,\"b\":2},\"l\":[{\"n\":1,\"m\":2}],\"\\u0069d\":3}\n{\"new\":1,\"id\":3}\n"
        #expect(try ReadJSON(text, ["id", "c.a", "l[].n"]).unaskedNames == ["\"x.y\"", "new", "c.b", "l[].m"])
        var reader = JSONReader(ByteSource(bytes: Array(text.utf8)), columns: [JSONPath(name: "id")])
        #expect(try reader.next() == .record)
        let members = reader.unaskedMembers.map { "\($0.name)=\(String(decoding: $0.json, as: UTF8.self))" }
        #expect(members == ["x.y=2", "c={\"a\":1,\"b\":2}", "l=[{\"n\":1,\"m\":2}]"])
    }

    @Test(arguments: ["", ".a", "a.", "a..b", "a[", "a[x]", "a[=1]", "a]b", "\"a", "a[1", "a[x=\"1]", "a\"b\""])
    func refusesTextsThatAreNone(_ text: String) {
        #expect(throws: JSONPathError.self) { try JSONPath(text) }
    }
}
