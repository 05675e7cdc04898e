import Records
import Testing

/// What the pages of an API say of records that are not in the file.
@Suite struct JSONPagesTests {
    private func continuation(_ text: String, block: Int = 1 << 18) throws -> String? {
        var reader = JSONReader(ByteSource(bytes: Array(text.utf8)), columns: [try JSONPath("id")], blockSize: block)
        while true {
            switch try reader.next() {
            case .record, .fault: continue
            case .end, .truncated, .unreadable: return reader.continuation
            }
        }
    }

    private static let two = "[{\"id\":1},{\"id\":2}]"

    /// Zendesk, Intercom, HubSpot, Jira, Salesforce, and others.
    @Test(arguments: [
        ("{\"tickets\":$,\"next_page\":\"https://x.example/2\",\"previous_page\":null,\"count\":250}", "next_page"),
        ("{\"tickets\":$,\"next_page\":null,\"previous_page\":null,\"count\":250}", "count"),
        (
            "{\"tickets\":$,\"meta\":{\"has_more\":true,\"after_cursor\":\"x\"},\"links\":{\"next\":\"x\"}}",
            "meta.has_more"
        ),
        ("{\"links\":{\"prev\":null,\"next\":\"https://x.example\"},\"tickets\":$}", "links.next"),
        ("{\"tickets\":$,\"end_of_stream\":false,\"after_url\":\"x\"}", "end_of_stream"),
        ("{\"conversations\":$,\"pages\":{\"page\":1,\"next\":{\"page\":2,\"starting_after\":\"x\"}}}", "pages.next"),
        ("{\"conversations\":$,\"pages\":{\"page\":1,\"total_pages\":1},\"total_count\":3}", "total_count"),
        ("{\"results\":$,\"paging\":{\"next\":{\"after\":\"2\"}}}", "paging.next"),
        ("{\"results\":$,\"total\":49}", "total"),
        ("{\"startAt\":0,\"maxResults\":2,\"total\":3,\"issues\":$}", "total"),
        ("{\"issues\":$,\"startAt\":2,\"maxResults\":2,\"total\":5}", "total"),
        ("{\"issues\":$,\"nextPageToken\":\"x\",\"isLast\":false}", "isLast"),
        ("{\"issues\":$,\"nextPageToken\":\"x\"}", "nextPageToken"),
        ("{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"/x\",\"records\":$}", "done"),
        ("{\"totalSize\":3,\"done\":true,\"records\":$}", "totalSize"),
        ("{\"data\":$,\"has_more\":true}", "has_more"), ("{\"data\":$,\"hasMore\":true}", "hasMore"),
        ("{\"value\":$,\"@odata.nextLink\":\"x\"}", "@odata.nextLink"),
        ("{\"records\":$,\"offset\":\"itr/x\"}", "offset"),
        ("{\"result\":{\"total\":9,\"list\":$}}", "total"),
        ("{\"items\":$,\"response_metadata\":{\"next_cursor\":\"x\"}}", "response_metadata.next_cursor"),
    ])
    func theMemberThatSaysSoIsNamed(_ page: String, _ member: String) throws {
        for block in [1, 1 << 18] {
            #expect(try continuation(page.replacing("$", with: Self.two), block: block) == member)
        }
    }

    @Test(arguments: [
        "{\"tickets\":$,\"next_page\":null,\"previous_page\":null,\"count\":2}", "{\"tickets\":$}", "$",
        // The last page has a link all the same.
        "{\"tickets\":$,\"meta\":{\"has_more\":false},\"links\":{\"next\":\"x\",\"prev\":\"y\"}}",
        "{\"tickets\":$,\"next_page\":\"x\",\"end_of_stream\":true,\"count\":2}",
        // The last of several files.
        "{\"tickets\":$,\"next_page\":null,\"previous_page\":\"https://x.example/1\",\"count\":250}",
        "{\"startAt\":48,\"total\":50,\"issues\":$}", "{\"conversations\":$,\"pages\":{\"page\":5},\"total_count\":82}",
        "{\"results\":$,\"paging\":{}}", "{\"issues\":$,\"isLast\":true}",
        "{\"records\":$,\"done\":true,\"totalSize\":2}",
        "{\"data\":$,\"next_cursor\":\"\"}", "{\"data\":$,\"count\":\"250\",\"links\":[],\"meta\":null}",
        // Pages one behind the other.
        "{\"tickets\":$,\"next_page\":\"x\",\"count\":4}\n{\"tickets\":$,\"next_page\":null,\"previous_page\":\"y\",\"count\":4}",
        "{\"issues\":$,\"isLast\":false,\"nextPageToken\":\"x\"}{\"issues\":$,\"isLast\":true}",
    ])
    func otherFilesAreWhole(_ file: String) throws {
        #expect(try continuation(file.replacing("$", with: Self.two)) == nil)
    }

    @Test func aMissingPageIsNoticedByTheCount() throws {
        let pages = """
            {"tickets":$,"next_page":"x","previous_page":null,"count":6}
            {"tickets":$,"next_page":null,"previous_page":"y","count":6}
            """
        #expect(try continuation(pages.replacing("$", with: Self.two)) == "count")
    }

    @Test func aLongMemberIsPassed() throws {
        let long = String(repeating: "x", count: 1 << 17)
        #expect(
            try continuation("{\"meta\":{\"a\":\"\(long)\"},\"tickets\":[{\"id\":1}],\"has_more\":true}") == "has_more")
    }
}
